/** Operators on values, as Python computes them: whole numbers exactly, floats apart, sizes that are open by their names. */
import { float, isFloat, isList, printPython, type Value } from '../../../layers/value.ts'
import * as elementary from '../../../numbers/elementary.ts'
import { floorModulo, floorQuotient, trueQuotient } from '../../../numbers/floats.ts'
import * as sizes from '../../../tensor/size.ts'
import { isSymbolic, isUnknown, type Size, type Symbolic, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator } from '../syntax.ts'

/** Why an operator has no result: half a sentence. */
export class Mistake {
  constructor(readonly reason: string) {}
}

type Integer = number | bigint

export function binary(operator: BinaryOperator, a: Value, b: Value): Value | Mistake {
  if (operator === 'in' || operator === 'not in') return membership(operator, a, b)
  if (operator === '==' || operator === '!=') return equality(operator, a, b)
  if (isUnknownValue(a)) return a
  if (isUnknownValue(b)) return b
  if (typeof a === 'string' || typeof b === 'string' || isList(a) || isList(b)) return sequences(operator, a, b)
  const [left, right] = [numeric(a), numeric(b)]
  if (left === undefined) return misfit(operator, a)
  if (right === undefined) return misfit(operator, b)
  if (isComparison(operator)) return compareNumbers(operator, left, right)
  if (isOpen(left) || isOpen(right)) return symbolically(operator, left, right)
  return isFloat(left) || isFloat(right)
    ? floats(operator, asFloat(left), asFloat(right))
    : integers(operator, left, right)
}

export function negative(value: Value): Value | Mistake {
  if (isUnknownValue(value)) return value
  const number = numeric(value)
  if (number === undefined) return misfit('-', value)
  if (isOpen(number)) return sizes.multiply(-1, number) as Value
  return isFloat(number) ? float(-number.value) : integer(-BigInt(number))
}

/** Whether a condition holds; undefined where that is not known. */
export function truth(value: Value): boolean | undefined {
  if (typeof value !== 'object') return value !== 0 && value !== 0n && value !== '' && value !== false
  if (value === null) return false
  if (isList(value)) return value.length > 0
  if (isFloat(value)) return value.value !== 0
  return isOpen(value as never) || isUnknownValue(value) ? undefined : true
}

/** A whole number as it is kept: small where it can be. */
export function integer(value: bigint): Integer | Value {
  if (value >= -safe && value <= safe) return Number(value)
  return value >= -largest && value <= largest ? value : unknown('a number of more than 1,000 digits')
}

const safe = BigInt(Number.MAX_SAFE_INTEGER)
const largest = 10n ** 1000n
/** No list or text is made longer. */
export const mostElements = 100_000

const isUnknownValue = (value: Value): value is sizes.Unknown => isUnknown(value)
const isOpen = (value: Integer | Symbolic | ReturnType<typeof float>): value is Symbolic => isSymbolic(value)

type Numeric = Integer | Symbolic | ReturnType<typeof float>

function numeric(value: Value): Numeric | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return isFloat(value) || isSymbolic(value) ? value : undefined
}

const asFloat = (value: Exclude<Numeric, Symbolic>): number => (isFloat(value) ? value.value : Number(value))

const misfit = (operator: string, value: Value): Mistake =>
  new Mistake(
    value === null
      ? `'${operator}' cannot compute with none`
      : `'${operator}' cannot compute with ${printPython(value)}`,
  )

function integers(operator: BinaryOperator, left: Integer, right: Integer): Value | Mistake {
  const [a, b] = [BigInt(left), BigInt(right)]
  switch (operator) {
    case '+':
      return integer(a + b) as Value
    case '-':
      return integer(a - b) as Value
    case '*':
      return integer(a * b) as Value
    case '/':
      return b === 0n ? new Mistake('a division by zero') : finite(trueQuotient(a, b))
    case '//':
      return b === 0n ? new Mistake('a division by zero') : (integer(floorDivision(a, b)) as Value)
    case '%':
      return b === 0n ? new Mistake('a division by zero') : (integer(a - b * floorDivision(a, b)) as Value)
    default:
      return power(a, b)
  }
}

const floorDivision = (a: bigint, b: bigint): bigint => a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n)

function power(a: bigint, b: bigint): Value | Mistake {
  if (b < 0n) return a === 0n ? new Mistake('a division by zero') : finite(elementary.power(Number(a), Number(b)))
  const isSmall = a === 0n || a === 1n || a === -1n || BigInt(a.toString(2).length) * b < 4000n
  return isSmall ? (integer(a ** b) as Value) : unknown('a number of more than 1,000 digits')
}

function floats(operator: BinaryOperator, a: number, b: number): Value | Mistake {
  if (b === 0 && (operator === '/' || operator === '//' || operator === '%')) return new Mistake('a division by zero')
  switch (operator) {
    case '+':
      return finite(a + b)
    case '-':
      return finite(a - b)
    case '*':
      return finite(a * b)
    case '/':
      return finite(a / b)
    case '//':
      return finite(floorQuotient(a, b))
    case '%':
      return finite(floorModulo(a, b))
    default:
      return a === 0 && b < 0 ? new Mistake('a division by zero') : finite(elementary.power(a, b))
  }
}

/** What Python gives as a complex number, as infinite or not at all is not known. */
const finite = (value: number): Value =>
  Number.isFinite(value) ? float(value) : unknown('a number that is too large, or no real one')

