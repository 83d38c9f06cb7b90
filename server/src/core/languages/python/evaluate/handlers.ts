/** The `try` statements around what runs: an exception is followed where one of them may catch it. */
import type { Place } from '../../../source/span.ts'
import type { Raised } from './exceptions.ts'
import { isInstance } from './typeobject.ts'
import type { PyValue } from './values.ts'
import type { End, Ways } from './ways.ts'

/** Ends a statement that certainly raises. It never leaves the statement's block: that goes on with it as one of its ways. */
export class PythonError extends Error {
  constructor(readonly raised: Raised) {
    super(raised.why)
  }
}

/** A `try` whose body runs: the classes that it catches, and what of it may have been raised and may not. */
export interface Trying {
  readonly classes: readonly PyValue[]
  readonly noted: PyValue[]
}

export class Handlers {
  private readonly open: Trying[] = []

  /** Whether any exception is followed at all. */
  get isOpen(): boolean {
    return this.open.length > 0
  }

  /** Runs the body of a `try`. */
  within<T>(classes: readonly PyValue[], run: (trying: Trying) => T): T {
    const trying: Trying = { classes, noted: [] }
    this.open.push(trying)
    try {
      return run(trying)
    } finally {
      this.open.pop()
    }
  }

  /** Whether an exception may be caught. */
  mayCatch(exception: PyValue): boolean {
    return this.open.some(({ classes }) => classes.some(each => isInstance(exception, each) !== false))
  }

  /** Notes what one way raises while another goes on: whoever may catch it must count on it. */
  note(exception: PyValue): void {
    for (const { classes, noted } of this.open.toReversed()) {
      const answers = classes.map(each => isInstance(exception, each))
      if (answers.some(answer => answer !== false)) noted.push(exception)
      if (answers.includes(true)) return
    }
  }

  /** Notes all that the ways raise. */
  noteAll({ ends }: Ways): void {
    if (this.isOpen) for (const end of ends) if (end.kind === 'raise') this.note(end.exception)
  }

  /** A value that certainly raises ends the statement where that may be caught; else it is just not known. */
  settle(value: Raised): PyValue {
    if (this.isOpen && this.mayCatch(value.exception)) throw new PythonError(value)
    return value.plain
  }
}

/** How a statement ends that raises. */
export const raising = (exception: PyValue, why: string, place: Place): End => ({
  kind: 'raise',
  why: { kind: 'unknown', why, place },
  exception,
})
