/** Ends an evaluation that would go on for too long: steps are counted, never time. */
import type { ModelBuilder } from '../../../model/builder.ts'
import type { Place, Span } from '../../../source/span.ts'
import { type Context, placeOf } from './context.ts'

/** Where something stands. */
type Reader = Pick<Context, 'module' | 'base'>

/** How many values one evaluation may compute. */
const mostValues = 300_000
/** How many lines it may run beyond those that the file has: blocks and repetition run lines again. */
const mostLinesAgain = 20_000
/** How many blocks and bodies may be inside each other: each is a few calls deep here too. */
const deepest = 200
/** How many values may be inside each other while they are worked out. */
const deepestValue = 600

export class Budget {
  private values = mostValues
  private lines: number
  private depth = 0
  private valueDepth = 0

  /** `lines` is how many the file has. */
  constructor(
    private readonly builder: ModelBuilder,
    lines: number,
  ) {
    this.lines = lines + mostLinesAgain
  }

  /** How often something was not run. */
  stops = 0

  get isSpent(): boolean {
    return this.values <= 0 || this.lines <= 0
  }

  /** One value more, or as much as several; false where there are no more, which is reported once. */
  value(span: Span, at: Reader, cost = 1): boolean {
    if (this.isSpent) return false
    this.values -= cost
    if (this.values <= 0) this.stop(`the analysis ends here, after ${mostValues} values`, placeOf(span, at))
    return this.values > 0
  }

  /** Works a value out inside another; undefined where it would be too deep, which is reported. */
  inside<T>(place: () => Place, run: () => T): T | undefined {
    if (this.valueDepth >= deepestValue) {
      this.stop(`values are inside each other more than ${deepestValue} deep`, place())
      return undefined
    }
    this.valueDepth++
    try {
      return run()
    } finally {
      this.valueDepth--
    }
  }

  /** One line more; false where there are no more, which is reported once. */
  line(span: Span, at: Reader): boolean {
    if (this.isSpent) return false
    this.lines--
    if (this.lines === 0)
      this.stop(`the analysis ends here, after ${mostLinesAgain} lines that were run again`, placeOf(span, at))
    return this.lines > 0
  }

  /** Runs something inside what is running; undefined where it would be too deep, which is reported. */
  within<T>(place: () => Place, run: () => T): T | undefined {
    if (this.depth >= deepest) {
      this.stop(`blocks, bodies and functions are inside each other more than ${deepest} deep`, place())
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
    this.stops++
    this.builder.report({ code: 'analysis-stopped', facts: { reason } }, '.net', place, place)
  }
}
