/** Golden rows: what real Keras said about one layer, read into the values that `bind` and `infer` take. */
import { type Bound, bind } from '../../server/src/core/layers/bind.ts'
import type { Catalogue } from '../../server/src/core/layers/catalogue.ts'
import { type CallInputs, infer } from '../../server/src/core/layers/infer.ts'
import type { LayerLike } from '../../server/src/core/layers/layer.ts'
import type { Finding } from '../../server/src/core/layers/problem.ts'
import { float, type Value } from '../../server/src/core/layers/value.ts'
import { toSnakeCase } from '../../server/src/core/layers/words.ts'
import type { TensorType } from '../../server/src/core/tensor/shape.ts'
import { none, type Size, type Symbolic, symbol, type Unknown, unknown } from '../../server/src/core/tensor/size.ts'
import type { Structure } from '../../server/src/core/tensor/structure.ts'

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = Extract<Json, { readonly [key: string]: Json }>

/** One row; the doc comment of scripts/keras_golden.py says what each part holds. */
export interface Row {
  readonly class: string
  readonly config: JsonObject
  readonly inputs?: Json
  readonly call?: JsonObject
  readonly calls?: readonly Json[]
  readonly outputs?: Json
  readonly weights?: readonly (readonly [path: string, shape: readonly number[], trainable: boolean, dtype?: string])[]
  readonly params?: number
  readonly refused?: { readonly type: string; readonly phase: 'construct' | 'build' | 'call'; readonly message: string }
}

/** The layers that a row makes: how many have each name, and what is wrong with inner ones. */
interface Making {
  readonly names: Map<string, number>
  readonly findings: Finding[]
}

/** The value of a configuration's JSON form. */
export function toValue(json: Json, catalogue: Catalogue, making: Making = { names: new Map(), findings: [] }): Value {
  if (typeof json === 'number') return Number.isInteger(json) ? json : float(json)
  if (json === null || typeof json !== 'object') return json
  if (isArray(json)) return json.map(item => toValue(item, catalogue, making))
  if ('float' in json) return float(Number(String(json.float).replace('inf', 'Infinity')))
  if (isHidden(json)) return hiddenSize(json)
  if ('lambda' in json) return { kind: 'named value', name: String(json.lambda), callable: true }
  if ('zeros' in json) return zeros(json.zeros as readonly number[])
  if ('numpy' in json) return arrayValue(json)
  if ('layer' in json) return { kind: 'layer', layer: toLayer(json, catalogue, making) }
  return { kind: 'dict', entries: Object.entries(json).map(([key, item]) => [key, toValue(item, catalogue, making)]) }
}

/** Binds a row's class and configuration. What is wrong with an inner layer is wrong with the whole. */
export function bindRow(name: string, config: JsonObject, catalogue: Catalogue, outer?: Making): Bound {
  const kind = catalogue.byClass(name) ?? catalogue.byFunction(name)
  if (!kind) throw new Error(`${name} is not in the catalogue`)
  const making = { names: outer?.names ?? new Map<string, number>(), findings: [] as Finding[] }
  const defaults = Object.entries(kind.functions[name] ?? {})
  const given = Object.entries(config).map(([key, value]) => [key, toValue(value, catalogue, making)] as const)
  const bound = bind(kind, { positional: [], named: new Map([...defaults, ...given]) })
  outer?.findings.push(...bound.findings, ...making.findings)
  return { ...bound, findings: [...bound.findings, ...making.findings] }
}

function toLayer(json: JsonObject, catalogue: Catalogue, making: Making): LayerLike {
  const bound = bindRow(String(json.layer), json.config as JsonObject, catalogue, making)
  const name = bound.values.get('name')
  return {
    className: bound.kind.name,
    name: typeof name === 'string' ? name : numbered(toSnakeCase(bound.kind.name), making),
    layerKind: bound.kind,
    bound,
    trainable: bound.values.get('trainable') !== false,
    infer: inputs => infer(bound, { tensors: new Map([[bound.kind.call[0] ?? 'inputs', inputs]]), options: new Map() }),
  }
}

/** Keras's names for unnamed layers: `dense`, `dense_1`. */
function numbered(name: string, { names }: Making): string {
  const count = names.get(name) ?? 0
  names.set(name, count + 1)
  return count === 0 ? name : `${name}_${count}`
}

/** The tensors and options of a call on `inputs`, with what `row.call` adds by name. */
export function toInputs(row: Row, inputs: Json | undefined, bound: Bound, catalogue: Catalogue): CallInputs {
  const tensors = new Map<string, Structure<TensorType>>()
  const options = new Map<string, Value>()
  if (inputs !== undefined) tensors.set(bound.kind.call[0] ?? 'inputs', toTensors(inputs))
  for (const [name, value] of Object.entries(row.call ?? {})) {
    if (holdsTensor(value)) tensors.set(name, toTensors(value))
    else options.set(name, toValue(value, catalogue))
  }
  return { tensors, options }
}

/** Tensors from a form of inputs: a shape, a shape with its type, or a list or dictionary of these. */
export function toTensors(json: Json): Structure<TensorType> {
  if (isShape(json)) return { shape: json.map(toSize), dtype: 'float32' }
  if (isArray(json)) return json.map(toTensors)
  if (isTensor(json)) {
    const { shape, dtype } = json
    return { shape: (shape as JsonShape).map(toSize), dtype: String(dtype ?? 'float32') }
  }
  return new Map(Object.entries(json as JsonObject).map(([name, item]) => [name, toTensors(item)]))
}

export const isArray = (json: Json): json is readonly Json[] => Array.isArray(json)

/** A size that a test hides: unknown, or known as a name only, whose value is that of the row. */
export interface Hidden {
  readonly [key: string]: Json
  readonly hidden: 'unknown' | 'symbol'
}

type JsonShape = readonly (number | null | Hidden)[]

/** The name of every hidden size that is a symbol. */
export const hiddenName = 'hidden'

const isHidden = (json: Json): json is Hidden =>
  json !== null && typeof json === 'object' && !isArray(json) && 'hidden' in json

const hiddenSize = ({ hidden }: Hidden): Unknown | Symbolic =>
  hidden === 'symbol' ? symbol(hiddenName) : unknown('a test hides it')

const toSize = (size: number | null | Hidden): Size =>
  size === null ? none : typeof size === 'number' ? size : hiddenSize(size)

export const isShape = (json: Json): json is JsonShape =>
  isArray(json) && json.every(size => size === null || typeof size === 'number' || isHidden(size))

export const isTensor = (json: Json): json is JsonObject & { readonly shape: Json } =>
  json !== null && typeof json === 'object' && !isArray(json) && 'shape' in json

const holdsTensor = (json: Json): boolean => isTensor(json) || (isArray(json) && json.some(holdsTensor))

/** A number, or an array, of NumPy; a float64 is a float of Python. */
function arrayValue({ numpy, value }: JsonObject): Value {
  const one = (item: Json): Value =>
    isArray(item)
      ? item.map(one)
      : typeof item === 'number' && String(numpy).startsWith('float')
        ? float(item)
        : (item as Value)
  const sizes = (item: Json): readonly number[] => (isArray(item) ? [item.length, ...sizes(item[0]!)] : [])
  return { kind: 'array', dtype: String(numpy), shape: sizes(value!), content: one(value!) }
}

/** An array as the lists that it could be written as. */
const zeros = ([size, ...rest]: readonly number[]): Value =>
  size === undefined ? float(0) : Array<Value>(size).fill(zeros(rest))
