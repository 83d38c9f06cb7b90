/** Objects of libraries whose attributes programs set: `tf.model = …`, `np.load = …`. What was set goes before what there is. */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { forget } from './forget.ts'
import { HostObject } from './host.ts'
import { type Mutable, touch } from './journal.ts'
import type { PyValue } from './values.ts'

type Attributes = ReadonlyMap<string, PyValue>

export abstract class Extensible extends HostObject implements Mutable {
  private added: Attributes = none

  /** What the program has set there; undefined where it has set nothing. */
  setByProgram(name: string): PyValue | undefined {
    return this.added.get(name)
  }

  override has(name: string): boolean | undefined {
    return this.added.has(name) ? true : super.has(name)
  }

  override setAttribute(name: string, value: PyValue): void {
    this.become(new Map(this.added).set(name, value))
  }

  override deleteAttribute(name: string): void {
    this.become(new Map([...this.added].filter(([each]) => each !== name)))
  }

  override forget(why: Unknown, seen: Set<object>): void {
    for (const value of this.added.values()) forget(value, why, seen)
  }

  /** Nothing but objects need be as it was set. */
  protected loseValues(): void {
    const kept = [...this.added].filter(([, value]) => value instanceof HostObject)
    if (kept.length < this.added.size) this.become(new Map(kept))
  }

  save(): unknown {
    return this.added
  }

  restore(state: unknown): void {
    this.added = state as Attributes
  }

  /** An attribute that differs may be either. */
  join(a: unknown, b: unknown, why: Unknown): void {
    const [left, right] = [a as Attributes, b as Attributes]
    const joined = (name: string) => (left.get(name) === right.get(name) ? left.get(name)! : why)
    this.added = new Map([...left.keys(), ...right.keys()].map(name => [name, joined(name)]))
  }

  lose(before: unknown, why: Unknown): void {
    const old = before as Attributes
    const lost = unknown(`${this.description}: ${why.why}`, why.place)
    this.added = new Map([...this.added].map(([name, value]) => [name, old.get(name) === value ? value : lost]))
  }

  private become(added: Attributes): void {
    touch(this)
    this.added = added
  }
}

const none: Attributes = new Map()
