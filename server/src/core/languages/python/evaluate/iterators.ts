/** Iterators: what goes through elements one after the other, each of them once. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { mostElements } from './context.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import type { Journal, Mutable } from './journal.ts'
import { SetObject } from './sets.ts'
import { iteratorType } from './typeobject.ts'
import { UnorderedList } from './unordered.ts'
import { type PyValue, unknownValue } from './values.ts'

/** There is no further element; or, with a reason, it is not known whether there is one and which. */
export class Ended {
  constructor(readonly why?: Unknown) {}
}

const exhausted = new Ended()

export abstract class IteratorObject extends HostObject {
  /** The next element. */
  abstract advance(): PyValue | Ended

  /** Why nobody knows how often it goes on, once all elements to come are alike: the next one stands for all of them. */
  rest(): Unknown | undefined {
    return undefined
  }

  override iterator(): IteratorObject {
    return this
  }

  override type(): HostObject {
    return iteratorType
  }

  /** Goes through all that is left. */
  override elements(): readonly PyValue[] | undefined {
    const items: PyValue[] = []
    while (items.length <= mostElements && !this.rest()) {
      const item = this.advance()
      if (item instanceof Ended) return item.why ? undefined : items
      items.push(item)
    }
    return undefined
  }
}

/** An iterator that remembers by a number where it is. */
export abstract class CountingIterator extends IteratorObject implements Mutable {
  private position = 0
  private lost: Unknown | undefined

  constructor(private readonly journal: Journal) {
    super()
  }

  /** How many elements it has given. */
  protected get taken(): number {
    return this.position
  }

  /** The element at a position, counted from 0. */
  protected abstract at(position: number): PyValue | Ended

  advance(): PyValue | Ended {
    if (this.lost) return new Ended(this.lost)
    const item = this.at(this.position)
    if (item === exhausted) return item
    this.journal.touch(this)
    this.position++
    return item
  }

  override forget(why: Unknown): void {
    if (this.lost) return
    this.journal.touch(this)
    this.lost = why
  }

  save(): unknown {
    return { position: this.position, lost: this.lost } satisfies Position
  }

  restore(state: unknown): void {
    const { position, lost } = state as Position
    this.position = position
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as Position, b as Position]
    this.restore(x)
    this.lost = x.lost ?? y.lost ?? (x.position === y.position ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface Position {
  readonly position: number
  readonly lost: Unknown | undefined
}

/** Goes through a list, which may grow while it does, a tuple, or anything else that has elements in order. */
class SequenceIterator extends CountingIterator {
  constructor(
    readonly description: string,
    private readonly source: ListObject | { readonly items: readonly PyValue[] },
    journal: Journal,
  ) {
    super(journal)
  }

  protected at(position: number): PyValue | Ended {
    const { source } = this
    if (source instanceof ListObject && source.lost) return new Ended(source.lost)
    return position < source.items.length ? source.items[position]! : exhausted
  }
}

/** An iterator over elements that are all known. */
export const iterate = (items: readonly PyValue[], journal: Journal, description = 'an iterator'): IteratorObject =>
  new SequenceIterator(description, { items }, journal)

/** An iterator whose elements come from a function: `next` gives the one at a position, or `Ended`. */
export class FunctionIterator extends CountingIterator {
  constructor(
    readonly description: string,
    private readonly next: (position: number) => PyValue | Ended,
    journal: Journal,
    /** What it takes its elements from. */
    private readonly sources: readonly IteratorObject[] = [],
  ) {
    super(journal)
  }

  override rest(): Unknown | undefined {
    return this.sources.map(source => source.rest()).find(why => why !== undefined)
  }

  protected at(position: number): PyValue | Ended {
    const item = this.next(position)
    return item instanceof Ended && !item.why ? exhausted : item
  }
}

/** What a loop over the value goes through; undefined where it is not known. */
export function iteratorOf(value: PyValue, journal: Journal): IteratorObject | undefined {
  if (value instanceof ListObject)
    return value.lost ? undefined : new SequenceIterator('a list iterator', value, journal)
  if (value instanceof HostObject) {
    const own = value.iterator(journal)
    if (own) return own
  }
  const items = itemsIn(value)
  return items && iterate(items, journal)
}

/** All elements of a value, in order; undefined where they are not known. An iterator is used up by it. */
export function itemsIn(value: PyValue): readonly PyValue[] | undefined {
  if (unknownValue(value)) return undefined
  if (value instanceof ListObject || value instanceof TupleObject) return value.items
  if (typeof value === 'string') return [...value]
  if (value instanceof DictObject) return [...value].map(([key]) => key)
  if (value instanceof SetObject) return value.sequence
  return value instanceof HostObject ? value.elements() : undefined
}

/** All elements of a value where their order does not matter: those of a set as well. */
export const elementsOf = (value: PyValue): readonly PyValue[] | undefined =>
  value instanceof SetObject
    ? value.lost
      ? undefined
      : value.items
    : ((value instanceof UnorderedList ? value.all : undefined) ?? itemsIn(value))

/** Why the elements of a value are not known. */
export const whyNoItems = (value: PyValue, at: Place | undefined): Unknown =>
  unknownValue(known(value, at)) ?? unknown(`the elements of ${nameOf(value)} are not known`, at)

const nameOf = (value: PyValue): string => (value instanceof HostObject ? value.description : 'this')
