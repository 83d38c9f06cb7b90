/** What NumPy makes of values of Python: numbers, lists within lists, and what says of itself that it is an array. */
import { unknownType } from '../../../../layers/policy.ts'
import type { Float } from '../../../../layers/value.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { equalSizes, isSymbolic, isUnknown, type Size, type Symbolic, unknown } from '../../../../tensor/size.ts'
import { HostObject } from '../../evaluate/host.ts'
import { RangeObject } from '../../evaluate/ranges.ts'
import { asIndex, itemsOf, type PyValue, plain, Room, unknownValue } from '../../evaluate/values.ts'
import { NumPyValue } from './array.ts'
import { countOf, countsOf, type Data, isKnown, mostKnown, single } from './data.ts'
import { type DType, type Element, fitted, promote } from './dtypes.ts'

/** Something of another library that can be an array: undefined where it cannot be one. */
export interface ArrayLike {
  readonly asArray: () => Data | undefined
}

export const isArrayLike = (value: PyValue): value is HostObject & ArrayLike =>
  value instanceof HostObject && 'asArray' in value

/** A value as an array; undefined where it is none, or nothing is known of it. */
export function toData(value: PyValue, room = new Room(), depth = 0): Data | undefined {
  if (value instanceof NumPyValue) return value.data
  if (isArrayLike(value)) return value.asArray()
  if (typeof value === 'string') return single('str', value)
  const number = numberData(value)
  if (number) return number
  const items = unknownValue(value) ? undefined : value instanceof RangeObject ? value.elements() : itemsOf(value)
  return items && room.allows(depth) ? listData(items, room, depth) : undefined
}

/** A number of Python, whose type gives way to that of arrays. */
function numberData(value: PyValue): Data | undefined {
  const weak = (dtype: DType, element: Element): Data => ({ ...single(dtype, element), weak: true })
  if (typeof value === 'boolean') return weak('bool', Number(value))
  if (typeof value === 'number') return weak('int64', value)
  if (typeof value === 'bigint') return weak('int64', unknown('an integer beyond 2^53'))
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined
  if (value.kind === 'float') return weak('float64', (value as Float).value)
  return isSymbolic(value) ? weak('int64', value as Symbolic) : undefined
}

/** Lists are stacked: all that is in them has one shape, and the type that holds all. */
function listData(items: readonly PyValue[], room: Room, depth: number): Data | undefined {
  if (items.length === 0) return { dtype: 'float64', shape: [0], elements: [] }
  if (items.every(item => typeof item === 'number')) return { dtype: 'int64', shape: [items.length], elements: items }
  const parts = items.map(item => (unknownValue(item) ? unknownItem(item) : toData(item, room, depth + 1)))
  return parts.every(part => part !== undefined) ? stackData(parts) : undefined
}

/** What stands beside numbers and is not known is taken for a number. */
const unknownItem = (item: PyValue): Data => single(unknownType, unknownValue(item)!)

/** Arrays of one shape as the rows of a new one; undefined where their shapes differ. */
export function stackData(parts: readonly Data[]): Data | undefined {
  const [first] = parts
  const shape = parts.reduce<Shape | undefined>(
    (shape, part) => (shape && isShape(part.shape) ? sameShape(shape, part.shape) : undefined),
    first && isShape(first.shape) ? first.shape : undefined,
  )
  const dtype = parts.map(part => part.dtype).reduce<DType>((a, b) => promote(a, b) ?? 'object', first!.dtype)
  if (!shape) return undefined
  const count = countsOf(shape)
  if (!count || countOf(count) * parts.length > mostKnown)
    return { dtype, shape: [parts.length, ...shape], elements: unknown('the array is large') }
  const lost = dtype === 'object' ? unknown('the elements are of different types') : undefined
  const elements: Element[] = []
  for (const part of parts) {
    if (!isKnown(part.elements)) return { dtype, shape: [parts.length, ...shape], elements: part.elements }
    for (const element of part.elements) elements.push(fitted(element, dtype))
  }
  return { dtype, shape: [parts.length, ...shape], elements: lost ?? elements }
}

function sameShape(a: Shape, b: Shape): Shape | undefined {
  if (a.length !== b.length || a.some((size, i) => equalSizes(size, b[i]!) === false)) return undefined
  return a.map((size, i) => (isUnknown(size) ? b[i]! : size))
}

/** A shape as functions take it: one number, or several. */
export function toShape(value: PyValue | undefined): Data['shape'] | undefined {
  if (value === undefined) return undefined
  const lost = unknownValue(value)
  if (lost) return lost
  const one = toSize(value)
  if (one !== undefined) return [one]
  if (value instanceof NumPyValue) return arrayShape(value.data)
  const sizes = itemsOf(value)?.map(item => unknownValue(item) ?? toSize(item))
  return sizes?.every(size => size !== undefined) ? sizes : undefined
}

function arrayShape({ shape, elements }: Data): Data['shape'] | undefined {
  if (!isShape(shape) || shape.length !== 1 || !isKnown(elements)) return undefined
  return elements.every(each => typeof each !== 'string') ? (elements as Shape) : undefined
}

/** A size; negative ones have a meaning in `reshape` alone. */
export function toSize(value: PyValue): Size | undefined {
  const size = asIndex(value)
  if (typeof size === 'number') return size
  const number = typeof size === 'object' && size !== null && 'kind' in size ? size : undefined
  return number && (isSymbolic(number) || isUnknown(number)) ? (number as Size) : undefined
}

/** A known integer; undefined for anything else. */
export function toInteger(value: PyValue | undefined): number | undefined {
  const number = value === undefined ? undefined : asIndex(value)
  return typeof number === 'number' ? number : undefined
}

/** A known number, whole or not, as JavaScript's. */
export function toReal(value: PyValue | undefined): number | undefined {
  const number = value === undefined ? undefined : plain(value)
  if (typeof number === 'number') return number
  return typeof number === 'object' && number !== null && 'kind' in number && number.kind === 'float'
    ? (number as Float).value
    : undefined
}

/** A known truth; `fallback` where nothing is given, undefined where it is not known. */
export function toTruth(value: PyValue | undefined, fallback: boolean): boolean | undefined {
  if (value === undefined) return fallback
  if (typeof value === 'boolean') return value
  return value instanceof HostObject
    ? value.truth()
    : (toInteger(value) ?? undefined) === undefined
      ? undefined
      : Boolean(toInteger(value))
}
