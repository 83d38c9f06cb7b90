/**
 * Sets. What is in one is known, but not the order in which Python goes through it: that follows from hashes, which
 * differ from run to run for strings.
 */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { Mutable } from './journal.ts'
import { hashKey, keyOfParts, partKey } from './keys.ts'
import type { PyValue } from './values.ts'

/** A set or frozenset. Whoever changes it touches it in the journal before. */
export class SetObject implements Mutable {
  /** Why its contents are not known any more. */
  lost: Unknown | undefined
  private members = new Map<unknown, PyValue>()

  constructor(
    items: Iterable<PyValue> = [],
    readonly isFrozen = false,
  ) {
    for (const item of items) this.add(item)
  }

  get size(): number {
    return this.members.size
  }

  /** What is in it, in no order that means anything. */
  get items(): readonly PyValue[] {
    return [...this.members.values()]
  }

  /** What a loop goes through: of several elements it is not known which comes first. */
  get sequence(): readonly PyValue[] {
    return this.size > 1 ? this.items.map(() => noOrder) : this.items
  }

  has(item: PyValue): boolean {
    return this.members.has(hashKey(item))
  }

  add(item: PyValue): void {
    const key = hashKey(item)
    if (key === undefined) this.lost ??= unknown('what was put into the set is not known')
    else if (!this.members.has(key)) this.members.set(key, item)
  }

  delete(item: PyValue): boolean {
    return this.members.delete(hashKey(item))
  }

  clear(): void {
    this.members.clear()
  }

  /** A frozenset is a key by what is in it; a set is none. */
  hashKey(): string | undefined {
    if (!this.isFrozen || this.lost) return undefined
    return keyOfParts('f', [...this.members.keys()].map(partKey).sort())
  }

  save(): unknown {
    return { members: new Map(this.members), lost: this.lost } satisfies SetState
  }

  restore(state: unknown): void {
    const { members, lost } = state as SetState
    this.members = new Map(members)
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as SetState, b as SetState]
    this.restore(x)
    const same = x.members.size === y.members.size && [...x.members.keys()].every(key => y.members.has(key))
    this.lost = x.lost ?? y.lost ?? (same ? undefined : why)
  }

  lose(_before: unknown, why: Unknown): void {
    this.lost ??= why
  }
}

interface SetState {
  readonly members: ReadonlyMap<unknown, PyValue>
  readonly lost: Unknown | undefined
}

const noOrder = unknown('the order in which Python goes through a set is not known')
