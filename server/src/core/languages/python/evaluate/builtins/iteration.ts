/** Built-in functions on what has elements. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { Function_ } from '../builtins.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { notIterable } from '../conversions.ts'
import { Raised, raised } from '../exceptions.ts'
import { HostObject } from '../host.ts'
import {
  Ended,
  elementsOf,
  FunctionIterator,
  IteratorObject,
  itemsIn,
  iterate,
  iteratorOf,
  whyNoItems,
} from '../iterators.ts'
import type { Journal } from '../journal.ts'
import { equal, truthOf } from '../operators.ts'
import { SetObject } from '../sets.ts'
import { callWith, sortBy } from '../sorting.ts'
import { mostTurns } from '../specials.ts'
import { isUnordered } from '../unordered.ts'
import { itemsOf, type PyValue, unknownValue } from '../values.ts'

export const iterationFunctions: Readonly<Record<string, Function_>> = {
  len: ({ positional: [value] }, at) => (value === undefined ? undefined : lengthOf(value, at)),
  iter: ({ positional: [value, end] }, at, journal) => {
    if (value === undefined) return undefined
    if (end !== undefined) return value instanceof HostObject ? callUntil(value, end, at, journal) : undefined
    return iteratorOf(value, journal) ?? notIterable(value, at)
  },
  next: ({ positional: [iterator, fallback] }, at) => {
    if (iterator instanceof HostObject && !(iterator instanceof IteratorObject)) {
      const item = iterator.special('__next__', [], at)
      return item instanceof Raised && fallback !== undefined ? fallback : item
    }
    if (!(iterator instanceof IteratorObject)) return undefined
    const item = iterator.advance()
    if (!(item instanceof Ended)) return item
    if (item.why) return item.why
    return fallback === undefined ? raised('StopIteration', 'there is no further element', at) : fallback
  },
  sorted: ({ positional: [items], named }, at) => {
    const all = items === undefined ? undefined : elementsOf(items)
    const sorted = all && sortBy(all, named, at, isUnordered(items!))
    return sorted && new ListObject(sorted)
  },
  reversed: ({ positional: [value] }, _, journal) => {
    const items = value === undefined || value instanceof SetObject ? undefined : itemsIn(value)
    return items && iterate(items.toReversed(), journal, 'a reversed iterator')
  },
  zip: ({ positional, named }, at, journal) => {
    const strict = truthOf(named.get('strict') ?? false)
    const sources = positional.map(value => iteratorOf(value, journal))
    if (strict === undefined || !sources.every(source => source !== undefined)) return undefined
    return zip(sources as IteratorObject[], strict, at, journal)
  },
  enumerate: ({ positional: [items, first], named }, _, journal) => {
    const start = first ?? named.get('start') ?? 0
    const source = items === undefined || typeof start !== 'number' ? undefined : iteratorOf(items, journal)
    if (!source) return undefined
    return new FunctionIterator(
      'an enumerate object',
      i => {
        const position = source.rest() ?? i + (start as number)
        const item = source.advance()
        return item instanceof Ended ? item : new TupleObject([position, item])
      },
      journal,
      [source],
    )
  },
  map: ({ positional: [callee, ...values] }, at, journal) => {
    const sources = values.map(value => iteratorOf(value, journal))
    if (!(callee instanceof HostObject) || !sources.every(source => source !== undefined)) return undefined
    const source = zip(sources as IteratorObject[], false, at, journal)
    return new FunctionIterator(
      'a map object',
      () => {
        const items = source.advance()
        return items instanceof Ended ? items : callWith(callee, itemsOf(items)!, at)
      },
      journal,
      [source],
    )
  },
  filter: ({ positional: [callee, values] }, at, journal) => {
    const source = values === undefined ? undefined : iteratorOf(values, journal)
    if (!source || callee === undefined || unknownValue(callee)) return undefined
    return new FunctionIterator('a filter object', () => nextTrue(callee, source, at), journal)
  },
  any: ({ positional: [items] }) => (items === undefined ? undefined : anyTrue(items, true)),
  all: ({ positional: [items] }) => {
    const some = items === undefined ? undefined : anyTrue(items, false)
    return some === undefined ? undefined : !some
  },
}

function lengthOf(value: PyValue, at: Place): PyValue | undefined {
  if (value instanceof HostObject) return value.length()
  if (unknownValue(value)) return undefined
  if (typeof value === 'string') return [...value].length
  if (value instanceof DictObject || value instanceof SetObject) return value.size
  return itemsOf(value)?.length ?? notIterable(value, at)
}

/** Goes through several at once, to the end of the shortest. */
function zip(sources: readonly IteratorObject[], strict: boolean, at: Place, journal: Journal): IteratorObject {
  const next = (): PyValue | Ended => {
    const items: PyValue[] = []
    for (const source of sources) {
      const item = source.advance()
      if (item instanceof Ended && strict && !item.why) return unequalEnd(sources, items.length, at)
      if (item instanceof Ended) return item
      items.push(item)
    }
    return sources.length === 0 ? new Ended() : new TupleObject(items)
  }
  return new FunctionIterator('a zip object', next, journal, sources)
}

/** With `strict`, where one has ended all must have. */
function unequalEnd(sources: readonly IteratorObject[], ended: number, at: Place): Ended {
  const allEnd = ended === 0 && sources.slice(1).every(source => source.advance() instanceof Ended)
  return new Ended(allEnd ? undefined : unknown('what is zipped here has not one length', at))
}

function nextTrue(callee: PyValue, source: IteratorObject, at: Place): PyValue | Ended {
  for (;;) {
    const item = source.advance()
    if (item instanceof Ended) return item
    const test = callee instanceof HostObject ? callWith(callee, [item], at) : item
    const truth = truthOf(test)
    if (truth === undefined) return new Ended(whyNoItems(test, at))
    if (truth) return item
  }
}

/** `iter(callee, end)`: what a function gives, until it gives `end`. */
function callUntil(callee: HostObject, end: PyValue, at: Place, journal: Journal): IteratorObject {
  const next = (position: number): PyValue | Ended => {
    if (position > mostTurns) return new Ended(unknown('an iterator without an end', at))
    const item = callWith(callee, [], at)
    const same = equal(item, end)
    return same === undefined ? new Ended(whyNoItems(item, at)) : same ? new Ended() : item
  }
  return new FunctionIterator('a callable iterator', next, journal)
}

/** Whether the truth of any element is `wanted`; what comes after the first is not looked at. */
function anyTrue(items: PyValue, wanted: boolean): boolean | undefined {
  if (!(items instanceof IteratorObject)) {
    const truths = elementsOf(items)?.map(truthOf)
    return truths?.includes(wanted) ? true : truths?.includes(undefined) ? undefined : truths && false
  }
  for (;;) {
    const item = items.advance()
    if (item instanceof Ended) return item.why ? undefined : false
    const truth = truthOf(item)
    if (truth === undefined)
      return anyTrue(new TupleObject(items.elements() ?? [unknown('not known')]), wanted) || undefined
    if (truth === wanted) return true
  }
}
