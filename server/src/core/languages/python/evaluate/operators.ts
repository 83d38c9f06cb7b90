/** Operators on values of all kinds; what an operator cannot know it says why. */
import { float } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import * as sizes from '../../../tensor/size.ts'
import { isSymbolic, isUnknown, type Size, type Symbolic, type Unknown, unknown } from '../../../tensor/size.ts'
import type { BinaryOperator, ComparisonOperator, UnaryOperator } from '../syntax.ts'
import { DictObject, ListObject, TupleObject } from './containers.ts'
import { mostElements } from './context.ts'
import { raised } from './exceptions.ts'
import { known } from './foreign.ts'
import { HostObject } from './host.ts'
import { Ended, IteratorObject, itemsIn } from './iterators.ts'
import { hashKey } from './keys.ts'
import { copyOf } from './methods/dict.ts'
import { difference, intersection, isSubset, symmetricDifference, union } from './methods/set.ts'
import { arithmetic, compareNumbers, numberValue, type PyNumber, toFloat } from './numbers.ts'
import { SetObject } from './sets.ts'
import { calculate, symbolicArithmetic } from './symbolic.ts'
import { percentFormat } from './templates.ts'
import { isUnset } from './unset.ts'
import { describe, isFloatValue, type PyValue, Room, unknownValue } from './values.ts'

/** `left operator right`. */
export function binary(operator: BinaryOperator, left: PyValue, right: PyValue, at: Place): PyValue {
  const [a, b] = [known(left, at), known(right, at)]
  const lost = unknownValue(a) ?? unknownValue(b)
  if (typeof a === 'string' && operator === '%' && b instanceof HostObject)
    return percentFormat(a, b, at) ?? unsupported(operator, a, b, at)
  if (a instanceof HostObject) return a.binary(operator, b, false, at)
  if (b instanceof HostObject) return b.binary(operator, a, true, at)
  if (lost) return calculate(operator, a, b, lost)
  if (typeof a === 'string' && operator === '%') return percentFormat(a, b, at) ?? unsupported(operator, a, b, at)
  if (typeof a === 'boolean' && typeof b === 'boolean') {
    const bool = boolArithmetic(operator, a, b)
    if (bool !== undefined) return bool
  }
  const [x, y] = [numberValue(a), numberValue(b)]
  if (x !== undefined && y !== undefined) return numberArithmetic(operator, x, y, at)
  return symbolicArithmetic(operator, a, b, at) ?? sequenceArithmetic(operator, a, b) ?? unsupported(operator, a, b, at)
}

/** `&`, `|` and `^` of bools give bools. */
function boolArithmetic(operator: BinaryOperator, a: boolean, b: boolean): boolean | undefined {
  if (operator === '&') return a && b
  if (operator === '|') return a || b
  return operator === '^' ? a !== b : undefined
}

function numberArithmetic(operator: BinaryOperator, a: PyNumber, b: PyNumber, at: Place): PyValue {
  if ((operator === '/' || operator === '//' || operator === '%') && toFloat(b) === 0)
    return raised('ZeroDivisionError', 'a division by zero', at)
  const result: PyValue = arithmetic(operator, a, b)
  return isUnknownValue(result) ? unknown(result.why, at) : result
}

const isUnknownValue = (value: PyValue): value is Unknown =>
  typeof value === 'object' && value !== null && isUnknown(value)

const unsupported = (operator: string, a: PyValue, b: PyValue, at: Place): Unknown => {
  const why = `${describe(a)} ${operator} ${describe(b)} is not known here`
  return operator === '+' && isRefusedSum(a, b) ? raised('TypeError', why, at) : unknown(why, at)
}

/** Python's own values of different kinds are never added. */
function isRefusedSum(a: PyValue, b: PyValue): boolean {
  const [x, y] = [kindOf(a), kindOf(b)]
  return x !== undefined && y !== undefined && (x !== y || x === 'None')
}

