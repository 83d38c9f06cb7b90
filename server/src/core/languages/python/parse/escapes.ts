/** The value of the text between the quotes of a string: escapes resolved, line endings as line feeds. */
import { detached } from './names.ts'
import { StringFlag } from './tokens.ts'

/** Is told what is wrong with an escape, and where, counted from the start of the text. */
type Report = (from: number, to: number, message: string) => void

const SIMPLE: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\n': '',
}

/** How many hexadecimal digits follow. */
const HEX_DIGITS: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 }

/** What stands for a character that is given by its Unicode name, as there is no list of names here. */
const UNNAMED_CHARACTER = '\ufffd'

const SPECIAL = /[\\\r{}]/
const NEWLINE = /\r\n?/g
const BRACES_OR_NEWLINE = /\{\{|\}\}|\r\n?/g
const ESCAPE = /\\(?:[0-7]{1,3}|x[\da-fA-F]{0,2}|u[\da-fA-F]{0,4}|U[\da-fA-F]{0,8}|N\{[^{}]+\}|\r\n|[\s\S])|\r\n?/g
/** In the text of an f-string a brace is never escaped. */
const FORMATTED_ESCAPE = new RegExp(`${ESCAPE.source.replace('[\\s\\S])', '[^{}])')}|\\{\\{|\\}\\}`, 'g')

/**
 * The value of `source`, written in a string with `flags`. An escape that Python does not know stays as it is written,
 * as in Python; so does an ill-formed one, which is reported.
 */
export function cooked(source: string, flags: number, report: Report): string {
  if (flags & StringFlag.Bytes) reportNonAscii(source, report)
  if (!SPECIAL.test(source)) return detached(source)
  const pattern = patternFor(flags)
  return detached(source.replace(pattern, (match, offset: number) => resolved(match, offset, flags, report)))
}

function patternFor(flags: number): RegExp {
  const hasDoubledBraces = flags & StringFlag.Formatted && !(flags & StringFlag.Specification)
  if (flags & StringFlag.Raw) return hasDoubledBraces ? BRACES_OR_NEWLINE : NEWLINE
  return hasDoubledBraces ? FORMATTED_ESCAPE : ESCAPE
}

function resolved(match: string, offset: number, flags: number, report: Report): string {
  const first = match.charAt(0)
  if (first === '\r') return '\n'
  if (first !== '\\') return first
  const kind = match.charAt(1)
  if (kind >= '0' && kind <= '7') return octal(match, flags)
  if (kind === '\r') return ''
  const simple = SIMPLE[kind]
  if (simple !== undefined) return simple
  if (flags & StringFlag.Bytes && kind !== 'x') return match
  if (kind === 'N' && match.length > 2) return UNNAMED_CHARACTER
  return hexadecimal(match, offset, kind, report)
}

function octal(match: string, flags: number): string {
  const code = Number.parseInt(match.slice(1), 8)
  return String.fromCharCode(flags & StringFlag.Bytes ? code & 0xff : code)
}

function hexadecimal(match: string, offset: number, kind: string, report: Report): string {
  const digits = HEX_DIGITS[kind]
  const end = offset + match.length
  if (kind === 'N') report(offset, end, "expected '{' and the name of a character after \\N")
  if (digits === undefined) return match
  const code = Number.parseInt(match.slice(2), 16)
  if (match.length === digits + 2 && code <= 0x10ffff) return String.fromCodePoint(code)
  const expected =
    match.length === digits + 2 ? 'a character up to U+10FFFF' : `${digits} hexadecimal digits after \\${kind}`
  report(offset, end, `expected ${expected}`)
  return match
}

function reportNonAscii(source: string, report: Report): void {
  const at = source.search(/[^\0-\x7f]/)
  if (at >= 0) report(at, at + 1, 'expected only ASCII characters in bytes')
}