function symbolically(operator: BinaryOperator, left: Numeric, right: Numeric): Value {
  if (isFloat(left) || isFloat(right)) return unknown('a fraction of a size that is open')
  const [a, b] = [left, right].map(each => (typeof each === 'bigint' ? unknown('too large a number') : each)) as [
    Size,
    Size,
  ]
  const result = symbolicResult(operator, a, b)
  return result as Value
}

function symbolicResult(operator: BinaryOperator, a: Size, b: Size): Size {
  switch (operator) {
    case '+':
      return sizes.add(a, b)
    case '-':
      return sizes.subtract(a, b)
    case '*':
      return sizes.multiply(a, b)
    case '//':
      return sizes.floorDivide(a, b)
    case '%':
      return sizes.modulo(a, b)
    default:
      return unknown(`'${operator}' of a size that is open`)
  }
}

function sequences(operator: BinaryOperator, a: Value, b: Value): Value | Mistake {
  if (operator === '+' && typeof a === 'string' && typeof b === 'string')
    return bounded(a.length + b.length, () => a + b)
  if (operator === '+' && isList(a) && isList(b)) return bounded(a.length + b.length, () => [...a, ...b])
  if (operator === '*') return multiplied(a, b)
  if (isComparison(operator) && typeof a === 'string' && typeof b === 'string')
    return ordered(operator, a < b ? -1 : a > b ? 1 : 0)
  if (isComparison(operator) && isList(a) && isList(b)) return compareLists(operator, a, b)
  return misfit(operator, typeof a === 'string' || isList(a) ? a : b)
}

/** A text or a list, several times. */
function multiplied(a: Value, b: Value): Value | Mistake {
  const [value, times] = typeof a === 'string' || isList(a) ? [a, b] : [b as string | readonly Value[], a]
  const number = numeric(times)
  if (number === undefined || isFloat(number)) return misfit('*', times)
  if (isOpen(number)) return unknown('how often it repeats is not known')
  const count = number > 0 ? Number(number) : 0
  if (value.length === 0 || count === 0) return typeof value === 'string' ? '' : []
  return typeof value === 'string'
    ? bounded(value.length * count, () => value.repeat(count))
    : bounded(value.length * count, () => Array.from({ length: count }, () => value).flat(1))
}

const bounded = (length: number, make: () => Value): Value | Mistake =>
  length <= mostElements ? make() : new Mistake(`more than ${mostElements} elements`)

// ---- comparisons

type Comparison = '<' | '<=' | '>' | '>='

const isComparison = (operator: BinaryOperator): operator is Comparison =>
  operator === '<' || operator === '<=' || operator === '>' || operator === '>='

const ordered = (operator: Comparison, order: number): boolean =>
  operator === '<' ? order < 0 : operator === '<=' ? order <= 0 : operator === '>' ? order > 0 : order >= 0

function compareNumbers(operator: Comparison, a: Numeric, b: Numeric): Value {
  if (!isOpen(a) && !isOpen(b)) {
    const [x, y] = isFloat(a) || isFloat(b) ? [asFloat(a), asFloat(b)] : [a, b]
    return ordered(operator, x < y ? -1 : x > y ? 1 : 0)
  }
  const gap =
    isFloat(a) || isFloat(b) || typeof a === 'bigint' || typeof b === 'bigint' ? undefined : sizes.subtract(a, b)
  return typeof gap === 'number' ? ordered(operator, gap) : unknown('how large the open size is, is not known')
}

/** The first elements that differ decide, or else the lengths. */
function compareLists(operator: Comparison, a: readonly Value[], b: readonly Value[]): Value | Mistake {
  for (const [i, item] of a.entries()) {
    const other = b[i]
    if (other === undefined) break
    const same = isSame(item, other)
    if (same !== true) return same === false ? binary(operator, item, other) : same
  }
  return ordered(operator, a.length - b.length)
}

function equality(operator: '==' | '!=', a: Value, b: Value): Value {
  const same = isSame(a, b)
  if (typeof same !== 'boolean') return same
  return operator === '==' ? same : !same
}

/** Whether two values are equal; unknown where that is not known. */
function isSame(a: Value, b: Value): boolean | sizes.Unknown {
  if (isUnknownValue(a)) return a
  if (isUnknownValue(b)) return b
  if (isList(a) || isList(b)) return sameLists(a, b)
  const [left, right] = [numeric(a), numeric(b)]
  if (left === undefined || right === undefined) return a === b
  if (!isOpen(left) && !isOpen(right)) {
    return isFloat(left) || isFloat(right) ? asFloat(left) === asFloat(right) : BigInt(left) === BigInt(right)
  }
  const equal = isFloat(left) || isFloat(right) ? undefined : sizes.equalSizes(left as Size, right as Size)
  return equal ?? unknown('how large the open size is, is not known')
}

function sameLists(a: Value, b: Value): boolean | sizes.Unknown {
  if (!isList(a) || !isList(b) || a.length !== b.length) return false
  let open: sizes.Unknown | undefined
  for (const [i, item] of a.entries()) {
    const same = isSame(item, b[i]!)
    if (same === false) return false
    if (same !== true) open ??= same
  }
  return open ?? true
}

function membership(operator: 'in' | 'not in', a: Value, b: Value): Value | Mistake {
  if (isUnknownValue(b)) return b
  if (typeof b === 'string' && typeof a === 'string') return b.includes(a) === (operator === 'in')
  if (!isList(b)) return new Mistake(`'${operator}' looks into a list, not into ${printPython(b)}`)
  let open: sizes.Unknown | undefined
  for (const item of b) {
    const same = isSame(a, item)
    if (same === true) return operator === 'in'
    if (same !== false) open ??= same
  }
  return open ?? operator !== 'in'
}