function kindOf(value: PyValue): string | undefined {
  if (value === null) return 'None'
  if (typeof value === 'string') return 'str'
  if (typeof value === 'object') return isFloatValue(value) ? 'number' : sequenceKind(value)
  return 'number'
}

const sequenceKind = (value: PyValue): string | undefined =>
  value instanceof ListObject ? 'list' : value instanceof TupleObject ? 'tuple' : undefined

const isSymbolicValue = (value: PyValue): value is Symbolic =>
  typeof value === 'object' && value !== null && isSymbolic(value)

function sequenceArithmetic(operator: BinaryOperator, a: PyValue, b: PyValue): PyValue | undefined {
  const combine = setOperators[operator]
  if (combine && a instanceof SetObject && b instanceof SetObject) return combine(a, b)
  if (operator === '|' && a instanceof DictObject && b instanceof DictObject) return mergeDicts(a, b)
  if (operator === '+') return concatenate(a, b)
  if (operator === '*') return typeof a === 'number' ? repeat(b, a) : typeof b === 'number' ? repeat(a, b) : undefined
  return undefined
}

const setOperators: Partial<Record<BinaryOperator, (a: SetObject, b: SetObject) => SetObject>> = {
  '|': union,
  '&': intersection,
  '-': difference,
  '^': symmetricDifference,
}

function mergeDicts(a: DictObject, b: DictObject): DictObject {
  const merged = copyOf(a)
  for (const [key, value] of b) merged.set(key, value)
  return merged
}

function concatenate(a: PyValue, b: PyValue): PyValue | undefined {
  if (typeof a === 'string' && typeof b === 'string') return bounded(a.length + b.length, () => a + b)
  if (a instanceof TupleObject && b instanceof TupleObject)
    return bounded(a.items.length + b.items.length, () => new TupleObject([...a.items, ...b.items]))
  if (a instanceof ListObject && b instanceof ListObject)
    return bounded(a.items.length + b.items.length, () => new ListObject([...a.items, ...b.items]))
  return undefined
}

function repeat(value: PyValue, count: number): PyValue | undefined {
  const times = Math.max(count, 0)
  if (typeof value === 'string') return bounded(value.length * times, () => value.repeat(times))
  if (!(value instanceof ListObject || value instanceof TupleObject)) return undefined
  return bounded(value.items.length * times, () => {
    const items = Array.from({ length: times }, () => value.items).flat()
    return value instanceof ListObject ? new ListObject(items) : new TupleObject(items)
  })
}

/** Makes a collection unless it is too large. */
export const bounded = (length: number, make: () => PyValue): PyValue =>
  length <= mostElements
    ? make()
    : unknown(`a collection of more than ${mostElements.toLocaleString('en-US')} elements`)

export function unary(operator: UnaryOperator, operand: PyValue, at: Place): PyValue {
  const value = known(operand, at)
  if (operator === 'not') {
    const truth = truthOf(value)
    return truth === undefined ? notKnownTruth(value, at) : !truth
  }
  if (value instanceof HostObject) return value.unary(operator, at)
  const lost = unknownValue(value)
  if (lost) return lost
  const number = numberValue(value)
  if (number === undefined)
    return isSymbolicValue(value) ? negateSymbolic(operator, value, at) : unsupported(operator, '', value, at)
  if (operator === '-') return typeof number === 'object' ? float(-number.value) : arithmetic('-', 0, number)
  if (operator === '+') return number
  return typeof number === 'object'
    ? unsupported('~', '', value, at)
    : arithmetic('-', arithmetic('-', 0, number) as number, 1)
}

function negateSymbolic(operator: UnaryOperator, value: Symbolic, at: Place): PyValue {
  if (operator === '+') return value
  return operator === '-' ? (sizes.multiply(-1, value) as PyValue) : unsupported(operator, '', value, at)
}

export const notKnownTruth = (value: PyValue, at: Place): Unknown =>
  unknownValue(value) ?? unknown(`whether ${describe(value)} is true is not known here`, at)

