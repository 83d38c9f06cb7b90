/** A module of the standard library: what of it is evaluated by name, and everything else as foreign. */
import { Foreign } from '../foreign.ts'
import { Module } from '../imports.ts'
import type { PyValue } from '../values.ts'

export type Members = Readonly<Record<string, PyValue>>

export class StandardModule extends Module {
  private readonly members: ReadonlyMap<string, PyValue>

  constructor(
    readonly description: string,
    members: Members,
    /** A module within this one; undefined where that is not evaluated. */
    private readonly submodule: (name: string) => PyValue | undefined,
  ) {
    super()
    this.members = new Map(Object.entries(members))
  }

  /** What is not evaluated of it changes no model. */
  override attribute(name: string): PyValue {
    const member = this.members.get(name)
    return member === undefined ? (this.submodule(name) ?? new Foreign(`${this.description}.${name}`)) : member
  }

  override exports(): ReadonlyMap<string, PyValue> {
    return new Map([...this.members].filter(([name]) => !name.startsWith('_')))
  }

  override keeps(): boolean {
    return true
  }
}
