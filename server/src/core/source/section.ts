/** A stretch of a text under a name: what an outline is made of. */
import type { Span } from './span.ts'

export interface Section {
  readonly kind: 'model' | 'block' | 'table' | 'function' | 'constant'
  readonly name: string
  /** What is known from the text alone: the columns of a table, the value of a constant. */
  readonly detail: string
  readonly span: Span
  /** Where its name stands. */
  readonly selection: Span
}
