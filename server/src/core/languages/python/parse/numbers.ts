/** Numeric literals: where one ends, and the value it has. */

import type { NumberConstant } from '../syntax.ts'
import { isDigit } from './characters.ts'

type NumberValue = Pick<NumberConstant, 'kind' | 'value'>

const UNDERSCORE = 95
const DOT = 46
const ZERO = 48

/** The characters with which a number can go on after its first digits. */
const CONTINUES = new Uint8Array(128)
for (const character of '.eEjJxXoObB') CONTINUES[character.charCodeAt(0)] = 1

/** Where the number that begins at `start` ends. It may still be ill-formed: see `numberValue`. */
export function endOfNumber(text: string, start: number): number {
  let position = afterDigits(text, start)
  if (CONTINUES[text.charCodeAt(position)] !== 1) return position
  if (position === start + 1 && text[start] === '0') {
    const end = afterRadix(text, position)
    if (end > position) return end
  }
  if (text.charCodeAt(position) === DOT) position = afterDigits(text, position + 1)
  position = afterExponent(text, position)
  return lower(text, position) === 'j' ? position + 1 : position
}

function afterDigits(text: string, start: number): number {
  let position = start
  while (isDigit(text.charCodeAt(position)) || text.charCodeAt(position) === UNDERSCORE) position++
  return position
}

/** After `x`, `o` or `b` and their digits, where `position` is after the leading zero; else `position`. */
function afterRadix(text: string, position: number): number {
  const radix = lower(text, position)
  if (radix === 'o' || radix === 'b') return afterDigits(text, position + 1)
  if (radix !== 'x') return position
  let end = position + 1
  while (/[\da-f_]/i.test(text.charAt(end))) end++
  return end
}

function afterExponent(text: string, position: number): number {
  if (lower(text, position) !== 'e') return position
  const sign = text.charAt(position + 1)
  const digits = sign === '+' || sign === '-' ? position + 2 : position + 1
  return isDigit(text.charCodeAt(digits)) ? afterDigits(text, digits) : position
}

function lower(text: string, position: number): string {
  return text.charAt(position).toLowerCase()
}

const RADIX = /^0(?:x(?:_?[\da-f])+|o(?:_?[0-7])+|b(?:_?[01])+)$/i
const DIGITS = String.raw`\d(?:_?\d)*`
const DECIMAL = /^(?:0(?:_?0)*|[1-9](?:_?\d)*)$/
const REAL = new RegExp(String.raw`^(?:${DIGITS}(?:\.(?:${DIGITS})?)?|\.${DIGITS})(?:e[+-]?${DIGITS})?j?$`, 'i')

/** CPython refuses to convert longer ones, and their conversion is not linear. */
const MAX_DIGITS = 4300

/** The value of a literal, or undefined if Python does not allow it to be written so. */
export function numberValue(literal: string): NumberValue | undefined {
  return smallInteger(literal) ?? anyNumber(literal)
}

/** Most numbers are sizes of a few digits: they do without regular expressions. */
function smallInteger(literal: string): NumberValue | undefined {
  if (literal.length > 9 || (literal.charCodeAt(0) === ZERO && literal.length > 1)) return undefined
  let value = 0
  for (let i = 0; i < literal.length; i++) {
    const code = literal.charCodeAt(i)
    if (!isDigit(code)) return undefined
    value = value * 10 + (code - ZERO)
  }
  return { kind: 'int', value }
}

function anyNumber(literal: string): NumberValue | undefined {
  const digits = literal.replaceAll('_', '')
  if (DECIMAL.test(literal) || RADIX.test(literal)) return { kind: 'int', value: integer(digits) }
  if (!REAL.test(literal)) return undefined
  if (/j$/i.test(literal)) return { kind: 'complex', value: Number(digits.slice(0, -1)) }
  return /^\d+$/.test(digits) ? undefined : { kind: 'float', value: Number(digits) }
}

function integer(digits: string): number | bigint | null {
  if (digits.length > MAX_DIGITS) return null
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : BigInt(digits)
}
