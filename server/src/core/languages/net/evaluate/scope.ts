/** What names mean, from the inside out: those of a model or a call of a block, then those of the file. */
import type { Unknown } from '../../../tensor/size.ts'
import type { NetValue } from './values.ts'

export class Scope {
  private readonly names = new Map<string, NetValue>()

  /** Why there may be names in it that are not known. */
  private open: Unknown | undefined

  constructor(private readonly outer?: Scope) {}

  get(name: string): NetValue | undefined {
    const own = this.names.get(name)
    return own !== undefined ? own : this.outer?.get(name)
  }

  /** Any name may mean something: a file that gives some is not there. */
  leaveOpen(why: Unknown): void {
    this.open ??= why
  }

  /** Why a name that it does not have may mean something; undefined where it cannot. */
  get openness(): Unknown | undefined {
    return this.open ?? this.outer?.openness
  }

  /** What the name means in this scope alone. */
  own(name: string): NetValue | undefined {
    return this.names.get(name)
  }

  set(name: string, value: NetValue): void {
    this.names.set(name, value)
  }

  /** The names of this scope alone, as they are now. */
  entries(): ReadonlyMap<string, NetValue> {
    return new Map(this.names)
  }

  /** Makes the names of this scope alone what they were. */
  restore(entries: ReadonlyMap<string, NetValue>): void {
    this.names.clear()
    for (const [name, value] of entries) this.names.set(name, value)
  }

  /** All names that can be used, some of them twice. */
  *known(): Iterable<string> {
    yield* this.names.keys()
    if (this.outer) yield* this.outer.known()
  }
}
