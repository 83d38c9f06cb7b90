/** `itertools`: what can go on without end is made when it is asked for, everything else at once. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../containers.ts'
import { mostElements } from '../context.ts'
import { HostObject } from '../host.ts'
import { Ended, FunctionIterator, type IteratorObject, itemsIn, iterate, iteratorOf } from '../iterators.ts'
import { binary, equal, truthOf } from '../operators.ts'
import { type PyValue, unknownValue } from '../values.ts'
import { callValue } from './calling.ts'
import { combinations, combinationsOf, permutations, products } from './combinatorics.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

type Items = readonly PyValue[] | undefined

/** `chain` is a function, and has another one. */
class Chain extends HostObject {
  readonly description = 'itertools.chain'
  private readonly chained
  private readonly fromIterable

  constructor(library: Library) {
    super()
    const chain = (values: readonly PyValue[]) => inTurn(values, library)
    this.chained = takes('itertools.chain(*iterables)', (_given, _at, { positional }) => chain(positional))
    this.fromIterable = takes('itertools.chain.from_iterable(iterable, /)', ({ iterable }) => {
      const all = itemsIn(iterable!)
      return all ? chain(all) : unknownValue(iterable!)
    })
  }

  override call(...args: Parameters<HostObject['call']>): PyValue {
    return this.chained.call(...args)
  }

  override attribute(name: string, at: Place): PyValue {
    return name === 'from_iterable' ? this.fromIterable : super.attribute(name, at)
  }
}

/** One after the other: one that has ended stays so. */
function inTurn(values: readonly PyValue[], { journal }: Library): PyValue | undefined {
  const sources = values.map(value => iteratorOf(value, journal))
  if (!sources.every(source => source !== undefined)) return values.map(unknownValue).find(Boolean)
  const next = () => {
    for (const source of sources) {
      const item = source.advance()
      if (!(item instanceof Ended) || item.why) return item
    }
    return new Ended()
  }
  return new FunctionIterator('a chain object', next, journal)
}

/** `islice(iterable, stop)` and `islice(iterable, start, stop, step)`. */
function slice(values: readonly PyValue[], { journal }: Library): PyValue | undefined {
  const [iterable, ...bounds] = values
  const source = iterable === undefined ? undefined : iteratorOf(iterable, journal)
  const [first, stop, by] = bounds.length === 1 ? [0, bounds[0]!, 1] : bounds
  const [start, end, step] = [first ?? 0, stop ?? Infinity, by ?? 1]
  if (!source || typeof start !== 'number' || typeof end !== 'number' || typeof step !== 'number') return undefined
  if (start < 0 || end < 0 || step < 1) return undefined
  const next = (position: number) => {
    if (start + position * step >= end) return new Ended()
    for (let skipped = position === 0 ? start : step - 1; skipped > 0; skipped--) {
      const item = source.advance()
      if (item instanceof Ended) return item
    }
    return source.advance()
  }
  return new FunctionIterator('an islice object', next, journal)
}

/** Adds one step after the other, as Python does, which matters for floats. */
function count(
  { start = 0, step = 1 }: Readonly<Record<string, PyValue | undefined>>,
  at: Place,
  { journal }: Library,
) {
  const isWhole = typeof start === 'number' && typeof step === 'number'
  const next = (position: number) => {
    if (isWhole) return binary('+', start, binary('*', position, step, at), at)
    let total = start
    for (let i = 0; i < Math.min(position, 1000); i++) total = binary('+', total, step, at)
    return position > 1000 ? unknown('a count of more than 1000 steps that are not whole', at) : total
  }
  return new FunctionIterator('a count object', next, journal)
}

function cycle(values: PyValue, { journal }: Library): PyValue | undefined {
  const items = itemsIn(values)
  if (!items) return unknownValue(values)
  const next = (position: number) => (items.length === 0 ? new Ended() : items[position % items.length]!)
  return new FunctionIterator('a cycle object', next, journal)
}

function repeat(value: PyValue, times: PyValue, { journal }: Library): PyValue | undefined {
  if (times !== null && typeof times !== 'number') return unknownValue(times)
  const next = (position: number) => (times === null || position < times ? value : new Ended())
  return new FunctionIterator('a repeat object', next, journal)
}

/** The elements up to the first of which something does not hold, and what comes after it. */
function splitAt(test: PyValue, source: IteratorObject, at: Place, { budget }: Library) {
  const before: PyValue[] = []
  while (before.length <= mostElements) {
    budget.step()
    const item = source.advance()
    if (item instanceof Ended) return item.why ? undefined : { before, item: undefined }
    const truth = truthOf(callValue(test, [item], at))
    if (truth === undefined) return undefined
    if (!truth) return { before, item }
    before.push(item)
  }
  return undefined
}

function takeWhile(test: PyValue, values: PyValue, at: Place, library: Library): PyValue | undefined {
  const source = iteratorOf(values, library.journal)
  const parts = source && splitAt(test, source, at, library)
  return parts ? iterate(parts.before, library.journal) : unknownValue(values)
}

function dropWhile(test: PyValue, values: PyValue, at: Place, library: Library): PyValue | undefined {
  const source = iteratorOf(values, library.journal)
  const parts = source && splitAt(test, source, at, library)
  if (!source || !parts) return unknownValue(values)
  const { item: first } = parts
  const next = (position: number) => (position === 0 && first !== undefined ? first : source.advance())
  return new FunctionIterator('a dropwhile object', first === undefined ? () => new Ended() : next, library.journal)
}

