/** Ends an evaluation that would go on for too long: steps are counted, never time. */
import type { ModelBuilder } from '../../model/builder.ts'
import type { Place, Span } from '../../source/span.ts'
import { type Context, placeOf } from './context.ts'

/** Where something stands. */
type Reader = Pick<Context, 'module' | 'base'>

/** Lines and operators that one evaluation may take. */
const mostSteps = 300_000
/** How many blocks and bodies may be inside each other: each is a few calls deep here too. */
const deepest = 200

export class Budget {
  private left = mostSteps
  private depth = 0

  constructor(private readonly builder: ModelBuilder) {}

  get isSpent(): boolean {
    return this.left <= 0
  }

  /** One step more; false where there are no more, which is reported once. */
  step(span: Span, at: Reader): boolean {
    if (this.left <= 0) return false
    this.left--
    if (this.left === 0) this.stop(`the analysis ends here, after ${mostSteps} steps`, placeOf(span, at))
    return this.left > 0
  }

  /** Runs something inside what is running; undefined where it would be too deep, which is reported. */
  within<T>(place: () => Place, run: () => T): T | undefined {
    if (this.depth >= deepest) {
      this.stop(`blocks are inside each other more than ${deepest} deep`, place())
      return undefined
    }
    this.depth++
    try {
      return run()
    } finally {
      this.depth--
    }
  }

  private stop(reason: string, place: Place): void {
    this.builder.report({ code: 'analysis-stopped', facts: { reason } }, '.net', place, place)
  }
}
