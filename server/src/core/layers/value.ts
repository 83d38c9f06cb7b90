/** Values as front-ends hand them to layers: already evaluated, possibly unknown. */
import type { Shape, TensorType } from '../tensor/shape.ts'
import { hasKind, isSymbolic, isUnknown, printSize, type Symbolic, type Unknown } from '../tensor/size.ts'
import type { Structure } from '../tensor/structure.ts'
import type { LayerLike } from './layer.ts'

/** Integers are numbers (bigint beyond 2^53); a float is a `Float`, so that 10 and 10.0 stay apart. Tuples are lists. */
export type Value =
  | number
  | bigint
  | string
  | boolean
  | null
  | Float
  | Symbolic
  | Unknown
  | ListValue
  | DictValue
  | LayerValue
  | NamedValue
  | ArrayValue

export interface Float {
  readonly kind: 'float'
  readonly value: number
}
export type ListValue = readonly Value[]
export interface DictValue {
  readonly kind: 'dict'
  readonly entries: readonly (readonly [key: Value, value: Value])[]
}
/** A layer or model as an argument, as in `Bidirectional(LSTM(8))`. */
export interface LayerValue {
  readonly kind: 'layer'
  readonly layer: LayerLike
}
/** Something known by its name alone: a function, an initializer, an object of another library. */
export interface NamedValue {
  readonly kind: 'named value'
  readonly name: string
  readonly callable: boolean
  /** What it makes of tensors, for a function of the program. */
  readonly apply?: (input: Structure<TensorType>) => Structure<TensorType> | Unknown
}

/** An array, or a number with a type of its own, as NumPy has them. Layers do not take it everywhere for what it holds. */
export interface ArrayValue {
  readonly kind: 'array'
  readonly dtype: string
  readonly shape: Shape | Unknown
  /** A number, or lists of them where there are few. */
  readonly content: Value
}

/**
 * Where an array, or a number with a type of its own, is taken for what it holds. Keras asks for a tuple's elements what
 * `int()` makes of them, but of a single value often whether it is an `int`, which a number of NumPy is not.
 *
 * `tuples`: where several are meant, as elements or as an array, but not as one number for all. `inside`: as elements of
 * a tuple alone. `numbers`: there and as a number. `single`: as a number, which an array of one element is too. `pairs`: as elements of pairs within a tuple. `nowhere`: the rule reads the array by itself, or refuses.
 */
export type ArrayUse = 'tuples' | 'inside' | 'numbers' | 'single' | 'pairs' | 'nowhere'

/** The value with what arrays hold in their places, as far as they may stand there. */
export function withoutArrays(value: Value, use?: ArrayUse): Value {
  if (typeof value !== 'object' || value === null || use === 'nowhere') return value
  if (isArrayValue(value)) return isTaken(value, use) ? contentOf(value, use) : value
  if (isList(value)) return withoutArraysInside(value, use === 'pairs' ? 'inside' : undefined)
  if (!isDict(value)) return value
  return { kind: 'dict', entries: value.entries.map(([key, item]) => [withoutArrays(key), withoutArrays(item)]) }
}

/** Most lists hold none, and stay the same object. */
function withoutArraysInside(values: ListValue, use: ArrayUse | undefined): ListValue {
  const plain = values.map(value => withoutArrays(value, use))
  return plain.some((value, i) => value !== values[i]) ? plain : values
}

/** What an array holds; of one element, that. */
function contentOf({ shape, content }: ArrayValue, use: ArrayUse | undefined): Value {
  if (use !== 'single') return content
  const [only] = isUnknown(shape) || shape.some(size => size !== 1) ? [] : [flatten(content)]
  return only === undefined ? content : only
}

const flatten = (value: Value): Value => (isList(value) && value.length === 1 ? flatten(value[0]!) : value)

