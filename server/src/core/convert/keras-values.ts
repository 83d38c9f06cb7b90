/** Values of arguments as Python writes them. */
import {
  isArrayValue,
  isDict,
  isFloat,
  isLayerValue,
  isList,
  isNamedValue,
  printFloat,
  type Value,
} from '../layers/value.ts'
import { Layer } from '../model/layer.ts'
import type { Place } from '../source/span.ts'
import { isSymbolic, isUnknown } from '../tensor/size.ts'
import { type Expression, flat, list, quoted } from './python-text.ts'
import { symbolText } from './symbols.ts'
import type { Trouble } from './trouble.ts'

/** What a value is for, and how what is no plain value is written. */
export interface ValueContext {
  readonly trouble: Trouble
  readonly place: Place
  /** `Conv2D: kernel_size`. */
  readonly what: string
  readonly nameOfSymbol: (key: string) => string
  readonly layer: (layer: Layer) => Expression
  /** Functions that are written by their names. */
  readonly functions: readonly string[]
}

export function valueExpression(value: Value, context: ValueContext): Expression {
  const { trouble, place, what } = context
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return severalExpression(value, context)
  if (isFloat(value)) return floatText(value.value)
  if (isUnknown(value)) return trouble.unknown(what, value, place)
  if (isSymbolic(value)) return symbolText(value, context.nameOfSymbol, ' ')
  if (isDict(value)) return `{${value.entries.map(entry => entryText(entry, context)).join(', ')}}`
  if (isLayerValue(value) && value.layer instanceof Layer) return context.layer(value.layer)
  if (isNamedValue(value) && !value.apply && context.functions.includes(value.name)) return quoted(value.name)
  return trouble.refuse(`${what} is ${kindOf(value)}, which cannot be written`, place)
}

const floatText = (value: number): string =>
  Number.isFinite(value) ? printFloat(value) : `float("${printFloat(value)}")`

const entryText = ([key, item]: readonly [Value, Value], context: ValueContext): string =>
  `${flat(valueExpression(key, context))}: ${flat(valueExpression(item, context))}`

/** Sizes are tuples; what Keras reads as lists are lists. */
function severalExpression(values: readonly Value[], context: ValueContext): Expression {
  const items = values.map(item => valueExpression(item, context))
  if (values.some(isNoSize)) return list(items)
  const inside = items.map(flat).join(', ')
  return values.length === 1 ? `(${inside},)` : `(${inside})`
}

const isNoSize = (value: Value): boolean =>
  typeof value === 'string' || (typeof value === 'object' && value !== null && isLayerValue(value))

/** What kind of thing a value is that has no text of its own. */
export function kindOf(value: Value): string {
  if (typeof value !== 'object' || value === null) return 'a value'
  if (isArrayValue(value)) return 'an array'
  if (!isNamedValue(value)) return 'an object of the program'
  return value.callable ? `code of the program (${value.name})` : `${value.name}, an object of the program`
}
