/** Lists, tuples, dictionaries and slices. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { Mutable } from './journal.ts'
import { hashKey } from './keys.ts'
import type { PyValue } from './values.ts'

/** A list: mutable, with an identity that aliases share. Whoever changes it touches it in the journal before. */
export class ListObject implements Mutable {
  /** Why its contents are not known any more. */
  lost: Unknown | undefined
  constructor(public items: PyValue[]) {}

  /** What a kind of list has besides the methods of lists. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind. */
  with(items: PyValue[]): ListObject {
    return new ListObject(items)
  }

  save(): unknown {
    return { items: [...this.items], lost: this.lost } satisfies ListState
  }

  restore(state: unknown): void {
    const { items, lost } = state as ListState
    this.items = [...items]
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as ListState, b as ListState]
    this.restore(x)
    const same = x.items.length === y.items.length && x.items.every((item, i) => item === y.items[i])
    this.lost = x.lost ?? y.lost ?? (same ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface ListState {
  readonly items: readonly PyValue[]
  readonly lost: Unknown | undefined
}

export class TupleObject {
  constructor(readonly items: readonly PyValue[]) {}

  /** What a kind of tuple has besides the methods of tuples. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind. */
  with(items: readonly PyValue[]): TupleObject {
    return new TupleObject(items)
  }
}

/** A dictionary in insertion order. Keys are told apart as Python does: `1`, `1.0` and `True` are one key. */
export class DictObject implements Mutable {
  lost: Unknown | undefined
  private entries = new Map<unknown, readonly [key: PyValue, value: PyValue]>()

  get(key: PyValue): PyValue | undefined {
    return this.entries.get(hashKey(key))?.[1]
  }

  set(key: PyValue, value: PyValue): void {
    const hash = hashKey(key)
    if (hash === undefined) this.lost ??= unknown('a key of the dictionary is not known')
    else this.entries.set(hash, [this.entries.get(hash)?.[0] ?? key, value])
  }

  delete(key: PyValue): boolean {
    return this.entries.delete(hashKey(key))
  }

  clear(): void {
    this.entries.clear()
  }

  get size(): number {
    return this.entries.size
  }

  *[Symbol.iterator](): Iterator<readonly [key: PyValue, value: PyValue]> {
    yield* this.entries.values()
  }

  /** What a kind of dictionary has besides the methods of dictionaries. */
  ownAttribute(_name: string, _at: Place): PyValue | undefined {
    return undefined
  }

  /** What reading a key that is not there gives; undefined where that is an error. */
  missing(_key: PyValue, _at: Place): PyValue | undefined {
    return undefined
  }

  /** Another of the same kind, with nothing in it. */
  empty(): DictObject {
    return new DictObject()
  }

  save(): unknown {
    return { entries: new Map(this.entries), lost: this.lost } satisfies DictState
  }

  restore(state: unknown): void {
    const { entries, lost } = state as DictState
    this.entries = new Map(entries)
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as DictState, b as DictState]
    this.restore(x)
    const same =
      x.entries.size === y.entries.size && [...x.entries].every(([key, [, value]]) => y.entries.get(key)?.[1] === value)
    this.lost = x.lost ?? y.lost ?? (same ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface DictState {
  readonly entries: ReadonlyMap<unknown, readonly [key: PyValue, value: PyValue]>
  readonly lost: Unknown | undefined
}

export class SliceObject {
  constructor(
    readonly lower: PyValue,
    readonly upper: PyValue,
    readonly step: PyValue,
  ) {}
}
