/** Cuts a line into tokens, and finds where the line ends: brackets hold on to the lines that are indented deeper. */
import {
  afterLineBreak,
  carriageReturn,
  endOfLine,
  isDigit,
  isLineBreak,
  isSpace,
  skipSpaces,
  wordEnd,
} from './characters.ts'

/** Signs are their own kind. `x` stands between sizes, `bad` is what no token is, `end` is where the line's code ends. */
export type TokenKind = 'word' | 'number' | 'string' | 'bad' | 'end' | 'x' | Sign
type Sign = (typeof longSigns | typeof shortSigns)[number]

const longSigns = ['**', '//', '==', '!=', '<=', '>='] as const
const shortSigns = ['?', '=', ',', '.', '+', '-', '*', '/', '%', '<', '>', '(', ')', '[', ']'] as const
const signs: ReadonlyMap<string, Sign> = new Map([...longSigns, ...shortSigns].map(sign => [sign, sign]))

const number = /(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const wordlike = /[\p{ID_Continue}.]/u

/** The token under the cursor. Positions are counted from where the line starts. */
export class Lexer {
  kind: TokenKind = 'end'
  start = 0
  end = 0
  /** Whether the token touches the one before it. */
  glued = false
  /** Where the token before ended. */
  previousEnd = 0
  private base = 0
  private position = 0
  /** Where reading ends, if before the end of the line. */
  private limit = Number.POSITIVE_INFINITY
  private brackets = 0
  /** The column at which the line's code starts; a tab goes to the next multiple of eight. */
  column = 0
  private reach = 0

  constructor(readonly text: string) {}

  /** Goes to the first token of the line that starts at `base`. */
  begin(base: number): void {
    this.base = base
    this.position = base
    this.limit = Number.POSITIVE_INFINITY
    this.brackets = 0
    this.reach = base
    this.end = 0
    this.column = columnAt(this.text, base, skipSpaces(this.text, base))
    this.advance()
    this.previousEnd = this.start
  }

  /** Goes to the first token of a stretch of the line that `other` reads, and ends with it. */
  protected beginWithin(other: Lexer, from: number, to: number): void {
    this.base = other.base
    this.position = other.base + from
    this.limit = other.base + to
    this.end = from
    this.advance()
    this.previousEnd = this.start
  }

  /** Goes to the next token; at the end of the line it stays. */
  advance(): void {
    this.previousEnd = this.end
    const before = this.kind
    const from = this.position
    this.skipBlank()
    this.start = this.position - this.base
    this.glued = this.position === from
    this.kind = this.atEnd() ? 'end' : this.read(this.glued && endsSize(before))
    this.end = this.position - this.base
    if (this.kind === 'end') this.end = this.start
    else if (this.kind === '(' || this.kind === '[') this.brackets++
    else if ((this.kind === ')' || this.kind === ']') && this.brackets > 0) this.brackets--
  }

  /** Whether the next thing on the line is this sign; the one before it ends at the cursor's token. `==` is no `=`. */
  isFollowedBy(sign: '=' | ','): boolean {
    const { text } = this
    const next = skipSpaces(text, this.position)
    return next < this.limit && text.startsWith(sign, next) && text[next + 1] !== '='
  }

  /** Whether a space, or the end of the line, follows the token. */
  get isSpaceNext(): boolean {
    const code = this.text.charCodeAt(this.position)
    return isSpace(code) || this.atEnd()
  }

  /** Whether the token is this word. */
  atWord(word: string): boolean {
    const { start, end, base } = this
    return this.kind === 'word' && end - start === word.length && this.text.startsWith(word, base + start)
  }

  /** The text of the token. */
  get value(): string {
    return this.text.slice(this.base + this.start, this.base + this.end)
  }

  /** Leaves the line, reading what is left of it. How long it is, and how much text was looked at. */
  finish(): { readonly length: number; readonly lookahead: number } {
    while (this.kind !== 'end') this.advance()
    const { text, base } = this
    const end = endOfLine(text, this.position)
    const next = end < text.length ? afterLineBreak(text, end) : end
    const open = next === end || text.charCodeAt(next - 1) === carriageReturn
    return { length: next - base, lookahead: Math.max(this.reach, next + (open ? 1 : 0)) - base }
  }

  private atEnd(): boolean {
    const code = this.text.charCodeAt(this.position)
    return this.position >= this.limit || Number.isNaN(code) || isLineBreak(code) || code === 0x23
  }

  /** Spaces; inside brackets also comments and line breaks, as long as the lines belong to this one. */
  private skipBlank(): void {
    this.position = skipSpaces(this.text, this.position)
    while (this.brackets > 0 && this.atEnd() && this.position < Math.min(this.limit, this.text.length)) {
      const next = this.nextCode(this.position)
      this.reach = Math.max(this.reach, next + 1)
      if (!this.isContinued(next)) return
      this.position = next
    }
  }

  /** The first code after the line of `position`; the end of the text where there is none. */
  private nextCode(position: number): number {
    const { text } = this
    let next = position
    while (next < text.length) {
      next = endOfLine(text, next)
      if (next < text.length) next = skipSpaces(text, afterLineBreak(text, next))
      const code = text.charCodeAt(next)
      if (!isLineBreak(code) && code !== 0x23) return next
    }
    return next
  }

  private isContinued(next: number): boolean {
    const { text } = this
    if (next >= text.length) return false
    const character = text[next]!
    if (character === ')' || character === ']') return true
    let from = next
    while (from > this.base && !isLineBreak(text.charCodeAt(from - 1))) from--
    return columnAt(text, from, next) > this.column
  }

  /** Reads one token; `x` right behind a size stands between sizes. */
  private read(afterSize: boolean): TokenKind {
    const { text, position } = this
    const code = text.charCodeAt(position)
    if (afterSize && (code === 0x78 || code === 0xd7)) return this.take(1, 'x')
    if (isDigit(code) || (code === 0x2e && isDigit(text.charCodeAt(position + 1)))) return this.readNumber()
    if (code === 0x22 || code === 0x27) return this.readString(code)
    const end = wordEnd(text, position)
    if (end > position) return this.take(end - position, end === position + 1 && code === 0x78 ? 'x' : 'word')
    if (code === 0xd7) return this.take(1, 'x')
    const long = signs.get(text.slice(position, position + 2))
    if (long?.length === 2) return this.take(2, long)
    const sign = signs.get(text[position]!)
    return sign ? this.take(1, sign) : this.take(text.codePointAt(position)! > 0xffff ? 2 : 1, 'bad')
  }

  private take(length: number, kind: TokenKind): TokenKind {
    this.position += length
    return kind
  }

  /** What touches a number and is no `x` spoils it: `5px`. */
  private readNumber(): TokenKind {
    const { text } = this
    number.lastIndex = this.position
    this.position += number.exec(text)![0].length
    const next = text.codePointAt(this.position) ?? 0
    if (next === 0x78 || next === 0xd7 || !wordlike.test(String.fromCodePoint(next))) return 'number'
    while (this.position < text.length) {
      const character = String.fromCodePoint(text.codePointAt(this.position)!)
      if (!wordlike.test(character)) break
      this.position += character.length
    }
    return 'bad'
  }

  /** A string ends on its line. */
  private readString(quote: number): TokenKind {
    const { text } = this
    for (let at = this.position + 1; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === quote) return this.take(at + 1 - this.position, 'string')
      if (isLineBreak(code)) break
      if (code === 0x5c && !isLineBreak(text.charCodeAt(at + 1))) at++
    }
    this.position = endOfLine(text, this.position)
    return 'bad'
  }
}

const endsSize = (kind: TokenKind): boolean => kind === 'number' || kind === '?' || kind === ')' || kind === ']'

/** How far code is indented; a tab goes to the next multiple of eight. */
function columnAt(text: string, from: number, to: number): number {
  let column = 0
  for (let at = from; at < to; at++) column += text.charCodeAt(at) === 0x09 ? 8 - (column % 8) : 1
  return column
}
