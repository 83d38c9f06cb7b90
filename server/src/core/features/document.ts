/** What every feature reads: a text, and what is known of it. */
import type { Analysis } from '../model/analysis.ts'

/** What an analysis tells of, and the texts in which its places stand. */
export interface Evaluated {
  /** The name under which the text, or the notebook, was given to the service. */
  readonly file: string
  /** The id of its language: `python`, `net`. */
  readonly language: string
  /** Made when it is first asked for, and kept until the text, or one that it imports, changes. */
  readonly analysis: Analysis
  /** The text of a file that the analysis tells of: one of the program's own, or one that was imported. */
  readonly textOf: (file: string) => string | undefined
  /** Which cell of the notebook a text is, counted from 1 among all its cells; undefined where it is none. */
  readonly cellOf: (file: string) => number | undefined
}

/** One text. */
export interface Document extends Evaluated {
  readonly text: string
  readonly program: Program
}

/** Texts that are evaluated as one: a file alone, or the cells of a notebook in their order. */
export interface Program extends Evaluated {
  readonly documents: readonly Document[]
}
