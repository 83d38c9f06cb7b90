/** String literals: where they end. A plain one is one token; what is between its quotes is read by the parser. */
import type { Span } from '../../../source/span.ts'
import { afterNewline, Code, endOfLine, isNewline } from './characters.ts'
import type { Lexer } from './lexer.ts'
import { lexFString } from './lexer-fstrings.ts'
import { StringFlag, Token } from './tokens.ts'

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['r', StringFlag.Raw],
  ['u', 0],
  ['b', StringFlag.Bytes],
  ['rb', StringFlag.Raw | StringFlag.Bytes],
  ['br', StringFlag.Raw | StringFlag.Bytes],
  ['f', StringFlag.Formatted],
  ['t', StringFlag.Formatted],
  ['rf', StringFlag.Raw | StringFlag.Formatted],
  ['fr', StringFlag.Raw | StringFlag.Formatted],
  ['rt', StringFlag.Raw | StringFlag.Formatted],
  ['tr', StringFlag.Raw | StringFlag.Formatted],
])

/** The flags that the name `text[start, end)` means in front of a quote, or -1 if it is no prefix. */
export function stringPrefixFlags(text: string, start: number, end: number): number {
  if (end - start > 2) return -1
  return PREFIXES.get(text.slice(start, end).toLowerCase()) ?? -1
}

/** Reads the string whose opening quote is at `quoteAt`; the position is at its prefix. */
export function lexString(lexer: Lexer, quoteAt: number, prefix: number): void {
  const { text } = lexer
  const code = text.charCodeAt(quoteAt)
  const isTriple = text.charCodeAt(quoteAt + 1) === code && text.charCodeAt(quoteAt + 2) === code
  const flags = isTriple ? prefix | StringFlag.Triple : prefix
  if (flags & StringFlag.Formatted) lexFString(lexer, quoteAt, flags)
  else lexPlainString(lexer, quoteAt, flags)
}

function lexPlainString(lexer: Lexer, quoteAt: number, flags: number): void {
  const { text } = lexer
  const code = text.charCodeAt(quoteAt)
  const contentStart = quoteAt + quoteLength(flags)
  const close =
    flags & StringFlag.Triple ? closingTriple(lexer, contentStart, code) : closingQuote(text, contentStart, code)
  if (close >= 0) pushString(lexer, close + quoteLength(flags), flags)
  else lexUnterminated(lexer, quoteAt, flags)
}

/** A string that is not closed ends with its first line. */
function lexUnterminated(lexer: Lexer, quoteAt: number, flags: number): void {
  const end = endOfLine(lexer.text, quoteAt)
  reportUnterminated(lexer, { from: lexer.position, to: end }, quoteAt, flags)
  pushString(lexer, end, flags | StringFlag.Unterminated)
}

/** One or three. */
export function quoteLength(flags: number): number {
  return flags & StringFlag.Triple ? 3 : 1
}

function pushString(lexer: Lexer, end: number, flags: number): void {
  lexer.push(Token.String, lexer.position, end, flags)
  lexer.position = end
}

/** Where the quote stands that ends a string of one line, or -1. */
function closingQuote(text: string, start: number, quote: number): number {
  for (let position = start; position < text.length; position++) {
    const code = text.charCodeAt(position)
    if (code === quote) return position
    if (code === Code.Backslash) position = afterNewline(text, position + 1) - 1
    else if (isNewline(code)) return -1
  }
  return -1
}

/**
 * Where the three quotes stand that end a string, or -1. That there are none after some place holds for all later
 * places too, and is remembered: else a file of unclosed strings would be searched to its end from each of them.
 */
export function closingTriple(lexer: Lexer, start: number, quote: number): number {
  const { text, endlessFrom } = lexer
  const quotes = String.fromCharCode(quote).repeat(3)
  let at = start < (endlessFrom.get(quote) ?? Number.POSITIVE_INFINITY) ? text.indexOf(quotes, start) : -1
  while (at >= 0 && isEscaped(text, start, at)) at = text.indexOf(quotes, at + 1)
  if (at < 0) {
    endlessFrom.set(quote, Math.min(start, endlessFrom.get(quote) ?? start))
    lexer.lookedAt(Number.POSITIVE_INFINITY)
  }
  return at
}

/** Whether an odd number of backslashes stands before `position`. */
function isEscaped(text: string, start: number, position: number): boolean {
  let first = position
  while (first > start && text.charCodeAt(first - 1) === Code.Backslash) first--
  return (position - first) % 2 === 1
}

/** Inside of a field, an unterminated string means that the field is not what it seems. */
export function reportUnterminated(lexer: Lexer, span: Span, quoteAt: number, flags: number): void {
  if (lexer.fields > 0) {
    lexer.fail(span.to + 1)
    return
  }
  const quotes = lexer.text.slice(quoteAt, quoteAt + quoteLength(flags))
  lexer.problem(span, `expected ${quotes} to close this string`)
}
