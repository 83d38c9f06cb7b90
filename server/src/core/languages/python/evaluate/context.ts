/** What evaluation carries along: where it is, what names mean there, and how much it may still do. */
import type { Extent } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { Program } from '../../language.ts'
import type { Framework } from '../frameworks/framework.ts'
import type { Call, ClassDef, Expression, SyntaxProblem } from '../syntax.ts'
import type { Gathered } from './calls.ts'
import type { Handlers } from './handlers.ts'
import type { HostObject } from './host.ts'
import type { Journal } from './journal.ts'
import type { Library } from './library/library.ts'
import type { Modules } from './modules.ts'
import type { Scope } from './scope.ts'
import type { PyValue } from './values.ts'

/**
 * Every context has all of these, in one order, so that reading them is quick: whoever makes one copies one and sets what
 * is different.
 */
export interface Context {
  readonly program: Program
  /** The text in which the code stands. */
  readonly file: string
  /** The file beside which imports are looked for: that text, or the notebook of a cell. */
  readonly importer: string
  readonly modules: Modules
  readonly frameworks: readonly Framework[]
  readonly library: Library
  readonly scope: Scope
  /** Within the body of a class: the scope around it, which is what functions inside see. */
  readonly enclosing: Scope | undefined
  /** Within a comprehension: the scope around it, in which `:=` binds. */
  readonly walrus: Scope | undefined
  /** The class in whose body the code stands. */
  readonly definingClass: HostObject | undefined
  /** The variable that the value of an expression is being bound to. */
  readonly binding: { readonly node: Expression; readonly name: string } | undefined
  /** Where the top-level statement starts to which the nodes' positions are relative. */
  readonly base: number
  /** What could not be read in that statement. */
  readonly problems: readonly SyntaxProblem[]
  readonly budget: Budget
  readonly journal: Journal
  readonly handlers: Handlers
  /** Within a handler: the exception that it has caught. */
  readonly handling: PyValue | undefined
  /** The arguments of calls that are constants, kept from one evaluation to the next as long as their statement stays. */
  readonly constants: WeakMap<Call | ClassDef, Gathered>
}

/** How much an evaluation may do. Steps, not time: the same text always gives the same answer. */
export class Budget implements Extent {
  private steps = 0
  private limit = Number.POSITIVE_INFINITY
  private spent = 0
  private depth = 0
  private calls = 0

  constructor(
    /** How many steps one top-level statement may take, and all of them together. */
    readonly most = { statement: 500_000, all: 2_000_000 },
    /** How deep expressions may be nested: less than the stack holds. */
    readonly deepest = 300,
    /** How many functions may be inside each other. */
    readonly mostCalls = 60,
  ) {}

  /** Begins a top-level statement, which may take `most` steps. */
  begin(most = this.most.statement): void {
    this.limit = most
    this.spent += this.steps
    this.steps = 0
    this.depth = 0
    this.calls = 0
  }

  /** Counts one evaluated node, or as much work as several; throws where the budget is spent. */
  step(count = 1): void {
    this.steps += count
    if (this.steps > this.limit || this.steps + this.spent > this.most.all) throw new BudgetSpent(this.steps)
  }

  /** How many steps have been taken in this top-level statement. */
  get taken(): number {
    return this.steps
  }

  /** How many steps have been taken in all. */
  get length(): number {
    return this.steps + this.spent
  }

  /** Goes back to where so many steps had been taken in all, between two statements. */
  set length(total: number) {
    this.spent = total
    this.steps = 0
  }

  /** How deep it is now, for whoever leaves several levels at once. */
  mark(): Depth {
    return { depth: this.depth, calls: this.calls }
  }

  resume({ depth, calls }: Depth): void {
    this.depth = depth
    this.calls = calls
  }

  /** Enters a function; false where calls are nested too deeply. */
  enterCall(): boolean {
    if (this.calls >= this.mostCalls) return false
    this.calls++
    return true
  }

  leaveCall(): void {
    this.calls--
  }

  /** Enters a nested expression; false where it is too deep. Each entry that succeeds is left again. */
  enter(): boolean {
    this.step()
    if (this.depth >= this.deepest) return false
    this.depth++
    return true
  }

  leave(): void {
    this.depth--
  }
}

interface Depth {
  readonly depth: number
  readonly calls: number
}

/** Ends a statement; what was found before stays. Caught where the program is run. */
export class BudgetSpent extends Error {
  constructor(steps: number) {
    super(`it takes more than ${steps.toLocaleString('en-US')} steps`)
  }
}

/** The largest collection that is built, in elements. */
export const mostElements = 100_000

/** The place of a node in its file. */
export const placeOf = (node: { readonly start: number; readonly end: number }, context: Context): Place => ({
  file: context.file,
  from: context.base + node.start,
  to: context.base + node.end,
})

export const notKnown = (why: string, node: { readonly start: number; readonly end: number }, context: Context) =>
  unknown(why, placeOf(node, context))
