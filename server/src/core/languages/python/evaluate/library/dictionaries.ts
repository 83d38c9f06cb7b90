/** The kinds of dictionaries of `collections`. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { itemsIn } from '../iterators.ts'
import type { Journal } from '../journal.ts'
import { asFloat, binary, isKey, orderOf } from '../operators.ts'
import { type PyValue, unknownValue } from '../values.ts'
import { callValue } from './calling.ts'
import { computes, takes } from './signature.ts'

export class OrderedDict extends DictObject {
  constructor(private readonly journal: Journal) {
    super()
  }

  override ownAttribute(name: string): PyValue | undefined {
    if (name === 'move_to_end')
      return computes('move_to_end(key, last=…)', ({ key, last = true }) => this.move(key!, last !== false))
    return name === 'popitem' ? computes('popitem(last=…)', ({ last = true }) => this.take(last !== false)) : undefined
  }

  override empty(): DictObject {
    return new OrderedDict(this.journal)
  }

  private move(key: PyValue, last: boolean): PyValue | undefined {
    const value = this.get(key)
    if (value === undefined || this.lost) return this.lost
    this.journal.touch(this)
    const others = [...this].filter(([each]) => each !== key && this.get(each) !== undefined)
    this.delete(key)
    const rest = others.filter(([each]) => this.get(each) !== undefined)
    this.clear()
    const entries: readonly (readonly [PyValue, PyValue])[] = last ? [...rest, [key, value]] : [[key, value], ...rest]
    for (const [each, item] of entries) this.set(each, item)
    return null
  }

  private take(last: boolean): PyValue | undefined {
    const entry = last ? [...this].at(-1) : [...this][0]
    if (!entry || this.lost) return this.lost
    this.journal.touch(this)
    this.delete(entry[0])
    return new TupleObject(entry)
  }
}

export class DefaultDict extends DictObject {
  constructor(
    private readonly factory: PyValue,
    private readonly journal: Journal,
  ) {
    super()
  }

  override ownAttribute(name: string): PyValue | undefined {
    return name === 'default_factory' ? this.factory : undefined
  }

  override missing(key: PyValue, at: Place): PyValue | undefined {
    if (this.factory === null) return undefined
    const value = callValue(this.factory, [], at)
    this.journal.touch(this)
    this.set(key, value)
    return value
  }

  override empty(): DictObject {
    return new DefaultDict(this.factory, this.journal)
  }
}

export class Counter extends DictObject {
  constructor(private readonly journal: Journal) {
    super()
  }

  override missing(): PyValue {
    return 0
  }

  override empty(): DictObject {
    return new Counter(this.journal)
  }

  override ownAttribute(name: string, at: Place): PyValue | undefined {
    switch (name) {
      case 'most_common':
        return computes('most_common(n=…)', ({ n = null }) => this.lost ?? this.mostCommon(n))
      case 'elements':
        return computes('elements()', () => this.lost ?? this.elements())
      case 'total':
        return computes('total()', () => this.lost ?? this.counts.reduce((sum, n) => binary('+', sum, n, at), 0))
      case 'update':
      case 'subtract':
        return takes(`${name}(iterable=…, /, **counts)`, ({ iterable }, _at, { named }) =>
          this.count(iterable, named, name === 'update' ? '+' : '-', at),
        )
      default:
        return undefined
    }
  }

  /** Adds or subtracts what is counted in `source`: a dictionary of counts, or anything to go through. */
  count(source: PyValue | undefined, named: ReadonlyMap<string, PyValue>, operator: '+' | '-', at: Place): null {
    this.journal.touch(this)
    const change = (key: PyValue, by: PyValue) => {
      if (isKey(key)) this.set(key, binary(operator, this.get(key) ?? 0, by, at))
      else this.lost ??= unknownValue(key) ?? unknown('what is counted is not known here', at)
    }
    if (source instanceof DictObject && !source.lost) for (const [key, by] of source) change(key, by)
    else if (source !== undefined && source !== null) this.countItems(source, change, at)
    for (const [key, by] of named) change(key, by)
    return null
  }

  private countItems(source: PyValue, change: (key: PyValue, by: PyValue) => void, at: Place): void {
    const items = unknownValue(source) ? undefined : itemsIn(source)
    if (!items) this.lost ??= unknownValue(source) ?? unknown('what is counted is not known here', at)
    for (const item of items ?? []) change(item, 1)
  }

  private get counts(): readonly PyValue[] {
    return [...this].map(([, count]) => count)
  }

  /** The most frequent first; equally frequent ones in their order. */
  private mostCommon(n: PyValue): PyValue | undefined {
    let known = true
    const sorted = [...this].sort(([, a], [, b]) => {
      const order = orderOf(b, a)
      known &&= order !== undefined
      return order ?? 0
    })
    if (!known || (n !== null && typeof n !== 'number')) return undefined
    return new ListObject(sorted.slice(0, n ?? undefined).map(entry => new TupleObject(entry)))
  }

  private elements(): PyValue | undefined {
    const counts = this.counts.map(asFloat)
    if (!counts.every(count => count !== undefined) || counts.reduce((a, b) => a + Math.max(b, 0), 0) > 100_000)
      return undefined
    return new ListObject([...this].flatMap(([key], i) => Array<PyValue>(Math.max(counts[i]!, 0)).fill(key)))
  }
}
