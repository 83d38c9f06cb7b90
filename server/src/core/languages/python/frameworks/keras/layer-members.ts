/** What a layer of Keras's own says of itself: its arguments as Keras keeps them, and its weights. */
import { weightShape } from '../../../../layers/facts.ts'
import { isList, isNamedValue, type Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { PlainLayer } from '../../../../model/layer.ts'
import { type Formula, sizeOf } from '../../../../tensor/formula.ts'
import { isUnknown } from '../../../../tensor/size.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { cellMember } from './cells.ts'
import { tensorFunction } from './operations.ts'
import { runtimeOf } from './runtime.ts'
import { sizeValue } from './shapes.ts'
import { TensorObject } from './tensors.ts'

/** The attribute `name` of a layer of the catalogue; undefined where nothing is known of it here. */
export function memberOf(layer: PlainLayer, name: string, builder: ModelBuilder): PyValue | undefined {
  return weightNamed(layer, name, builder) ?? argumentNamed(layer, name, builder) ?? cellMember(layer, name, builder)
}

/** A weight that the layer has already. */
function weightNamed({ built, bound }: PlainLayer, name: string, builder: ModelBuilder): PyValue | undefined {
  const found = built && !isUnknown(built.weights) ? built.weights.find(weight => weight.name === name) : undefined
  if (found) {
    const type = { shape: weightShape(found), dtype: found.dtype }
    return new TensorObject({ type, producer: undefined, isData: true }, builder)
  }
  return name === 'bias' && built && bound.values.get('use_bias') === false ? null : undefined
}

// ---- arguments

/** Arguments that Keras keeps as tuples, whether one number was given for all or several. */
const tuples = new Set(['kernel_size', 'strides', 'dilation_rate', 'pool_size', 'size'])

/** Arguments that Keras keeps as something else than what was given, which is not followed. */
const changed = new Set(['output_shape', 'cropping', 'attention_axes'])

function argumentNamed(layer: PlainLayer, name: string, builder: ModelBuilder): PyValue | undefined {
  const { kind, values } = layer.bound
  const value = values.get(name)
  if (value === undefined || !(name in kind.parameters) || changed.has(name)) return undefined
  if (isUnknown(value)) return value
  if (tuples.has(name)) return tupleOf(layer, name)
  if (name.endsWith('activation')) return activationOf(value, builder)
  if (/_(?:initializer|regularizer|constraint)$/.test(name))
    return value === null ? null : new Foreign(`${layer.name}.${name}`)
  if (value === null && name === 'data_format') return runtimeOf(builder)?.settings.get('image_data_format')
  if (value === null && name === 'value_dim') return argumentNamed(layer, 'key_dim', builder)
  if (name === 'padding' && typeof value !== 'string') return undefined
  return isList(value) ? listOf(value) : simple(value)
}

const simple = (value: Value): PyValue | undefined =>
  typeof value !== 'object' || value === null || (!isList(value) && value.kind === 'float')
    ? (value as PyValue)
    : undefined

/** A list of plain values; Keras keeps most as tuples. */
function listOf(values: readonly Value[]): PyValue | undefined {
  const items = values.map(simple)
  return items.every(item => item !== undefined) ? new TupleObject(items) : undefined
}

function tupleOf({ bound: { args, kind, values } }: PlainLayer, name: string): PyValue | undefined {
  const isPooling = name === 'strides' && values.get(name) === null && 'pool_size' in kind.parameters
  const read = readArgument(args, isPooling ? 'pool_size' : name)
  if (!Array.isArray(read)) return undefined
  const sizes = (read as readonly Formula[]).map(each => sizeValue(sizeOf(each)))
  return name === 'size' && sizes.length === 1 ? sizes[0] : new TupleObject(sizes)
}

/** Reading an argument that is not known unwinds. */
function readArgument(args: Readonly<Record<string, unknown>>, name: string): unknown {
  try {
    return args[name]
  } catch {
    return undefined
  }
}

/** Keras keeps functions, and one that does nothing for None. */
function activationOf(value: Value, builder: ModelBuilder): PyValue | undefined {
  const runtime = runtimeOf(builder)
  const name = value === null ? 'linear' : typeof value === 'string' ? value : undefined
  if (name !== undefined && runtime) return tensorFunction(`activations.${name}`, runtime)
  return isNamedValue(value) && !value.apply && runtime
    ? tensorFunction(`activations.${value.name}`, runtime)
    : undefined
}
