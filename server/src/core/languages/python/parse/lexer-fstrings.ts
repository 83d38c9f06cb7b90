/**
 * F-strings, cut up into a start, stretches of literal text (`FStringMiddle`), fields (`FieldStart`, the tokens of the
 * expression, `:` and the format specification, `FieldEnd`), and an end.
 */
import { afterNewline, Code, endOfLine, isNewline } from './characters.ts'
import type { Lexer } from './lexer.ts'
import { closingTriple, quoteLength, reportUnterminated } from './lexer-strings.ts'
import { lexToken } from './lexer-tokens.ts'
import { StringFlag, Token } from './tokens.ts'

/** A longer field of an f-string is taken for an unclosed one; so no place is read again and again. */
const MAX_FIELD_LENGTH = 1 << 14

/** How deep f-strings may nest, each in a field of the other. */
const MAX_NESTED_FIELDS = 20

/** After so many broken fields, brackets around them are not believed either. */
const MAX_BROKEN_FIELDS = 10

/** The f-string being read. `limit` is where it ends at the latest. */
interface Formatted {
  readonly flags: number
  readonly quote: number
  readonly limit: number
}

/** A triple-quoted f-string that has no end is read to the end of its first line only, like a plain string. */
export function lexFString(lexer: Lexer, quoteAt: number, flags: number): void {
  const { text, position: start } = lexer
  const quote = text.charCodeAt(quoteAt)
  const contentStart = quoteAt + quoteLength(flags)
  const problemCount = lexer.problems.length
  lexer.push(Token.FStringStart, start, contentStart, flags)
  const isEndless = (flags & StringFlag.Triple) !== 0 && closingTriple(lexer, contentStart, quote) < 0
  const limit = isEndless ? endOfLine(text, contentStart) : text.length
  lexer.position = contentStart
  if (lexFormattedText(lexer, { flags, quote, limit }) || lexer.failed) return
  const end = lexer.position
  lexer.problems.length = problemCount
  reportUnterminated(lexer, { from: start, to: end }, quoteAt, flags)
  lexer.push(Token.FStringEnd, end, end)
}

/** Reads literal text and fields up to the closing quote. False where there is none. */
function lexFormattedText(lexer: Lexer, string: Formatted): boolean {
  for (;;) {
    const end = endOfLiteralText(lexer, string)
    pushMiddle(lexer, end, string.flags)
    if (end >= string.limit || isNewline(lexer.text.charCodeAt(end))) return false
    if (lexer.text.charCodeAt(end) === string.quote) break
    lexField(lexer, string)
    if (lexer.failed) return false
  }
  const start = lexer.position
  lexer.position += quoteLength(string.flags)
  lexer.push(Token.FStringEnd, start, lexer.position)
  return true
}

function pushMiddle(lexer: Lexer, end: number, flags: number): void {
  if (end > lexer.position) lexer.push(Token.FStringMiddle, lexer.position, end, flags)
  lexer.position = end
}

/** Where a field or the closing quote stands, or a string of one line breaks off. Doubled braces are text. */
function endOfLiteralText(lexer: Lexer, string: Formatted): number {
  const { text } = lexer
  let { position } = lexer
  while (position < string.limit) {
    const code = text.charCodeAt(position)
    if (code === Code.Backslash) position = afterEscape(text, position, string.flags)
    else if (code === Code.OpenBrace && text.charCodeAt(position + 1) !== code) return position
    else if (code === Code.OpenBrace) position += 2
    else if (code === Code.CloseBrace) position = afterCloseBrace(lexer, position)
    else if (endsText(text, position, string)) return position
    else position++
  }
  return Math.min(position, text.length)
}

function endsText(text: string, position: number, { flags, quote }: Formatted): boolean {
  const code = text.charCodeAt(position)
  if (flags & StringFlag.Triple)
    return code === quote && text.charCodeAt(position + 1) === quote && text.charCodeAt(position + 2) === quote
  return code === quote || isNewline(code)
}

function afterCloseBrace(lexer: Lexer, position: number): number {
  if (lexer.text.charCodeAt(position + 1) === Code.CloseBrace) return position + 2
  lexer.problem({ from: position, to: position + 1 }, "expected '}}' for a '}' in the text of an f-string")
  return position + 1
}

