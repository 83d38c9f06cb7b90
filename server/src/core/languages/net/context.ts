/** What evaluation carries along: whom it drives, what names mean, and where the line stands. */

import { closest } from '../../layers/words.ts'
import type { ModelBuilder } from '../../model/builder.ts'
import type { Tensors } from '../../model/tensor.ts'
import type { Place, Span } from '../../source/span.ts'
import type { Symbolic } from '../../tensor/size.ts'
import type { Memory } from './memory.ts'
import type { Identifier } from './syntax.ts'

export interface Context {
  readonly file: string
  readonly builder: ModelBuilder
  readonly memory: Memory
  readonly scope: Scope
  readonly suggestions: Suggestions
  /** Where the line starts, from which its nodes count. */
  readonly base: number
}

/** The names of one model. */
export interface Scope {
  /** What came out of the lines that have a name. */
  readonly tensors: Map<string, Tensors>
  /** The sizes that inputs leave open under a name. */
  readonly sizes: Map<string, Symbolic>
}

export const placeOf = ({ from, to }: Span, { file, base }: Context): Place => ({
  file,
  from: base + from,
  to: base + to,
})

/** "Did you mean", for the first mistakes of a file: a text that is no `.net` at all has thousands. */
export class Suggestions {
  private left = 200

  among(suggest: () => string | undefined): { readonly suggestion?: string } {
    if (this.left === 0) return {}
    this.left--
    const suggestion = suggest()
    return suggestion === undefined ? {} : { suggestion }
  }
}

/** Reports a name that means nothing where it stands. `expected` is a noun phrase. */
export function reportUnknownName(
  node: Identifier,
  expected: string,
  known: () => Iterable<string>,
  subject: string,
  context: Context,
): void {
  const { name } = node
  const facts = { name, expected, ...context.suggestions.among(() => closest(name, known())) }
  const place = placeOf(node, context)
  context.builder.report({ code: 'unknown-name', facts }, subject, place, place)
}
