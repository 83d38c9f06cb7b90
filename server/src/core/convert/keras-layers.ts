/** Layers, their calls and operations as expressions of Keras code. */
import { applicationModules } from '../layers/keras/applications.ts'
import { kerasLayers } from '../layers/keras/catalogue.ts'
import { ellipsis } from '../layers/keras/operations/indexing.ts'
import type { LayerKind } from '../layers/layer.ts'
import { floatType } from '../layers/policy.ts'
import { isError } from '../layers/problem.ts'
import { isDict, isList, type Value } from '../layers/value.ts'
import { isCustom } from '../model/custom.ts'
import { type Layer, Operation, PlainLayer, type Visit } from '../model/layer.ts'
import { Model } from '../model/model.ts'
import type { Tensor, Tensors } from '../model/tensor.ts'
import type { Place } from '../source/span.ts'
import { isSymbolic, isUnknown, type Size } from '../tensor/size.ts'
import { flatten, isLeaf } from '../tensor/structure.ts'
import { argumentsOf, isStill, type WrittenArgument } from './arguments.ts'
import { inputParts } from './inputs.ts'
import { type ValueContext, valueExpression } from './keras-values.ts'
import { isWritable } from './open-sizes.ts'
import { type Computed, functionCall, type Operand } from './operations.ts'
import { isInput } from './plan.ts'
import { call, type Expression, flat, type Item, list, quoted } from './python-text.ts'
import { symbolText } from './symbols.ts'
import type { Trouble } from './trouble.ts'

/** What is known while a group of models is written. */
export interface Writing {
  readonly trouble: Trouble
  readonly tensors: ReadonlyMap<Tensor, string>
  /** Layers and models that stand in variables. */
  readonly variables: ReadonlyMap<Layer, string>
  /** The names of layers that are written. */
  readonly names: ReadonlyMap<Layer, string>
  /** The open sizes, by the keys of their symbols. */
  readonly sizes: ReadonlyMap<string, string>
  /** Layers that a model around them keeps from training. */
  readonly frozen: ReadonlySet<Layer>
  /** The models that others are made of. */
  readonly inner: ReadonlySet<Layer>
  /** The modules of Keras that are used. */
  readonly modules: Set<string>
  /** Modules that are no part of Keras's own interface, each with a class of it. */
  readonly imports: Set<string>
  /** What was left out of the statement that is being written. */
  readonly comments: string[]
}

// ---- layers

/** A layer as it is called: its variable, or the expression that makes it. */
export function layerExpression(layer: Layer, writing: Writing): Expression {
  return writing.variables.get(layer) ?? makingExpression(layer, writing)
}

/** The expression that makes a layer. */
export function makingExpression(layer: Layer, writing: Writing): Expression {
  if (!(layer instanceof PlainLayer)) return refuseLayer(layer, writing)
  if (isInput(layer)) return inputExpression(layer, writing)
  const { kind, findings } = layer.bound
  if (findings.some(isError)) return writing.trouble.refuse(`Keras refuses this ${kind.name}`, layer.place)
  const callee = classText(kind, writing)
  if (callee === undefined) return refuseLayer(layer, writing)
  const { written, leftOut } = argumentsOf(layer)
  for (const name of leftOut) writing.comments.push(`${name} is left out: it is not known`)
  const items = written.map((argument): Item => {
    const value = valueExpression(argument.value, valueContext(layer, argument, writing))
    return argument.isPositional ? { value } : { name: argument.name, value }
  })
  return call(callee, [...items, ...commonItems(layer, writing)])
}

/** A class as it is called, which is imported; undefined where Keras has none of that name. */
function classText({ name }: LayerKind, { imports, modules }: Writing): string | undefined {
  const module = applicationModules[name]
  if (module !== undefined) {
    imports.add(`keras.src.applications.${module} ${name}`)
    return name
  }
  if (kerasLayers.byClass(name)?.name !== name) return undefined
  modules.add('layers')
  return `layers.${name}`
}

