/** Python's arithmetic on numbers, exactly: integers of any size, floats apart, `//` and `%` rounding down. */
import { type Float, float } from '../../../layers/value.ts'
import { power } from '../../../numbers/elementary.ts'
import { bitsOf, floorModulo, floorQuotient, trueQuotient } from '../../../numbers/floats.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator } from '../syntax.ts'
import { HostObject } from './host.ts'
import { isFloatValue, type PyValue } from './values.ts'

/** An int, a bool counting as one, or a float. */
export type PyNumber = number | bigint | Float

/** The value as a number; undefined where it is none. */
export function numberValue(value: PyValue): PyNumber | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof HostObject) return numberValue(value.number() ?? null)
  return isFloatValue(value) ? value : undefined
}

export const toFloat = (value: PyNumber): number => (typeof value === 'object' ? value.value : Number(value))

/** The largest integer that is computed, in bits. */
const mostBits = 20_000

export function arithmetic(operator: BinaryOperator, a: PyNumber, b: PyNumber): PyNumber | Unknown {
  if (typeof a === 'object' || typeof b === 'object') {
    if (!fitsFloat(a) || !fitsFloat(b)) return unknown('an integer that is too large for a float')
    return floatArithmetic(operator, toFloat(a), toFloat(b))
  }
  if (operator === '/') return divide(a, b)
  if (operator === '**' && b < 0) return floatArithmetic(operator, Number(a), Number(b))
  if (typeof a === 'number' && typeof b === 'number') {
    const quick = smallArithmetic(operator, a, b)
    if (quick !== undefined && Number.isSafeInteger(quick)) return quick
  }
  return largeArithmetic(operator, BigInt(a), BigInt(b))
}

/** A bigint as a number where that is exact. */
export const normalize = (value: bigint): number | bigint =>
  value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value

function smallArithmetic(operator: BinaryOperator, a: number, b: number): number | undefined {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '//':
      return b === 0 ? undefined : (a - floorModulo(a, b)) / b + 0
    case '%':
      return b === 0 ? undefined : floorModulo(a, b) + 0
    default:
      return undefined
  }
}

function divide(a: number | bigint, b: number | bigint): PyNumber | Unknown {
  if (Number(b) === 0) return unknown('a division by zero')
  if (typeof a === 'number' && typeof b === 'number') return float(a / b)
  const quotient = trueQuotient(BigInt(a), BigInt(b))
  return Number.isFinite(quotient) ? float(quotient) : unknown('a quotient that is too large for a float')
}

function floatArithmetic(operator: BinaryOperator, a: number, b: number): PyNumber | Unknown {
  if ((operator === '/' || operator === '//' || operator === '%') && b === 0) return unknown('a division by zero')
  switch (operator) {
    case '+':
      return float(a + b)
    case '-':
      return float(a - b)
    case '*':
      return float(a * b)
    case '/':
      return float(a / b)
    case '%':
      return float(floorModulo(a, b))
    case '//':
      return float(floorQuotient(a, b))
    case '**':
      return floatPower(a, b)
    default:
      return unknown(`'${operator}' is not defined for floats`)
  }
}

function floatPower(a: number, b: number): PyNumber | Unknown {
  if (a < 0 && Number.isFinite(b) && !Number.isInteger(b)) return unknown('a complex number')
  if (a === 0 && b < 0) return unknown('zero to a negative power')
  const result = Math.abs(a) === 1 && !Number.isFinite(b) ? 1 : power(a, b)
  const overflows = Number.isFinite(a) && Number.isFinite(b) && !Number.isFinite(result)
  return overflows ? unknown('a float that is too large') : float(result)
}

const fitsFloat = (value: PyNumber): boolean => typeof value !== 'bigint' || Number.isFinite(Number(value))

function largeArithmetic(operator: BinaryOperator, a: bigint, b: bigint): PyNumber | Unknown {
  if ((operator === '//' || operator === '%') && b === 0n) return unknown('a division by zero')
  if ((operator === '<<' || operator === '>>') && b < 0n) return unknown('a negative shift')
  const bits =
    operator === '**' ? bitsOf(a) * Number(b) : operator === '<<' ? bitsOf(a) + Number(b) : bitsOf(a) + bitsOf(b)
  if (bits > mostBits && operator !== '>>')
    return unknown(`an integer of more than ${mostBits.toLocaleString('en-US')} bits`)
  const result = bigArithmetic(operator, a, b)
  return result === undefined ? unknown(`'${operator}' is not defined for integers`) : normalize(result)
}

function bigArithmetic(operator: BinaryOperator, a: bigint, b: bigint): bigint | undefined {
  switch (operator) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '**':
      return a ** b
    case '%':
      return bigModulo(a, b)
    case '//':
      return (a - bigModulo(a, b)) / b
    case '<<':
      return a << b
    case '>>':
      return a >> b
    case '&':
      return a & b
    case '|':
      return a | b
    case '^':
      return a ^ b
    default:
      return undefined
  }
}

const bigModulo = (a: bigint, b: bigint): bigint => {
  const rest = a % b
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest
}

/** −1, 0 or 1; undefined with NaN. */
export function compareNumbers(a: PyNumber, b: PyNumber): number | undefined {
  const [x, y] = [typeof a === 'object' ? a.value : a, typeof b === 'object' ? b.value : b]
  if (x < y) return -1
  if (x > y) return 1
  return x === y || (typeof x !== typeof y && Number(x) === Number(y)) ? 0 : undefined
}
