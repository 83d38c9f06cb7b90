/** `collections.ChainMap`: several dictionaries as one, of which the first is changed. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { raised } from '../exceptions.ts'
import { forget } from '../forget.ts'
import { HostObject } from '../host.ts'
import type { Journal } from '../journal.ts'
import { isKey } from '../operators.ts'
import { describe, type PyValue } from '../values.ts'
import { computes, takes } from './signature.ts'

export class ChainMap extends HostObject {
  readonly description = 'a ChainMap'

  constructor(
    private readonly maps: readonly DictObject[],
    private readonly journal: Journal,
  ) {
    super()
  }

  override subscript(key: PyValue, at: Place): PyValue {
    const value = this.find(key)
    return value === undefined ? raised('KeyError', `there is no key ${describe(key)}`, at) : value
  }

  override setSubscript(key: PyValue, value: PyValue): void {
    const first = this.maps[0]!
    this.journal.touch(first)
    if (isKey(key)) first.set(key, value)
    else first.lost ??= unknown('a key is not known here')
  }

  override attribute(name: string, at: Place): PyValue {
    switch (name) {
      case 'maps':
        return new ListObject([...this.maps])
      case 'parents':
        return new ChainMap(this.maps.length > 1 ? this.maps.slice(1) : [new DictObject()], this.journal)
      case 'new_child':
        return takes('new_child(m=…)', ({ m = null }) =>
          m === null || m instanceof DictObject ? new ChainMap([m ?? new DictObject(), ...this.maps], this.journal) : m,
        )
      case 'get':
        return computes('get(key, default=…)', ({ key, default: fallback = null }) => {
          const value = this.find(key!)
          return value === undefined ? fallback : value
        })
      case 'keys':
      case 'values':
      case 'items':
        return computes(`${name}()`, () => this.lost ?? new ListObject(this.entries(name)))
      default:
        return super.attribute(name, at)
    }
  }

  override elements(): readonly PyValue[] | undefined {
    return this.lost ? undefined : this.keys
  }

  override length(): PyValue | undefined {
    return this.lost ?? this.keys.length
  }

  override truth(): boolean | undefined {
    return this.lost ? undefined : this.keys.length > 0
  }

  override forget(why: Unknown, seen: Set<object>): void {
    for (const map of this.maps) forget(map, why, seen)
  }

  private get lost(): Unknown | undefined {
    return this.maps.map(map => map.lost).find(each => each !== undefined)
  }

  /** The keys of the last dictionary first, as Python goes through them. */
  private get keys(): readonly PyValue[] {
    const all = new DictObject()
    for (const map of this.maps.toReversed()) for (const [key] of map) all.set(key, null)
    return [...all].map(([key]) => key)
  }

  private find(key: PyValue): PyValue | undefined {
    for (const map of this.maps) {
      const value = map.lost ?? map.get(key)
      if (value !== undefined) return value
    }
    return undefined
  }

  private entries(part: 'keys' | 'values' | 'items'): PyValue[] {
    return this.keys.map(key => {
      const value = this.find(key)!
      return part === 'keys' ? key : part === 'values' ? value : new TupleObject([key, value])
    })
  }
}

export const chainMapOf = (journal: Journal) =>
  takes('collections.ChainMap(*maps)', (_given, _at, { positional }) => {
    const maps = positional.length === 0 ? [new DictObject()] : positional
    return maps.every(map => map instanceof DictObject) ? new ChainMap(maps, journal) : undefined
  })