function accumulate(
  items: readonly PyValue[],
  run: PyValue,
  initial: PyValue | undefined,
  at: Place,
): readonly PyValue[] {
  const all = initial === undefined || initial === null ? items : [initial, ...items]
  const totals: PyValue[] = []
  for (const [i, item] of all.entries()) {
    const before = totals[i - 1]
    const next = () => (run === null ? binary('+', before!, item, at) : callValue(run, [before!, item], at))
    totals.push(i === 0 ? item : next())
  }
  return totals
}

function zipLongest(values: readonly PyValue[], fill: PyValue): Items {
  const lists = values.map(itemsIn)
  if (!lists.every(list => list !== undefined)) return undefined
  const length = Math.max(0, ...lists.map(list => list.length))
  return Array.from({ length }, (_, i) => new TupleObject(lists.map(list => (i < list.length ? list[i]! : fill))))
}

/** Runs of elements with one key, each as `key, elements`. */
function groups(items: readonly PyValue[], key: PyValue, at: Place, { journal }: Library): Items {
  const runs: { readonly key: PyValue; readonly items: PyValue[] }[] = []
  for (const item of items) {
    const own = key === null ? item : callValue(key, [item], at)
    const last = runs.at(-1)
    const same = last ? equal(last.key, own) : false
    if (same === undefined) return undefined
    if (same) last!.items.push(item)
    else runs.push({ key: own, items: [item] })
  }
  return runs.map(run => new TupleObject([run.key, iterate(run.items, journal)]))
}

function compress(data: PyValue, selectors: PyValue): Items {
  const [items, chosen] = [itemsIn(data), itemsIn(selectors)?.map(truthOf)]
  return items && chosen?.every(each => each !== undefined) ? items.filter((_, i) => chosen[i]) : undefined
}

function filterFalse(test: PyValue, items: readonly PyValue[], at: Place): Items {
  const truths = items.map(item => truthOf(test === null ? item : callValue(test, [item], at)))
  return truths.every(truth => truth !== undefined) ? items.filter((_, i) => !truths[i]) : undefined
}

export const itertoolsMembers = (library: Library): Members => {
  const { journal } = library
  const made = (items: Items) => items && iterate(items, journal)
  const of = (value: PyValue | undefined, make: (items: readonly PyValue[]) => Items) => {
    const items = itemsIn(value!)
    return items ? made(make(items)) : unknownValue(value!)
  }
  const sized = (value: PyValue | undefined): number | undefined => (typeof value === 'number' ? value : undefined)
  return {
    chain: new Chain(library),
    count: takes('itertools.count(start=…, step=…)', (given, at) => count(given, at, library)),
    cycle: takes('itertools.cycle(iterable, /)', ({ iterable }) => cycle(iterable!, library)),
    repeat: takes('itertools.repeat(object, times=…)', ({ object, times = null }) => repeat(object!, times, library)),
    islice: takes('itertools.islice(*values)', (_given, _at, { positional }) => slice(positional, library)),
    takewhile: takes('itertools.takewhile(predicate, iterable, /)', ({ predicate, iterable }, at) =>
      takeWhile(predicate!, iterable!, at, library),
    ),
    dropwhile: takes('itertools.dropwhile(predicate, iterable, /)', ({ predicate, iterable }, at) =>
      dropWhile(predicate!, iterable!, at, library),
    ),
    filterfalse: takes('itertools.filterfalse(predicate, iterable, /)', ({ predicate, iterable }, at) =>
      of(iterable, items => filterFalse(predicate!, items, at)),
    ),
    starmap: takes('itertools.starmap(function, iterable, /)', ({ function: run, iterable }, at) =>
      of(iterable, items => {
        const all = items.map(itemsIn)
        return all.every(each => each !== undefined) ? all.map(each => callValue(run!, each, at)) : undefined
      }),
    ),
    accumulate: takes(
      'itertools.accumulate(iterable, func=…, *, initial=…)',
      ({ iterable, func: run = null, initial }, at) => of(iterable, items => accumulate(items, run, initial, at)),
    ),
    zip_longest: takes('itertools.zip_longest(*iterables, fillvalue=…)', ({ fillvalue = null }, _at, { positional }) =>
      made(zipLongest(positional, fillvalue)),
    ),
    groupby: takes('itertools.groupby(iterable, key=…)', ({ iterable, key = null }, at) =>
      of(iterable, items => groups(items, key, at, library)),
    ),
    compress: takes('itertools.compress(data, selectors)', ({ data, selectors }) => made(compress(data!, selectors!))),
    pairwise: takes('itertools.pairwise(iterable, /)', ({ iterable }) =>
      of(iterable, items => items.slice(1).map((item, i) => new TupleObject([items[i]!, item]))),
    ),
    tee: takes('itertools.tee(iterable, n=…, /)', ({ iterable, n = 2 }) => {
      const items = itemsIn(iterable!)
      if (!items || typeof n !== 'number' || n < 0 || n > 1000) return unknownValue(iterable!)
      return new TupleObject(Array.from({ length: n }, () => iterate(items, journal)))
    }),
    product: takes('itertools.product(*iterables, repeat=…)', ({ repeat: times = 1 }, _at, { positional }) => {
      const lists = positional.map(itemsIn)
      if (typeof times !== 'number' || !lists.every(list => list !== undefined)) return undefined
      return made(products(lists, times))
    }),
    permutations: takes('itertools.permutations(iterable, r=…)', ({ iterable, r = null }) =>
      of(iterable, items => permutations(items, sized(r === null ? items.length : r))),
    ),
    combinations: takes('itertools.combinations(iterable, r)', ({ iterable, r }) =>
      of(iterable, items => combinations(items, sized(r))),
    ),
    combinations_with_replacement: takes('itertools.combinations_with_replacement(iterable, r)', ({ iterable, r }) =>
      of(iterable, items => combinationsOf(items, sized(r), i => i)),
    ),
  }
}
