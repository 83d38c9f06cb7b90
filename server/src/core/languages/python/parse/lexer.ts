/** Cuts one top-level statement (a chunk) into tokens. Total: whatever the text, it ends and reports what is wrong. */
import type { Span } from '../../../source/span.ts'
import type { SyntaxProblem } from '../syntax.ts'
import { Code } from './characters.ts'
import { LONGEST_CONTINUATION, startLine } from './layout.ts'
import { lexToken } from './lexer-tokens.ts'
import { Names } from './names.ts'
import { TokenBuffer } from './token-buffer.ts'
import { FORCED, TOKEN_TEXT, Token } from './tokens.ts'

/**
 * How deep brackets, operators, f-strings and blocks may nest, each within the other. Python's own limits are 200
 * brackets and 100 blocks; every recursion of the parser is bounded by this number.
 */
export const MAX_NESTING = 100

/**
 * Reads normally first: inside brackets, line endings mean nothing. When that `failed` (a bracket is open at the end
 * of the file, is closed by one of another kind, or what follows looks like statements), the chunk is read again in
 * `layout` mode, where a line that starts at or left of its statement's column ends the brackets, and one that starts
 * at or left of the line that a bracket was opened on ends that bracket.
 *
 * All positions are offsets in the text; those of tokens and problems count from the chunk's start.
 */
export class Lexer {
  readonly tokens = new TokenBuffer()
  readonly names = new Names()
  problems: SyntaxProblem[] = []
  position = 0
  /** Where the chunk begins. */
  base = 0
  /** How far the text was looked at to decide what the chunk is; at least to its end. */
  reach = 0
  layout = false
  /** The reading was given up: normal reading of the chunk or, inside of an f-string's field, that field. */
  failed = false
  atLineStart = true
  /** The offsets of the open brackets, innermost last. */
  readonly brackets: number[] = []
  /** For each of `brackets`, in `layout` mode, the column of the line that it was opened on. */
  readonly bracketColumns: number[] = []
  /** How many of `brackets` lie outside of the f-string field that is being read. */
  bracketFloor = 0
  /** How many f-string fields are open. */
  fields = 0
  /** How many f-string fields of the chunk turned out to be none. */
  brokenFields = 0
  /** The columns of the open blocks. The first is that of the chunk. */
  readonly indents: number[] = []
  /** The column at which the current statement begins, and its first token. */
  statementColumn = 0
  statementToken = 0
  /** The first token of the current line, a line inside brackets included: its column and its offset. */
  lineColumn = 0
  lineStart = 0
  /** The current line is a decorator: what follows belongs to the chunk. */
  isDecorator = false
  /** Lines inside the current brackets that look like statements of their own. */
  suspiciousLines = 0
  /** There were enough of them to read the chunk again by its layout, should this reading have problems. */
  isDoubtful = false
  /** By quote character: from where on a triple quote is known to have no end. Infinity where it is not known. */
  readonly endlessFrom = new Map<number, number>()

  constructor(readonly text: string) {}

  /** Reads the chunk that begins at `start`, a place where a statement may begin, and returns where it ends. */
  readChunk(start: number): number {
    this.reach = start
    this.begin(start, false)
    this.readLines()
    return this.failed ? this.readByLayout(start) : this.position
  }

  /** Reads in `layout` mode the chunk that has been read normally, and returns where it ends. */
  readByLayout(start: number): number {
    this.lookedAt(this.position + LONGEST_CONTINUATION)
    this.begin(start, true)
    this.readLines()
    return this.position
  }

  push(kind: Token, start: number, end: number, value = 0): void {
    this.tokens.push(kind, start - this.base, end - this.base, value)
  }

  /** Adds a token without text. Its place is the end of the token before it. */
  pushLayout(kind: Token, value = 0): void {
    const place = this.tokens.lastEnd()
    this.tokens.push(kind, place, place, value)
  }

  problem(span: Span, message: string): void {
    this.problems.push({ from: span.from - this.base, to: span.to - this.base, message })
  }

  /** Gives the current reading up, having looked at the text before `seen`. */
  fail(seen: number): void {
    this.failed = true
    this.lookedAt(seen)
  }

  /** Notes that the text before `seen` was looked at. The end of the file is as far as one can look. */
  lookedAt(seen: number): void {
    this.reach = Math.max(this.reach, seen > this.text.length ? Number.POSITIVE_INFINITY : seen)
  }

  /** Closes the innermost brackets, so that `depth` of them stay open, by tokens without text. */
  closeBrackets(depth: number): void {
    if (this.brackets.length <= depth) return
    this.reportOpenBracket()
    while (this.brackets.length > depth)
      this.pushLayout(closingToken(this.text.charCodeAt(this.brackets.pop()!)), FORCED)
  }

  /** Ends all brackets at a line that can only be a statement; the line is then read as one. */
  breakBrackets(): void {
    this.reportOpenBracket()
    this.brackets.length = 0
    this.pushLayout(Token.Newline, FORCED)
    this.atLineStart = true
  }

  private begin(start: number, layout: boolean): void {
    this.base = start
    this.position = this.text.charCodeAt(start) === Code.ByteOrderMark ? start + 1 : start
    this.tokens.count = 0
    this.problems = []
    this.layout = layout
    this.failed = false
    this.atLineStart = true
    this.brackets.length = 0
    this.indents.length = 0
    this.isDecorator = false
    this.isDoubtful = false
    this.brokenFields = 0
  }

  private readLines(): void {
    while (!this.failed) {
      if (this.atLineStart && !startLine(this)) return
      if (this.position >= this.text.length) this.endOfFile()
      else lexToken(this)
    }
  }

  private endOfFile(): void {
    this.lookedAt(Number.POSITIVE_INFINITY)
    if (this.brackets.length > 0) {
      if (!this.layout) {
        this.failed = true
        return
      }
      this.breakBrackets()
    } else {
      this.pushLayout(Token.Newline)
      this.atLineStart = true
    }
  }

  /** One problem for all brackets that end here, at the innermost; none where an unclosed string explains it. */
  private reportOpenBracket(): void {
    const from = this.brackets.at(-1)!
    const last = this.problems.at(-1)
    const isAfterString = this.tokens.last() === Token.String || this.tokens.last() === Token.FStringEnd
    if (isAfterString && last?.to === this.tokens.lastEnd()) return
    this.problem(
      { from, to: from + 1 },
      `expected '${closingBracket(this.text.charCodeAt(from))}' to close this '${this.text[from]}'`,
    )
  }
}

/** The bracket that closes an opening one. */
export function closingBracket(code: number): string {
  return TOKEN_TEXT[closingToken(code)]!
}

function closingToken(code: number): Token {
  if (code === Code.OpenParen) return Token.RightParen
  return code === Code.OpenBracket ? Token.RightBracket : Token.RightBrace
}