function refuseLayer(layer: Layer, { trouble }: Writing): string {
  const reason = isCustom(layer)
    ? `what ${layer.className} does is code of the program`
    : `${layer.className} is a class of the program`
  return trouble.refuse(reason, layer.place)
}

const valueContext = (layer: PlainLayer, { name, parameter }: WrittenArgument, writing: Writing): ValueContext => ({
  ...contextAt(layer.place, `${layer.className}: ${name}`, writing),
  functions: parameter.names ?? [],
})

const contextAt = (place: Place, what: string, writing: Writing): ValueContext => ({
  trouble: writing.trouble,
  place,
  what,
  nameOfSymbol: key => writing.sizes.get(key) ?? key,
  layer: inner => layerExpression(inner, writing),
  functions: [],
})

function commonItems(layer: PlainLayer, writing: Writing): readonly Item[] {
  const name = writing.names.get(layer)
  const items: Item[] = []
  if (isUnknown(layer.trainable) && layer.counts.total !== 0)
    writing.trouble.unknown(`whether ${layer.name} trains`, layer.trainable, layer.place)
  if (isStill(layer) && !writing.frozen.has(layer)) items.push({ name: 'trainable', value: 'False' })
  if (name !== undefined) items.push({ name: 'name', value: quoted(name) })
  return items
}

/** `keras.Input((28, 28, 1), name="image")`. */
export function inputExpression(layer: PlainLayer, writing: Writing): Expression {
  const { trouble, names } = writing
  const parts = inputParts(layer, trouble)
  if (typeof parts === 'string') return parts
  const { batch, sample, dtype, switches } = parts
  const sizes = sample.map(size => sizeText(size, layer.place, writing))
  const shape = sizes.length === 1 ? `(${sizes[0]},)` : `(${sizes.join(', ')})`
  const items: Item[] = [{ value: shape }]
  if (batch !== undefined && isWritable(batch, writing.sizes))
    items.push({ name: 'batch_size', value: sizeText(batch, layer.place, writing) })
  if (dtype !== floatType) items.push({ name: 'dtype', value: quoted(dtype) })
  for (const name of switches) items.push({ name, value: 'True' })
  const name = names.get(layer)
  if (name !== undefined) items.push({ name: 'name', value: quoted(name) })
  return call('keras.Input', items)
}

function sizeText(size: Size, place: Place, { sizes, trouble }: Writing): string {
  if (typeof size === 'number') return String(size)
  if (isUnknown(size)) return trouble.unknown('a size of the input', size, place)
  return isSymbolic(size) && isWritable(size, sizes) ? symbolText(size, key => sizes.get(key)!, ' ') : 'None'
}

// ---- calls

/** `layers.Dense(10)(x)`, `ops.add(x, y)`. */
export function callExpression(visit: Visit, writing: Writing): Expression {
  const { layer, place, facts } = visit
  if (facts.refused) return writing.trouble.refuse(`Keras refuses this call of ${layer.className}`, place)
  if (layer instanceof Operation) {
    const { bound, numbers } = layer
    return operationExpression({ bound, tensors: visit.inputs, numbers }, place, writing)
  }
  const made = layerExpression(layer, writing)
  return isInput(layer) ? made : call(made, callItems(visit, writing))
}

function callItems(visit: Visit, writing: Writing): readonly Item[] {
  const { layer, inputs, options, place } = visit
  const [first, ...others] = layer.layerKind.call
  const names = [...others.filter(name => inputs.has(name) || options.has(name))]
  for (const name of [...inputs.keys(), ...options.keys()])
    if (name !== first && !names.includes(name)) names.push(name)
  const main = layer instanceof Model ? flatten<Tensor>(inputs.get(first!) ?? []) : inputs.get(first!)
  const subject = main === undefined ? [] : [{ value: nestExpression(unwrapped(main), place, writing) }]
  return [...subject, ...names.flatMap(name => callItem(name, visit, writing))]
}

/** A model takes several inputs as a list, one alone. */
const unwrapped = (tensors: Tensors): Tensors =>
  Array.isArray(tensors) && tensors.length === 1 ? tensors[0]! : tensors

