/** String literals as the parser sees them: joined where they are adjacent, with their escapes resolved. */

import type { BytesConstant, Expression, FormattedValue, JoinedStr, StringConstant } from '../syntax.ts'
import { CHARACTER_CLASS, CharacterClass } from './characters.ts'
import { cooked } from './escapes.ts'
import { expressionList } from './expressions.ts'
import { quoteLength } from './lexer-strings.ts'
import type { Parser } from './parser.ts'
import { StringFlag, Token } from './tokens.ts'

type Part = StringConstant | FormattedValue

/** All adjacent literals at the cursor. One f-string among them makes all of them a `JoinedStr`. */
export function strings(p: Parser): StringConstant | BytesConstant | JoinedStr {
  const { start } = p
  const parts: Part[] = []
  let isFormatted = false
  let bytes = 0
  let count = 0
  for (; p.kind === Token.String || p.kind === Token.FStringStart; count++) {
    if (p.kind === Token.FStringStart) {
      isFormatted = true
      formattedParts(p, parts)
    } else {
      if (p.value & StringFlag.Bytes) bytes++
      parts.push(literal(p))
    }
  }
  const { end } = p
  if (bytes > 0 && bytes < count) p.problemSince(start, 'expected only strings or only bytes next to each other')
  if (isFormatted) return { type: 'JoinedStr', start, end, parts }
  return { type: bytes === count ? 'Bytes' : 'String', start, end, value: joined(parts) }
}

function joined(parts: readonly Part[]): string {
  if (parts.length === 1 && parts[0]!.type === 'String') return parts[0]!.value
  return parts.map(part => (part.type === 'String' ? part.value : '')).join('')
}

function literal(p: Parser): StringConstant {
  const { start, value: flags } = p
  p.advance()
  const { end } = p
  const quotes = quoteLength(flags)
  const from = start + prefixLength(p, start) + quotes
  const to = flags & StringFlag.Unterminated ? end : end - quotes
  return { type: 'String', start, end, value: cookedText(p, from, to, flags) }
}

function prefixLength(p: Parser, start: number): number {
  let length = 0
  while (CHARACTER_CLASS[p.code(start + length)] !== CharacterClass.Quote) length++
  return length
}

function cookedText(p: Parser, start: number, end: number, flags: number): string {
  return cooked(p.text(start, end), flags, (from, to, message) => {
    p.problems.push({ from: start + from, to: start + to, message })
  })
}

/** Reads from the start of an f-string to its end. */
function formattedParts(p: Parser, parts: Part[]): void {
  p.advance()
  textAndFields(p, parts)
  if (p.kind === Token.FStringEnd) p.advance()
}

function textAndFields(p: Parser, parts: Part[]): void {
  for (;;) {
    if (p.kind === Token.FStringMiddle) parts.push(middle(p))
    else if (p.kind === Token.FieldStart) parts.push(field(p))
    else if (p.kind === Token.BrokenField) parts.push(brokenField(p))
    else return
  }
}

function middle(p: Parser): StringConstant {
  const { start, value: flags } = p
  p.advance()
  const { end } = p
  return { type: 'String', start, end, value: cookedText(p, start, end, flags) }
}

/** A `{` without end; the lexer has reported it. */
function brokenField(p: Parser): FormattedValue {
  const { start } = p
  p.advance()
  const { end } = p
  const value: Expression = { type: 'Missing', start: end, end }
  return { type: 'FormattedValue', start, end, value, text: null, conversion: null, spec: null }
}

function field(p: Parser): FormattedValue {
  const { start } = p
  p.advance()
  const value = expressionList(p)
  const text = p.eat(Token.Equal) ? p.text(start + 1, p.start) : null
  const conversion = p.eat(Token.Exclamation) ? conversionName(p) : null
  const spec = p.eat(Token.Colon) ? specification(p) : null
  endField(p)
  return { type: 'FormattedValue', start, end: p.end, value, text, conversion, spec }
}

function conversionName(p: Parser): string | null {
  const name = p.kind === Token.Name ? p.name() : ''
  if (!['a', 'r', 's'].includes(name)) p.problem("expected 'a', 'r' or 's'")
  if (p.kind !== Token.Name) return null
  p.advance()
  return name
}

function specification(p: Parser): Part[] {
  const parts: Part[] = []
  textAndFields(p, parts)
  return parts
}

/** Skips what is no expression up to the field's own end. */
function endField(p: Parser): void {
  for (let open = 0; !p.atLineEnd(); p.advance()) {
    if (p.kind === Token.FieldEnd && open === 0) break
    p.problem("expected '}'")
    if (p.kind === Token.FieldStart) open++
    else if (p.kind === Token.FieldEnd) open--
  }
  p.eat(Token.FieldEnd)
}
