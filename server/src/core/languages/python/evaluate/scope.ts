/** Names and what they are bound to. */
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { joinValues } from './joining.ts'
import type { Journal, Mutable } from './journal.ts'
import type { PyValue } from './values.ts'

export class Scope implements Mutable {
  private variables = new Map<string, PyValue>()
  /** Names that `global` and `nonlocal` bind elsewhere. */
  private elsewhere: Map<string, Scope> | undefined
  /** In which interval of the history it was made, and in which each name was noted there last. */
  private readonly born: number
  private noted: Map<string, number> | undefined

  constructor(
    private readonly journal: Journal,
    readonly outer?: Scope,
    private readonly around?: Scope,
  ) {
    this.born = journal.history.interval
  }

  /** The scope of the module; itself where this is it. */
  get module(): Scope {
    return this.around ?? this
  }

  /** Undefined where the name is not bound; None is null. */
  get(name: string): PyValue | undefined {
    const own = this.variables.get(name)
    return own === undefined ? (this.elsewhere?.get(name) ?? this.outer)?.get(name) : own
  }

  set(name: string, value: PyValue): void {
    const elsewhere = this.elsewhere?.get(name)
    if (elsewhere) return elsewhere.set(name, value)
    this.note(name)
    this.variables.set(name, value)
  }

  /** Says the same of the value that the name is bound to in another way. */
  keep(name: string, value: PyValue): void {
    if (this.variables.has(name)) this.rebind(name, value)
    else (this.elsewhere?.get(name) ?? this.outer)?.keep(name, value)
  }

  /** What branches have touched they take back themselves. */
  private rebind(name: string, value: PyValue): void {
    const { journal, variables } = this
    if (!journal.isBranching) this.note(name)
    else if (!journal.holds(this)) journal.history.note(Scope.bindAgain, this, name, variables.get(name))
    variables.set(name, value)
  }

  delete(name: string): void {
    this.journal.touch(this)
    this.variables.delete(name)
  }

  /** `global name`. */
  declareGlobal(name: string): void {
    this.declare(name, this.module)
  }

  /** `nonlocal name`: the nearest function around that binds it. */
  declareNonlocal(name: string): void {
    let scope = this.outer
    while (scope && !scope.variables.has(name)) scope = scope.outer
    this.declare(name, scope ?? this)
  }

  /** What was bound first: the first parameter of a function. */
  get first(): PyValue | undefined {
    const [value] = this.variables.values()
    return value
  }

  /** All that is bound here. */
  get names(): ReadonlyMap<string, PyValue> {
    return this.variables
  }

  save(): unknown {
    return new Map(this.variables)
  }

  restore(state: unknown): void {
    this.variables = new Map(state as Map<string, PyValue>)
  }

  /** A name that only one of them binds is not known to be bound. */
  join(a: unknown, b: unknown, why: Unknown): void {
    const [left, right] = [a as Map<string, PyValue>, b as Map<string, PyValue>]
    this.variables = new Map()
    for (const name of new Set([...left.keys(), ...right.keys()])) {
      const [x, y] = [left.get(name), right.get(name)]
      this.variables.set(name, x === undefined || y === undefined ? why : joinValues(x, y, why))
    }
  }

  lose(before: unknown, why: Unknown): void {
    const old = before as Map<string, PyValue>
    for (const [name, value] of this.variables)
      if (old.get(name) !== value) this.variables.set(name, unknown(`${name}: ${why.why}`, why.place))
  }

  /** Outside of branches only what the name is bound to is noted: the scope of a file has many. */
  private note(name: string): void {
    const { journal, variables } = this
    const { history } = journal
    if (journal.isBranching) return journal.touch(this)
    const { interval } = history
    if (this.born === interval) return
    this.noted ??= new Map()
    if (this.noted.get(name) === interval) return
    this.noted.set(name, interval)
    history.note(Scope.bindAgain, this, name, variables.get(name))
  }

  /** Takes back what a name was bound to. */
  static bindAgain({ variables }: Scope, name: string, before: PyValue | undefined): void {
    if (before === undefined) variables.delete(name)
    else variables.set(name, before)
  }

  private declare(name: string, scope: Scope): void {
    if (scope === this) return
    this.elsewhere ??= new Map()
    this.elsewhere.set(name, scope)
  }
}
