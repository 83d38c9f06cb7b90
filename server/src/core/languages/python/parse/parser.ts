/** The cursor over a chunk's tokens that all parsing functions share, with the problems found so far. */

import type { Identifier, Missing, SyntaxProblem } from '../syntax.ts'
import { type Lexer, MAX_NESTING } from './lexer.ts'
import { FORCED, STARTS_EXPRESSION, TOKEN_TEXT, Token } from './tokens.ts'

/** `kind` is always that of the token at `index`, and the last token is `EndOfFile`, which is never passed. */
export class Parser {
  kind: Token = Token.EndOfFile
  index = 0
  /** How many operands and blocks are open; at `MAX_NESTING` the rest of the line or block is skipped. */
  depth = 0
  problems: SyntaxProblem[] = []
  private kinds = new Uint8Array(0)
  private starts = new Int32Array(0)
  private ends = new Int32Array(0)
  private values = new Int32Array(0)
  /** The token at which the last problem was reported. A second one at the same place would only repeat it. */
  private reportedAt = -1
  /** The token in front of which something was last found missing. */
  private missingAt = -1

  constructor(private readonly lexer: Lexer) {}

  /** Goes to the first of the tokens that the lexer has read. */
  begin(): void {
    const { tokens, problems } = this.lexer
    this.kinds = tokens.kinds
    this.starts = tokens.starts
    this.ends = tokens.ends
    this.values = tokens.values
    this.problems = problems
    this.reportedAt = -1
    this.missingAt = -1
    this.depth = 0
    this.index = 0
    this.kind = this.kinds[0]!
  }

  /** Where the current token starts. */
  get start(): number {
    return this.starts[this.index]!
  }

  /** Where the current token ends. */
  get tokenEnd(): number {
    return this.ends[this.index]!
  }

  /** Where the token before the current one starts; only inside brackets. */
  get previousStart(): number {
    return this.starts[this.index - 1]!
  }

  /** Where what has been read ends: the token before the current one, or something missing at the current one. */
  get end(): number {
    if (this.missingAt === this.index) return this.start
    return this.index === 0 ? 0 : this.ends[this.index - 1]!
  }

  /** Of the current token: its number as a name, or its flags as a string. */
  get value(): number {
    return this.values[this.index]!
  }

  /** The kind of a token further on; only from tokens that cannot be the last. */
  peek(distance: number): Token {
    return this.kinds[this.index + distance]!
  }

  at(kind: Token): boolean {
    return this.kind === kind
  }

  atName(name: number): boolean {
    return this.kind === Token.Name && this.value === name
  }

  atLineEnd(): boolean {
    return this.kind === Token.Newline || this.kind === Token.EndOfFile
  }

  atExpression(): boolean {
    return STARTS_EXPRESSION[this.kind] === 1
  }

  advance(): void {
    if (this.kind !== Token.EndOfFile) this.kind = this.kinds[++this.index]!
  }

  eat(kind: Token): boolean {
    if (this.kind !== kind) return false
    this.advance()
    return true
  }

  /** Passes a token of this kind, or reports that there is none. */
  expect(kind: Token): boolean {
    if (this.eat(kind)) return true
    this.problem(`expected '${TOKEN_TEXT[kind]}'`)
    return false
  }

  /** Reports what was expected at the current token, unless something has been reported there already. */
  problem(expected: string): void {
    const isKnown = this.kind === Token.Bad || this.isForced()
    if (isKnown || this.reportedAt === this.index) return
    this.reportedAt = this.index
    const message = `${expected}, found ${this.found()}`
    this.problems.push({ from: this.start, to: this.tokenEnd, message })
  }

  /** Reports that the line after the `Indent` at the cursor may not be indented. */
  problemIndentation(): void {
    const from = this.starts[this.index + 1]!
    this.problems.push({ from, to: this.ends[this.index + 1]!, message: 'unexpected indentation' })
  }

  /** Reports something about the stretch from `from` to the end of the token before the current one. */
  problemSince(from: number, message: string): void {
    this.problems.push({ from, to: this.end, message })
  }

  /** The text of the name at the cursor. */
  name(): string {
    return this.lexer.names.text(this.value)
  }

  /** Passes a name where it is bound. Without one, the identifier is empty. */
  identifier(): Identifier {
    const start = this.start
    if (this.kind !== Token.Name) {
      this.problem('expected a name')
      return { ...this.missingPlace(), name: '' }
    }
    const name = this.name()
    this.advance()
    return { start, end: this.end, name }
  }

  /** The character code at a place of the chunk. */
  code(position: number): number {
    return this.lexer.text.charCodeAt(this.lexer.base + position)
  }

  /** The source from one place of the chunk to another. */
  text(start: number, end: number): string {
    return this.lexer.text.slice(this.lexer.base + start, this.lexer.base + end)
  }

  /** An empty expression in front of the current token; reports that one was expected. */
  missing(): Missing {
    this.problem('expected an expression')
    return { type: 'Missing', ...this.missingPlace() }
  }

  /** An empty place in front of the current token. What is read there ends no sooner. */
  missingPlace(): { readonly start: number; readonly end: number } {
    this.missingAt = this.index
    return { start: this.start, end: this.start }
  }

  isTooDeep(): boolean {
    return this.depth >= MAX_NESTING
  }

  problemTooDeep(): void {
    this.problem(`expected at most ${MAX_NESTING} levels of nesting`)
  }

  /** Gives up the rest of the logical line. */
  skipTooDeepLine(): Missing {
    this.problemTooDeep()
    this.skipLine()
    this.reportedAt = this.index
    return { type: 'Missing', ...this.missingPlace() }
  }

  /** Goes to the end of the logical line. */
  skipLine(): void {
    while (!this.atLineEnd()) this.advance()
  }

  /** Whether the current token stands for the end of brackets that were not closed. */
  private isForced(): boolean {
    return this.value === FORCED && this.start === this.tokenEnd
  }

  private found(): string {
    if (this.kind === Token.EndOfFile || this.kind === Token.Newline) return 'the end of the line'
    if (this.kind === Token.Comma && this.start === this.tokenEnd) return 'the end of the line'
    if (this.kind === Token.Indent || this.kind === Token.Dedent) return 'a change of indentation'
    if (this.kind === Token.String || this.kind === Token.FStringStart) return 'a string'
    if (this.kind === Token.FStringMiddle || this.kind === Token.FStringEnd) return 'the text of the string'
    return `'${this.text(this.start, this.tokenEnd)}'`
  }
}