function callItem(name: string, { layer, inputs, options, place }: Visit, writing: Writing): readonly Item[] {
  const tensors = inputs.get(name)
  const value = options.get(name) ?? null
  if (/^argument \d+$/.test(name)) writing.trouble.refuse(`an argument of ${layer.name} has no name`, place)
  if (tensors !== undefined) {
    const expression = nestExpression(tensors, place, writing)
    return [byPlace.has(name) ? { value: expression } : { name, value: expression }]
  }
  if (value === null) return []
  return [{ name, value: valueExpression(value, contextAt(place, `${layer.name}: ${name}`, writing)) }]
}

/** Tensors that one passes without their names. */
const byPlace: ReadonlySet<string> = new Set(['value', 'states'])

function nestExpression(tensors: Tensors, place: Place, writing: Writing): Expression {
  if (Array.isArray(tensors)) return list(tensors.map(each => nestExpression(each, place, writing)))
  if (isLeaf(tensors)) return tensorExpression(tensors, place, writing)
  const entries = [...(tensors as ReadonlyMap<string, Tensors>)].map(
    ([key, part]) => `${quoted(key)}: ${flat(nestExpression(part, place, writing))}`,
  )
  return `{${entries.join(', ')}}`
}

/** A tensor's variable, or what computes it from data. */
export function tensorExpression(tensor: Tensor, place: Place, writing: Writing): Expression {
  const name = writing.tensors.get(tensor)
  if (name !== undefined) return name
  if (tensor.origin) return operationExpression(tensor.origin, place, writing)
  const { shape } = tensor.type
  if (isUnknown(shape)) return writing.trouble.unknown('a tensor', shape, place)
  const what = tensor.isData ? 'data that the program computes' : 'a tensor that no layer puts out'
  return writing.trouble.refuse(`${what} goes into the model`, place)
}

// ---- operations

function operationExpression(computed: Computed, place: Place, writing: Writing): Expression {
  const { bound, tensors } = computed
  if (bound.kind.name === 'GetItem') return itemExpression(tensors.get('x')!, bound.values.get('key')!, place, writing)
  const found = functionCall(computed)
  if (!found) return writing.trouble.refuse(`keras.ops has no ${bound.kind.name} of this kind`, place)
  const [module = ''] = found.path.split('.')
  if (module === 'ops') writing.modules.add(module)
  const items = found.arguments.flatMap(({ parameter, operand, isPositional }) => {
    if (parameter.rest) return restItems(operand, place, writing)
    const value = operandExpression(operand, `${found.path}: ${parameter.name}`, place, writing)
    return [isPositional ? { value } : { name: parameter.name, value }]
  })
  return call(module === 'ops' ? found.path : `keras.${found.path}`, items)
}

function restItems(operand: Operand, place: Place, writing: Writing): readonly Item[] {
  const tensors = operand.kind === 'tensors' ? operand.tensors : []
  return (Array.isArray(tensors) ? tensors : [tensors]).map(each => ({ value: nestExpression(each, place, writing) }))
}

const operandExpression = (operand: Operand, what: string, place: Place, writing: Writing): Expression =>
  operand.kind === 'tensors'
    ? nestExpression(operand.tensors, place, writing)
    : valueExpression(operand.value, contextAt(place, what, writing))

/** `x[:, 0]`. */
function itemExpression(tensors: Tensors, key: Value, place: Place, writing: Writing): Expression {
  const keys = isList(key) ? key : [key]
  const parts = keys.map(part => {
    if (part === ellipsis) return ellipsis
    const context = contextAt(place, 'an index', writing)
    if (typeof part !== 'object' || part === null || !isDict(part)) return flat(valueExpression(part, context))
    const [start, stop, step] = part.entries.map(([, bound]) =>
      bound === null ? '' : flat(valueExpression(bound, context)),
    )
    return `${start}:${stop}${step === '' ? '' : `:${step}`}`
  })
  const inside = isList(key) && parts.length === 1 ? `${parts[0]},` : parts.join(', ')
  return `${flat(nestExpression(tensors, place, writing))}[${inside}]`
}
