/** `format(value, spec)`: Python's format mini-language, exactly. */
import { printFloat } from '../../../layers/value.ts'
import { fixed, scaled } from '../../../numbers/rounding.ts'
import { HostObject } from './host.ts'
import { numberValue, type PyNumber, toFloat } from './numbers.ts'
import { textOf } from './texts.ts'
import type { PyValue } from './values.ts'

/** What `format` gives; undefined where that is not known, or where Python refuses. */
export function format(value: PyValue, spec: string): string | undefined {
  const own = value instanceof HostObject ? value.special('__format__', [spec]) : undefined
  if (own !== undefined) return typeof own === 'string' ? own : undefined
  if (spec === '') return textOf(value)
  const parsed = parseSpec(spec)
  if (!parsed || parsed.width > mostWidth || (parsed.precision ?? 0) > mostWidth) return undefined
  if (typeof value === 'string') return formatString(value, parsed)
  const number = value instanceof HostObject ? undefined : numberValue(value)
  return number === undefined ? undefined : formatNumber(number, parsed)
}

const mostWidth = 1000

interface Spec {
  readonly fill: string
  readonly align: string
  readonly sign: string
  readonly alternate: boolean
  readonly width: number
  readonly grouping: string
  readonly precision: number | undefined
  readonly type: string
}

function parseSpec(spec: string): Spec | undefined {
  const found = /^(?:(.)?([<>=^]))?([-+ ]?)(z?)(#?)(0?)(\d*)([,_]?)(?:\.(\d+))?([bcdeEfFgGnosxX%]?)$/su.exec(spec)
  if (!found || found[4]) return undefined
  const [, fill, align = '', sign = '', , alternate, zero, width, grouping = '', precision, type = ''] = found
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: align || (zero ? '=' : ''),
    sign,
    alternate: alternate === '#',
    width: Number(width),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    type,
  }
}

function formatString(value: string, spec: Spec): string | undefined {
  if ((spec.type !== '' && spec.type !== 's') || spec.sign || spec.grouping || spec.alternate) return undefined
  const units = [...value].slice(0, spec.precision)
  const align = spec.align === '=' ? undefined : spec.align || '<'
  return align && padded(units.join(''), '', { ...spec, align })
}

function formatNumber(number: PyNumber, spec: Spec): string | undefined {
  const isFloat = typeof number === 'object'
  if (isFloat || 'eEfFgG%'.includes(spec.type || 'd')) return formatFloat(toFloat(number), isFloat, spec)
  if (spec.precision !== undefined) return undefined
  const value = BigInt(number)
  if (spec.type === 'c')
    return formatString(String.fromCodePoint(Number(number)), { ...spec, type: 's', align: spec.align || '<' })
  const radix = radices[spec.type]
  if (radix === undefined || (radix !== 10 && spec.grouping === ',')) return undefined
  const digits = (value < 0n ? -value : value).toString(radix)
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : ''
  const body = spec.type === 'X' ? digits.toUpperCase() : digits
  return finish(value < 0n, prefix, body, '', { ...spec, grouping: spec.grouping }, radix === 10 ? 3 : 4)
}

const radices: Readonly<Record<string, number>> = { '': 10, d: 10, n: 10, b: 2, o: 8, x: 16, X: 16 }

function formatFloat(value: number, isFloat: boolean, spec: Spec): string | undefined {
  if (!'eEfFgGn%'.includes(spec.type)) return undefined
  const negative = value < 0 || Object.is(value, -0)
  const size = Math.abs(value)
  const upper = /[EFG]/.test(spec.type)
  const text = Number.isFinite(size)
    ? digitsOf(size, spec, isFloat)
    : (Number.isNaN(size) ? 'nan' : 'inf') + (spec.type === '%' ? '%' : '')
  const [, whole = '', rest = ''] = /^(\d*)(.*)$/s.exec(upper ? text.toUpperCase() : text)!
  return finish(negative && !Number.isNaN(value), '', whole, rest, spec, 3)
}

/** The digits of a float that is not negative, in the style that the type asks for. */
function digitsOf(size: number, { type, precision, alternate }: Spec, isFloat: boolean): string {
  switch (type.toLowerCase()) {
    case 'f':
      return fixed(size, precision ?? 6)
    case '%':
      return `${fixed(size * 100, precision ?? 6)}%`
    case 'e':
      return exponential(size, precision ?? 6)
    case 'g':
    case 'n':
      return general(size, precision ?? 6, alternate, false)
    default:
      if (precision === undefined) return isFloat ? printFloat(size) : String(size)
      return general(size, precision, alternate, true)
  }
}

/** `g`: so many significant digits, without zeros at the end. A float without a type keeps one digit after the point. */
function general(size: number, precision: number, alternate: boolean, keepsPoint: boolean): string {
  const digits = precision || 1
  const [mantissa = '', exponent = '0'] = exponential(size, digits - 1).split('e')
  const power = Number(exponent)
  const usesExponent = power < -4 || power >= digits - (keepsPoint ? 1 : 0)
  const text = usesExponent ? mantissa : fixed(size, Math.max(digits - 1 - power, 0))
  const short = alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, '')
  if (usesExponent) return `${short}e${exponent}`
  return keepsPoint && !short.includes('.') ? `${short}.0` : short
}

function exponential(size: number, digits: number): string {
  let power = size === 0 ? 0 : Number(size.toExponential().split('e')[1])
  let text = scaled(size, digits - power)
    .toString()
    .padStart(digits + 1, '0')
  if (text.length > digits + 1) {
    power++
    text = scaled(size, digits - power).toString()
  }
  const sign = power < 0 ? '-' : '+'
  const mantissa = digits === 0 ? text : `${text[0]}.${text.slice(1)}`
  return `${mantissa}e${sign}${String(Math.abs(power)).padStart(2, '0')}`
}

/** Sign, prefix, separators between groups of digits, and padding. */
function finish(negative: boolean, prefix: string, whole: string, rest: string, spec: Spec, group: number): string {
  const head = (negative ? '-' : spec.sign === '-' ? '' : spec.sign) + prefix
  const fillsZeros = spec.fill === '0' && spec.align === '=' && whole !== ''
  const room = spec.width - head.length - rest.length
  const body = spec.grouping ? grouped(whole, spec.grouping, group, fillsZeros ? room : 0) : whole
  return padded(body + rest, head, { ...spec, align: spec.align || '>' })
}

/** `1234567` as `1,234,567`; zeros that fill it up to a width are grouped as well. */
function grouped(digits: string, separator: string, group: number, width: number): string {
  const split = (text: string) => text.replace(new RegExp(`(?<=\\w)(?=(?:\\w{${group}})+$)`, 'g'), separator)
  let text = digits
  while (split(text).length < width) text = `0${text}`
  return split(text)
}

function padded(body: string, head: string, { fill, align, width }: Spec): string {
  const missing = Math.max(width - [...(head + body)].length, 0)
  if (align === '<') return head + body + fill.repeat(missing)
  if (align === '=') return head + fill.repeat(missing) + body
  if (align === '>') return fill.repeat(missing) + head + body
  const left = Math.floor(missing / 2)
  return fill.repeat(left) + head + body + fill.repeat(missing - left)
}