/** Python's truth of a value; undefined where it is not known. */
export function truthOf(value: PyValue): boolean | undefined {
  if (value instanceof HostObject) return value.truth()
  if (isUnset(value)) return false
  if (unknownValue(value) || isSymbolicValue(value)) return undefined
  if (value instanceof ListObject || value instanceof TupleObject) return value.items.length > 0
  if (value instanceof DictObject || value instanceof SetObject) return value.size > 0
  return isFloatValue(value) ? value.value !== 0 : Boolean(value)
}

/** `left operator right` for one comparison: a boolean, or unknown. */
export function compare(operator: ComparisonOperator, left: PyValue, right: PyValue, at: Place): PyValue {
  const [a, b] = [known(left, at), known(right, at)]
  const own = a instanceof HostObject ? a.compare(operator, b, false, at) : undefined
  const other = own === undefined && b instanceof HostObject ? b.compare(operator, a, true, at) : own
  if (other !== undefined) return other
  const result = compareKnown(operator, a, b)
  if (result !== undefined) return result
  return unknownValue(a) ?? unknownValue(b) ?? unsupported(operator, a, b, at)
}

function compareKnown(operator: ComparisonOperator, a: PyValue, b: PyValue): boolean | undefined {
  switch (operator) {
    case 'is':
    case 'is not': {
      const same = identical(a, b)
      return same === undefined ? undefined : same === (operator === 'is')
    }
    case '==':
    case '!=': {
      const same = equal(a, b)
      return same === undefined ? undefined : same === (operator === '==')
    }
    case 'in':
    case 'not in': {
      const inside = contains(b, a)
      return inside === undefined ? undefined : inside === (operator === 'in')
    }
    default:
      return ordered(operator, a, b)
  }
}

function identical(a: PyValue, b: PyValue): boolean | undefined {
  if ((a === null && isUnset(b)) || (b === null && isUnset(a))) return true
  if (unknownValue(a) || unknownValue(b)) return a === b && !isUnknownValue(a) ? true : undefined
  if (a === null || b === null || typeof a === 'boolean' || typeof b === 'boolean') return a === b
  return typeof a === 'object' && typeof b === 'object' ? a === b : equal(a, b)
}

/** Whether two values are equal; undefined where one cannot say. */
export function equal(a: PyValue, b: PyValue, room = new Room(), depth = 0): boolean | undefined {
  if (a === b && !isUnknownValue(a)) return true
  if ((a === null && isUnset(b)) || (b === null && isUnset(a))) return true
  if (unknownValue(a) || unknownValue(b)) return undefined
  const [x, y] = [numberValue(a), numberValue(b)]
  if (x !== undefined && y !== undefined) return compareNumbers(x, y) === 0
  if (isSymbolicValue(a) || isSymbolicValue(b)) return symbolicEqual(a, b)
  if (!room.allows(depth)) return undefined
  const same = (x: PyValue, y: PyValue) => equal(x, y, room, depth + 1)
  if (isSequence(a) && isSequence(b) && a instanceof ListObject === b instanceof ListObject)
    return equalItems(a.items, b.items, same)
  if (a instanceof DictObject && b instanceof DictObject) return equalDicts(a, b, same)
  if (a instanceof SetObject && b instanceof SetObject) return a.size === b.size && isSubset(a, b)
  const [plainA, plainB] = [a, b].map(each => (each instanceof HostObject ? each.plainUnless('__eq__') : undefined))
  if (plainA !== undefined || plainB !== undefined) return same(plainA ?? a, plainB ?? b)
  if (a instanceof HostObject) return a.equals(b)
  return b instanceof HostObject ? b.equals(a) : false
}

function symbolicEqual(a: PyValue, b: PyValue): boolean | undefined {
  const size = (value: PyValue): Size | undefined =>
    typeof value === 'number' || isSymbolicValue(value) ? value : undefined
  const [x, y] = [size(a), size(b)]
  if (x === undefined || y === undefined)
    return numberValue(a) === undefined && numberValue(b) === undefined ? false : undefined
  return sizes.equalSizes(x, y)
}

