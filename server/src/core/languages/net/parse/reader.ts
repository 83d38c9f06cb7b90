/** The cursor that all parsing functions of a line share, with what could not be read. */

import type { Identifier, SyntaxProblem } from '../syntax.ts'
import { Lexer, type TokenKind } from './lexer.ts'

/** How deep brackets may nest, and how many operators a line may have: both nest in its tree. */
const mostNesting = 100
const mostOperators = 500

export class Reader extends Lexer {
  /** At most one: after it the rest of the line is skipped. */
  problem: SyntaxProblem | undefined
  private depth = 0
  private operators = 0

  override begin(base: number): void {
    this.problem = undefined
    this.depth = 0
    this.operators = 0
    super.begin(base)
  }

  /** A reader of a stretch of the line alone, as deep in brackets as this one is. */
  within(from: number, to: number): Reader {
    const inner = new Reader(this.text)
    inner.depth = this.depth
    inner.operators = this.operators
    inner.beginWithin(this, from, to)
    return inner
  }

  /** Passes an operator, unless the line has too many. */
  operator(): boolean {
    if (++this.operators > mostOperators) {
      this.fail(`at most ${mostOperators} operators on a line`)
      return false
    }
    this.advance()
    return true
  }

  /** Whether the cursor is at one of these words. */
  atAny(words: readonly string[]): boolean {
    return this.kind === 'word' && words.includes(this.value)
  }

  at(kind: TokenKind): boolean {
    return this.kind === kind
  }

  eat(kind: TokenKind): boolean {
    if (this.kind !== kind) return false
    this.advance()
    return true
  }

  /** Reports what was expected where the cursor is, and goes to the end of the line. */
  fail(expected: string): void {
    const { start, end } = this
    const place = this.at('end') ? { from: this.previousEnd, to: this.previousEnd } : { from: start, to: end }
    this.failAt(place.from, place.to, `expected ${expected}, found ${this.found()}`)
  }

  /** Reports something about a stretch of the line, and goes to its end. */
  failAt(from: number, to: number, message: string): void {
    this.problem ??= { from, to, message }
    const { previousEnd } = this
    while (!this.at('end')) this.advance()
    this.previousEnd = previousEnd
  }

  /** Passes a name; the sign between sizes cannot be one. */
  identifier(expected: string): Identifier | undefined {
    const { start: from, end: to, value } = this
    if (this.at('word')) {
      this.advance()
      return { from, to, name: value }
    }
    if (this.at('x')) this.failAt(from, to, `expected ${expected}; 'x' stands between sizes and cannot be a name`)
    else this.fail(expected)
    return undefined
  }

  /** Runs `read` one bracket deeper, unless that is too deep. */
  nested<T>(read: () => T): T | undefined {
    if (this.depth >= mostNesting) {
      this.fail(`at most ${mostNesting} brackets inside each other`)
      return undefined
    }
    this.depth++
    const result = read()
    this.depth--
    return result
  }

  private found(): string {
    if (this.at('end')) return 'the end of the line'
    const { value } = this
    if (this.at('bad') && (value.startsWith('"') || value.startsWith("'"))) return 'a string without its closing quote'
    return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`
  }
}
