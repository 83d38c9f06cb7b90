/** Names and what they are bound to. */
import type { PyValue } from './values.ts'

export class Scope {
  private readonly variables = new Map<string, PyValue>()

  constructor(private readonly outer?: Scope) {}

  /** Undefined where the name is not bound; None is null. */
  get(name: string): PyValue | undefined {
    const own = this.variables.get(name)
    return own === undefined ? this.outer?.get(name) : own
  }

  set(name: string, value: PyValue): void {
    this.variables.set(name, value)
  }

  delete(name: string): void {
    this.variables.delete(name)
  }
}
