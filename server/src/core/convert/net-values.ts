/** Values of arguments as `.net` writes them. */
import { isDict, isFloat, isLayerValue, isList, isNamedValue, printFloat, type Value } from '../layers/value.ts'
import { Layer } from '../model/layer.ts'
import { isSymbolic, isUnknown } from '../tensor/size.ts'
import { kindOf, type ValueContext } from './keras-values.ts'
import { symbolText } from './symbols.ts'

export interface NetContext extends Omit<ValueContext, 'layer'> {
  /** A layer in parentheses. */
  readonly layer: (layer: Layer) => string
  /** Whether a word that stands alone means something else than itself. */
  readonly isName: (word: string) => boolean
  /** Whether a word may stand without quotes. */
  readonly takesWords: boolean
  /** Whether one size stands for a tuple of one. */
  readonly takesTuple: boolean
}

export function valueText(value: Value, context: NetContext): string {
  const { trouble, place, what } = context
  if (value === null) return 'none'
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return wordText(value, context)
  if (typeof value !== 'object') return String(value)
  if (isList(value)) return severalText(value, context)
  if (isFloat(value) && Number.isFinite(value.value)) return printFloat(value.value)
  if (isUnknown(value)) return trouble.unknown(what, value, place)
  if (isSymbolic(value)) return symbolText(value, context.nameOfSymbol, '')
  if (isLayerValue(value) && value.layer instanceof Layer) return context.layer(value.layer)
  if (isNamedValue(value) && !value.apply && context.functions.includes(value.name))
    return wordText(value.name, context)
  const kind = isDict(value) ? 'a dictionary' : isFloat(value) ? 'no finite number' : kindOf(value)
  return trouble.refuse(`${what} is ${kind}, which cannot be written in .net`, place)
}

const wordText = (text: string, { takesWords, isName }: NetContext): string =>
  takesWords && /^[A-Za-z_]\w*$/.test(text) && !isName(text) ? text : quoted(text)

/** Braces stand for themselves where they are doubled. */
export const quoted = (text: string): string =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replace(/[{}]/g, '$&$&')}"`

/** `5x5`, `?x64`; anything but sizes in brackets. */
function severalText(values: readonly Value[], context: NetContext): string {
  if (values.length > 0 && values.every(isSize)) {
    const sizes = values.map(value => (value === null ? '?' : valueText(value, context)))
    if (sizes.length > 1) return joinSizes(sizes)
    return context.takesTuple && values[0] !== null ? sizes[0]! : `(${sizes[0]},)`
  }
  const items = values.map(value => valueText(value, { ...context, takesWords: false, takesTuple: false }))
  if (values.some(isLayer)) return `[${items.join(', ')}]`
  return items.length === 1 ? `(${items[0]},)` : `(${items.join(', ')})`
}

const isSize = (value: Value): boolean =>
  value === null || typeof value === 'number' || (typeof value === 'object' && isSymbolic(value))

const isLayer = (value: Value): boolean => typeof value === 'object' && value !== null && isLayerValue(value)

/** With spaces where names stand among the sizes. */
export const joinSizes = (sizes: readonly string[]): string => sizes.join(sizes.every(isPlain) ? 'x' : ' x ')

const isPlain = (size: string): boolean => /^(-?\d+|\?)$/.test(size)