function isTaken({ shape }: ArrayValue, use: ArrayUse | undefined): boolean {
  if (use === undefined || use === 'single' || isUnknown(shape)) return true
  if (use === 'numbers') return shape.length === 0
  return use === 'tuples' ? shape.length > 0 : use === 'pairs' && shape.length > 1
}

export const float = (value: number): Float => ({ kind: 'float', value })

export const isFloat = (value: Value): value is Float => hasKind(value, 'float')
export const isList = (value: Value): value is ListValue => Array.isArray(value)
export const isDict = (value: Value): value is DictValue => hasKind(value, 'dict')
export const isLayerValue = (value: Value): value is LayerValue => hasKind(value, 'layer')
export const isArrayValue = (value: Value): value is ArrayValue => hasKind(value, 'array')
export const isNamedValue = (value: Value): value is NamedValue => hasKind(value, 'named value')

/** A whole number, written, symbolic or unknown. */
export const isSizeValue = (value: Value): value is number | Symbolic | Unknown =>
  typeof value === 'number' || isSymbolic(value) || isUnknown(value)

/** A number, int or float, as a JavaScript number; undefined for anything else. Booleans are not numbers here. */
export function toNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value
  return isFloat(value) ? value.value : undefined
}

/** The first unknown part of a value, however deep. */
export function unknownIn(value: Value): Unknown | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isUnknown(value)) return value
  if (isList(value)) return firstDefined(value, unknownIn)
  if (isArrayValue(value)) return unknownIn(value.content)
  return isDict(value) ? firstDefined(value.entries, ([key, item]) => unknownIn(key) ?? unknownIn(item)) : undefined
}

function firstDefined<T, R>(items: readonly T[], read: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = read(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** How Python writes the value: `'relu'`, `(2, 2)`, `None`, `10.0`. */
export function printPython(value: Value): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`
  if (typeof value !== 'object') return String(value)
  if (isList(value))
    return value.length === 1 ? `(${printPython(value[0]!)},)` : `(${value.map(printPython).join(', ')})`
  if (isFloat(value)) return printFloat(value.value)
  if (isDict(value)) return `{${value.entries.map(([k, v]) => `${printPython(k)}: ${printPython(v)}`).join(', ')}}`
  if (isLayerValue(value)) return `<${value.layer.className} ${value.layer.name}>`
  if (isNamedValue(value)) return value.name
  if (isArrayValue(value)) return printArray(value)
  return isSymbolic(value) ? printSize(value, '*') : '?'
}

/** `np.int64(3)`, `array((3, 4))`. */
const printArray = ({ dtype, shape, content }: ArrayValue): string =>
  !isUnknown(shape) && shape.length === 0 ? `np.${dtype}(${printPython(content)})` : `array(${printPython(content)})`

/** A float as Python prints it: `1.0`, `1e-07`. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2')
  if (Object.is(value, -0)) return '-0.0'
  return Number.isInteger(value) ? `${value}.0` : String(value)
}

/** A text that is equal for equal values, to look results up by; undefined where identity matters (layers, functions). */
export function valueKey(value: Value): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return `${value}${typeof value === 'bigint' ? 'n' : ''}`
  if (isList(value)) return joinKeys('[', value, ']')
  if (isFloat(value)) return `f${value.value}`
  if (isDict(value)) return joinKeys('{', value.entries.flat(), '}')
  if (isSymbolic(value)) return `$${value.key}`
  if (isArrayValue(value)) return arrayKey(value)
  if (isNamedValue(value)) return value.apply ? undefined : `@${value.callable}${value.name}`
  return undefined
}

function arrayKey({ dtype, shape, content }: ArrayValue): string | undefined {
  const key = valueKey(content)
  return key === undefined ? undefined : `a${dtype}${isUnknown(shape) ? '' : shape.length}${key}`
}

function joinKeys(open: string, values: readonly Value[], close: string): string | undefined {
  let key = open
  for (const value of values) {
    const part = valueKey(value)
    if (part === undefined) return undefined
    key += `${part},`
  }
  return key + close
}
