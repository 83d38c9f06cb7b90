/** What every feature reads: a text, and what is known of it. */
import type { Analysis } from '../model/analysis.ts'

export interface Document {
  /** The name under which the text was given to the service. */
  readonly file: string
  /** The id of its language: `python`, `net`. */
  readonly language: string
  readonly text: string
  /** Made when it is first asked for, and kept until the text, or one that it imports, changes. */
  readonly analysis: Analysis
  /** The text of a file that the analysis tells of: this one, or one that was imported. */
  readonly textOf: (file: string) => string | undefined
}