/** After the escape at `position`. A brace is never escaped; the braces of a character's name belong to the escape. */
function afterEscape(text: string, position: number, flags: number): number {
  const next = text.charCodeAt(position + 1)
  if (next === Code.OpenBrace || next === Code.CloseBrace) return position + 1
  const isNamed = !(flags & StringFlag.Raw) && text.startsWith('N{', position + 1)
  return isNamed ? afterCharacterName(text, position + 3) : afterNewline(text, position + 1)
}

function afterCharacterName(text: string, start: number): number {
  let position = start
  while (/[\w -]/.test(text.charAt(position))) position++
  return text.charCodeAt(position) === Code.CloseBrace ? position + 1 : start
}

/** Reads a field. If it turns out not to be one, all of it is taken back and its `{` becomes a `BrokenField`. */
function lexField(lexer: Lexer, string: Formatted): void {
  const { position: start, bracketFloor } = lexer
  const problemCount = lexer.problems.length
  const tokenCount = lexer.tokens.count
  if (lexer.fields >= MAX_NESTED_FIELDS) {
    lexer.fail(start + 1)
    return
  }
  lexer.fields++
  lexer.bracketFloor = lexer.brackets.length
  pushCharacter(lexer, Token.FieldStart)
  lexFieldTokens(lexer, string)
  lexer.brackets.length = lexer.bracketFloor
  lexer.bracketFloor = bracketFloor
  lexer.fields--
  if (!lexer.failed || lexer.fields > 0) return
  lexer.problems.length = problemCount
  lexer.tokens.count = tokenCount
  lexer.position = start
  breakField(lexer)
}

/** Of nested fields that fail, only the outermost is broken: it holds the others. */
function breakField(lexer: Lexer): void {
  const from = lexer.position
  lexer.failed = false
  pushCharacter(lexer, Token.BrokenField)
  lexer.problem({ from, to: from + 1 }, "expected '}' to close this '{'")
  if (++lexer.brokenFields > MAX_BROKEN_FIELDS && !lexer.layout) lexer.fail(from + 1)
}

function lexFieldTokens(lexer: Lexer, string: Formatted): void {
  const limit = Math.min(lexer.text.length, lexer.position + MAX_FIELD_LENGTH)
  while (!lexer.failed) {
    const code = lexer.text.charCodeAt(lexer.position)
    if (lexer.position >= limit) lexer.fail(lexer.position + 1)
    else if (lexer.brackets.length > lexer.bracketFloor) lexToken(lexer)
    else if (code === Code.CloseBrace) {
      pushCharacter(lexer, Token.FieldEnd)
      return
    } else if (code === Code.Colon) {
      lexSpecification(lexer, string)
      return
    } else lexToken(lexer)
  }
}

function pushCharacter(lexer: Lexer, kind: Token): void {
  lexer.push(kind, lexer.position, lexer.position + 1)
  lexer.position++
}

/** Reads `:` and the format specification after it, in which fields are again allowed, and the `}` after that. */
function lexSpecification(lexer: Lexer, string: Formatted): void {
  pushCharacter(lexer, Token.Colon)
  while (!lexer.failed) {
    const end = endOfSpecificationText(lexer, string)
    pushMiddle(lexer, end, string.flags | StringFlag.Specification)
    const code = lexer.text.charCodeAt(end)
    if (code === Code.CloseBrace) {
      pushCharacter(lexer, Token.FieldEnd)
      return
    }
    if (code === Code.OpenBrace) lexField(lexer, string)
    else lexer.fail(end + 1)
  }
}

function endOfSpecificationText(lexer: Lexer, string: Formatted): number {
  const { text } = lexer
  let { position } = lexer
  while (position < text.length) {
    const code = text.charCodeAt(position)
    if (code === Code.OpenBrace || code === Code.CloseBrace || endsText(text, position, string)) break
    position = code === Code.Backslash ? afterEscape(text, position, string.flags) : position + 1
  }
  return Math.min(position, text.length)
}