const isSequence = (value: PyValue): value is ListObject | TupleObject =>
  value instanceof ListObject || value instanceof TupleObject

type Same = (a: PyValue, b: PyValue) => boolean | undefined

function equalItems(a: readonly PyValue[], b: readonly PyValue[], same: Same): boolean | undefined {
  if (a.length !== b.length) return false
  const parts = a.map((item, i) => same(item, b[i]!))
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

function equalDicts(a: DictObject, b: DictObject, same: Same): boolean | undefined {
  if (a.size !== b.size) return false
  const parts = [...a].map(([key, value]) => {
    const other = b.get(key)
    return other === undefined ? false : same(value, other)
  })
  return parts.includes(false) ? false : parts.includes(undefined) ? undefined : true
}

function contains(container: PyValue, item: PyValue): boolean | undefined {
  if (unknownValue(container) || unknownValue(item)) return undefined
  if (typeof container === 'string') return typeof item === 'string' ? container.includes(item) : undefined
  if (container instanceof DictObject) return isKey(item) ? container.get(item) !== undefined : undefined
  if (container instanceof SetObject) return isKey(item) ? container.has(item) : undefined
  if (container instanceof IteratorObject) return containedIn(container, item)
  const parts = itemsIn(container)?.map(each => equal(each, item))
  if (!parts) return undefined
  return parts.includes(true) ? true : parts.includes(undefined) ? undefined : false
}

/** An iterator is gone through to the first element that is equal. */
function containedIn(iterator: IteratorObject, item: PyValue): boolean | undefined {
  for (let i = 0; i < mostElements; i++) {
    const each = iterator.advance()
    if (each instanceof Ended) return each.why ? undefined : false
    const same = equal(each, item)
    if (same !== false) return same
  }
  return undefined
}

/** Sets are ordered by what they hold. */
function orderedSets(operator: '<' | '>' | '<=' | '>=', a: SetObject, b: SetObject): boolean {
  if (operator === '>' || operator === '>=') return orderedSets(operator === '>' ? '<' : '<=', b, a)
  return isSubset(a, b) && (operator === '<=' || a.size < b.size)
}

function ordered(operator: '<' | '>' | '<=' | '>=', a: PyValue, b: PyValue): boolean | undefined {
  if (a instanceof SetObject && b instanceof SetObject && !a.lost && !b.lost) return orderedSets(operator, a, b)
  const order = orderOf(a, b)
  if (order === undefined) return undefined
  if (operator === '<') return order < 0
  if (operator === '>') return order > 0
  return operator === '<=' ? order <= 0 : order >= 0
}

/** How two values sort: negative, zero or positive; undefined where it is not known or not defined. */
export function orderOf(a: PyValue, b: PyValue, room = new Room(), depth = 0): number | undefined {
  const [x, y] = [numberValue(a), numberValue(b)]
  if (x !== undefined && y !== undefined) return compareNumbers(x, y)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  const [plainA, plainB] = [a, b].map(each => (each instanceof HostObject ? each.plainUnless('__lt__') : undefined))
  if (plainA !== undefined || plainB !== undefined)
    return room.allows(depth) ? orderOf(plainA ?? a, plainB ?? b, room, depth + 1) : undefined
  if (a instanceof HostObject) return a.order(b)
  if (a instanceof SetObject || b instanceof SetObject) return undefined
  if (!isSequence(a) || !isSequence(b) || unknownValue(a) || unknownValue(b) || !room.allows(depth)) return undefined
  for (let i = 0; i < Math.min(a.items.length, b.items.length); i++) {
    const order = orderOf(a.items[i]!, b.items[i]!, room, depth + 1)
    if (order !== 0) return order
  }
  return a.items.length - b.items.length
}

/** Whether a value can be a key that is told apart from others. */
export const isKey = (value: PyValue): boolean => !unknownValue(value) && hashKey(value) !== undefined

/** A number as JavaScript's, for bounds and rounding. */
export const asFloat = (value: PyValue): number | undefined => {
  const number = numberValue(value)
  return number === undefined ? undefined : toFloat(number)
}
