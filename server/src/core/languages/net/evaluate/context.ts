/** What evaluation carries along: whom it drives, what names mean, and where the line stands. */

import { closest } from '../../../layers/words.ts'
import type { ModelBuilder } from '../../../model/builder.ts'
import type { Tensors } from '../../../model/tensor.ts'
import type { Place, Span } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { Identifier } from '../syntax.ts'
import type { Budget } from './budget.ts'
import type { Flow } from './flow.ts'
import type { Memory } from './memory.ts'
import type { Module } from './modules.ts'
import type { Scope } from './scope.ts'

/** What all of one evaluation shares. */
export interface World {
  readonly builder: ModelBuilder
  readonly memory: Memory
  readonly suggestions: Suggestions
  readonly budget: Budget
  /** The file of a path as `use` writes it; undefined where there is none. */
  readonly moduleOf: (path: string, from: Module) => Module | undefined
}

/** One body while it runs: that of a model, or of a block that was called. */
export interface Frame {
  readonly world: World
  readonly module: Module
  readonly scope: Scope
  readonly flow: Flow
  /** What it puts out by name, in place of what its last line puts out. */
  readonly outputs: Tensors[]
}

/** A line of a body. */
export interface Context extends Frame {
  /** Where the line starts, from which its nodes count. */
  readonly base: number
}

export const placeOf = ({ from, to }: Span, { module, base }: Pick<Context, 'module' | 'base'>): Place => ({
  file: module.file,
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
): Unknown {
  const { builder, suggestions } = context.world
  const { name } = node
  const { openness } = context.scope
  if (openness) return openness
  const facts = { name, expected, ...suggestions.among(() => closest(name, known())) }
  const place = placeOf(node, context)
  builder.report({ code: 'unknown-name', facts }, subject, place, place)
  return unknown(`${name} is not known`, place)
}

/** Reports why something has no value; `reason` is a sentence without its full stop. */
export function refuse(node: Span, reason: string, subject: string, context: Context): Unknown {
  const place = placeOf(node, context)
  context.world.builder.report({ code: 'refused', facts: { reason } }, subject, place, place)
  return unknown(reason, place)
}
