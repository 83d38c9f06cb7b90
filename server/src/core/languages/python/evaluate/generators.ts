/** Generators: functions with `yield`, and generator expressions. They run as far as they are read, as in Python. */
import type { History } from '../../../model/history.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { Context } from './context.ts'
import { Ended, IteratorObject } from './iterators.ts'
import type { Mutable } from './journal.ts'
import { method } from './native.ts'
import { forgetNamesIn } from './skipped.ts'
import type { PyValue } from './values.ts'

/** Code that stops at each element, takes what is sent to it, and gives what it returns. */
export type Frame = Generator<PyValue, PyValue, PyValue>

/** Ends a frame that cannot be followed any further. */
export class NotFollowed extends Error {
  constructor(readonly reason: Unknown) {
    super(reason.why)
  }
}

/**
 * A generator object. Its frame cannot be taken back to where it was: where a branch has run it that may not have run,
 * nothing is known of what is left.
 */
export class GeneratorObject extends IteratorObject implements Mutable {
  /** What it has returned, once it has. */
  result: PyValue | undefined
  private lost: Unknown | undefined
  /** How often it has run on in the course of things, and how often its frame really has. */
  private turns = 0
  private turnsOfFrame = 0
  private isRunning = false
  /** How many marks the history had when it was made, and in which of its intervals it ran last. */
  private readonly born: number
  private interval: number

  constructor(
    readonly description: string,
    private readonly frame: Frame,
    private readonly code: object,
    private readonly context: Context,
  ) {
    super()
    const { history } = context.journal
    this.born = history.length
    this.interval = history.interval
  }

  advance(sent: PyValue = null): PyValue | Ended {
    if (!this.lost && this.turns !== this.turnsOfFrame) this.lose(undefined, whyBranch)
    if (this.lost) return new Ended(this.lost)
    const { budget, journal } = this.context
    if (this.isRunning || !budget.enterCall()) return new Ended(unknown(`${this.description} is nested too deeply`))
    journal.touch(this)
    this.close(journal.history)
    this.turns = ++this.turnsOfFrame
    this.isRunning = true
    try {
      return this.run(sent)
    } finally {
      this.isRunning = false
      budget.leaveCall()
    }
  }

  /** Nobody can go back to where it has been made and has not run as far. */
  private close(history: History): void {
    if (this.interval === history.interval) return
    history.close(this.born)
    this.interval = history.interval
  }

  private run(sent: PyValue): PyValue | Ended {
    try {
      const { value, done } = this.frame.next(sent)
      if (!done) return value
      this.result ??= value
      return new Ended()
    } catch (error) {
      if (!(error instanceof NotFollowed)) throw error
      this.lose(undefined, error.reason)
      return new Ended(error.reason)
    }
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'send') return method(name, ({ positional: [value = null] }) => this.send(value))
    if (name === 'close') return method(name, () => this.end())
    return super.attribute(name, at)
  }

  override forget(why: Unknown): void {
    this.lose(undefined, why)
  }

  save(): unknown {
    return { turns: this.turns, lost: this.lost } satisfies State
  }

  restore(state: unknown): void {
    const { turns, lost } = state as State
    this.turns = turns
    this.lost = lost
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as State, b as State]
    this.restore(x)
    this.lost = x.lost ?? y.lost
    if (!this.lost && x.turns !== y.turns) this.lose(undefined, why)
  }

  /** What is left of it may run or not, so what it would change is unknown. */
  lose(_before: unknown, why: Unknown): void {
    if (this.lost) return
    this.context.journal.touch(this)
    this.lost = why
    forgetNamesIn(this.code, why, this.context.scope, new Set())
  }

  private send(value: PyValue): PyValue | undefined {
    const item = this.advance(value)
    return item instanceof Ended ? item.why : item
  }

  private end(): null {
    this.context.journal.touch(this)
    this.lost ??= unknown('the generator was closed')
    return null
  }
}

interface State {
  readonly turns: number
  readonly lost: Unknown | undefined
}

const whyBranch = unknown('how far the generator has run depends on a condition that is not known')
