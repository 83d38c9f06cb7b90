/** Layers, their calls and operations as lines of `.net`. */

import { everyLayer } from '../layers/keras/catalogue.ts'
import { ellipsis } from '../layers/keras/operations/indexing.ts'
import { floatType } from '../layers/policy.ts'
import { isError } from '../layers/problem.ts'
import { type Signature, signatureOf } from '../layers/side-by-side.ts'
import { isDict, isList, isNamedValue, type Value } from '../layers/value.ts'
import { isCustom } from '../model/custom.ts'
import { type Layer, Operation, PlainLayer, type Visit } from '../model/layer.ts'
import { Model, Sequential } from '../model/model.ts'
import type { Tensor, Tensors } from '../model/tensor.ts'
import type { Place } from '../source/span.ts'
import { isNone, isSymbolic, isUnknown, type Size } from '../tensor/size.ts'
import { flatten, isLeaf } from '../tensor/structure.ts'
import { argumentsOf, isStill, type WrittenArgument } from './arguments.ts'
import { inputParts } from './inputs.ts'
import { modelName, shortWord } from './names.ts'
import { joinSizes, type NetContext, quoted, valueText } from './net-values.ts'
import { type Computed, functionCall, type Operand } from './operations.ts'
import { isInput } from './plan.ts'
import { symbolText } from './symbols.ts'
import type { Trouble } from './trouble.ts'

/** What is known while one model is written. */
export interface Writing {
  readonly trouble: Trouble
  readonly tensors: ReadonlyMap<Tensor, string>
  /** The tensors that lines name. */
  readonly used: Set<Tensor>
  /** Models that stand by themselves, and layers that are called several times. */
  readonly variables: ReadonlyMap<Layer, string>
  /** The names of layers that are written. */
  readonly names: ReadonlyMap<Layer, string>
  /** Names for open sizes, by the keys of their symbols. */
  readonly sizes: ReadonlyMap<string, string>
  /** Layers that a model around them keeps from training. */
  readonly frozen: ReadonlySet<Layer>
  /** The models that keep them from it, where they are used. */
  readonly freezing: ReadonlySet<Layer>
  /** What stands under other names, which words alone would mean. */
  readonly isName: (word: string) => boolean
  /** What was left out of the line that is being written. */
  readonly comments: string[]
  /** The lines that name tensors, so that the layers do not just follow each other. */
  readonly joins: Set<string>
}

// ---- layers

/** A layer as it is made: its word and its arguments. */
export function layerText(layer: Layer, writing: Writing): string {
  if (!(layer instanceof PlainLayer)) return refuseLayer(layer, writing)
  if (isInput(layer)) return inputText(layer, writing)
  const { kind, findings } = layer.bound
  if (findings.some(isError)) return writing.trouble.refuse(`Keras refuses this ${kind.name}`, layer.place)
  if (everyLayer.byClass(kind.name)?.name !== kind.name) return refuseLayer(layer, writing)
  const { written, leftOut } = argumentsOf(layer)
  for (const name of leftOut) writing.comments.push(`${name} is left out: it is not known`)
  return [shortWord(kind), ...argumentTexts(layer, written, writing), ...commonTexts(layer, writing)].join(' ')
}

function refuseLayer(layer: Layer, { trouble }: Writing): string {
  const reason = isCustom(layer)
    ? `what ${layer.className} does is code of the program`
    : `${layer.className} is a class of the program`
  return trouble.refuse(reason, layer.place)
}

function argumentTexts(layer: PlainLayer, written: readonly WrittenArgument[], writing: Writing): readonly string[] {
  const signature = signatureOf(layer.layerKind)
  const given = new Set<string>()
  return written.map(argument => {
    const text = argumentText(argument, layer, signature, given, writing)
    given.add(argument.name)
    return text
  })
}

function argumentText(
  { name, value, parameter, isPositional }: WrittenArgument,
  layer: PlainLayer,
  signature: Signature,
  given: ReadonlySet<string>,
  writing: Writing,
): string {
  const word = bareWord(name, value, signature, given, writing)
  if (word !== undefined) return word
  const slot = signature.slots.get(name)
  const context: NetContext = {
    ...contextAt(layer.place, `${layer.className}: ${name}`, writing),
    functions: parameter.names ?? [],
    takesWords: !isPositional && (slot === undefined || slot.takesText || slot.knowsWords),
    takesTuple: slot?.takesTuple === true,
  }
  const text = valueText(value, context)
  return isPositional ? text : `${name}=${text}`
}

/** The word alone, where it goes to this parameter and to no other. */
function bareWord(
  name: string,
  value: Value,
  { words }: Signature,
  given: ReadonlySet<string>,
  { isName }: Writing,
): string | undefined {
  const text = typeof value === 'object' && value !== null && isNamedValue(value) ? value.name : value
  const word = text === true ? name : text
  if (typeof word !== 'string' || isName(word) || !/^[A-Za-z_]\w*$/.test(word)) return undefined
  const meaning = words.get(word)?.find(each => !given.has(each.name))
  return meaning?.name === name ? word : undefined
}

const contextAt = (place: Place, what: string, writing: Writing): NetContext => ({
  trouble: writing.trouble,
  place,
  what,
  nameOfSymbol: key => writing.sizes.get(key) ?? key,
  layer: inner => `(${writing.variables.get(inner) ?? layerText(inner, writing)})`,
  functions: [],
  isName: writing.isName,
  takesWords: false,
  takesTuple: false,
})

function commonTexts(layer: PlainLayer, writing: Writing): readonly string[] {
  const name = writing.names.get(layer)
  if (isUnknown(layer.trainable) && layer.counts.total !== 0)
    writing.trouble.unknown(`whether ${layer.name} trains`, layer.trainable, layer.place)
  return [
    ...(isStill(layer) && !writing.frozen.has(layer) ? ['trainable=false'] : []),
    ...(name === undefined ? [] : [nameText(name, writing)]),
  ]
}

export const nameText = (name: string, { isName }: Pick<Writing, 'isName'>): string =>
  `name=${/^[A-Za-z_]\w*$/.test(name) && !isName(name) ? name : quoted(name)}`

/** `input 28x28x1 name=image`. */
export function inputText(layer: PlainLayer, writing: Writing): string {
  const { trouble, names } = writing
  const parts = inputParts(layer, trouble)
  if (typeof parts === 'string') return parts
  const { batch, sample, dtype, switches } = parts
  const sizes = sample.map(size => sizeText(size, layer.place, writing))
  const name = names.get(layer)
  return [
    'input',
    sizes.length === 0 ? '()' : joinSizes(sizes),
    ...(dtype === floatType ? [] : [dtype]),
    ...(batch === undefined || isNone(batch) ? [] : [`batch_size=${sizeText(batch, layer.place, writing)}`]),
    ...switches,
    ...(name === undefined ? [] : [nameText(name, writing)]),
  ].join(' ')
}

function sizeText(size: Size, place: Place, { sizes, trouble }: Writing): string {
  if (typeof size === 'number') return String(size)
  if (isUnknown(size)) return trouble.unknown('a size of the input', size, place)
  return isSymbolic(size) ? symbolText(size, key => sizes.get(key) ?? key, '') : '?'
}

// ---- calls

/** The line of a call, without its targets, where the line before put out `current`. */
export function callText(visit: Visit, current: Tensor | undefined, writing: Writing): string {
  const { layer, place, facts } = visit
  if (facts.refused) return writing.trouble.refuse(`Keras refuses this call of ${layer.className}`, place)
  if (layer instanceof Operation) {
    const { bound, numbers } = layer
    return operationText({ bound, tensors: visit.inputs, numbers }, place, current, writing)
  }
  if (isInput(layer)) return layerText(layer, writing)
  const made = usedText(layer, writing)
  const tensors = [...subjects(visit, current, writing), ...optionTexts(visit, writing)]
  const text = [made, ...tensors].join(' ')
  if (tensors.length > 0 || made === writing.variables.get(layer)) writing.joins.add(text)
  return text
}

/** What a line begins with: a layer, or the name of one or of a model that stands by itself. */
export function usedText(layer: Layer, writing: Writing): string {
  const variable = writing.variables.get(layer)
  if (variable !== undefined) return writing.freezing.has(layer) ? `${variable} trainable=false` : variable
  return layer instanceof Sequential ? sequentialText(layer, writing) : layerText(layer, writing)
}

/** The head of a Sequential model that stands where it is used. */
export function sequentialText(model: Sequential, writing: Writing): string {
  const name = modelName(model)
  return [
    'sequential',
    ...(name === undefined ? [] : [nameText(name, writing)]),
    ...(writing.freezing.has(model) ? ['trainable=false'] : []),
  ].join(' ')
}

/** What a call is made on, where it does not just go on from the line before. */
function subjects(visit: Visit, current: Tensor | undefined, writing: Writing): readonly string[] {
  const { layer, place } = visit
  const { takes, call } = layer.layerKind
  const main = visit.inputs.get(call[0]!) ?? []
  const tensors = takes === 'tensor' && !(layer instanceof Model) ? inOrder(visit) : listed(main)
  const name = (tensor: Tensors) => tensorText(tensor, place, writing)
  const isShared = writing.variables.has(layer)
  if (takes === 'list' && !isShared) {
    if (isLeaf(main)) return [writing.trouble.refuse(`${layer.className} is called on no list`, place)]
    if (tensors.length === 2 && tensors[0] === current) return [name(tensors[1]!)]
    return tensors.length === 1 ? [writing.trouble.refuse('one tensor alone is merged', place)] : tensors.map(name)
  }
  const options = optionNames(visit)
  if (tensors.length === 1 && tensors[0] === current && options.length === 0) return []
  return ['from', ...tensors.map(name)]
}

const listed = (tensors: Tensors): readonly Tensors[] =>
  Array.isArray(tensors) ? (tensors as readonly Tensors[]) : isLeaf(tensors) ? [tensors] : flatten(tensors)

/** The tensor arguments of a call as far as one follows the other. */
function inOrder({ layer, inputs }: Visit): readonly Tensors[] {
  const tensors: Tensors[] = []
  for (const name of layer.layerKind.call) {
    const given = inputs.get(name)
    if (given === undefined || !isLeaf(given)) break
    tensors.push(given)
  }
  return tensors
}

/** What a call is given by name. */
function optionNames(visit: Visit): readonly string[] {
  const { layer, inputs, options } = visit
  const { call, takes } = layer.layerKind
  const inPlace = takes === 'tensor' && !(layer instanceof Model) ? inOrder(visit).length : 1
  const placed = new Set(call.slice(0, inPlace))
  return [...inputs.keys(), ...[...options.keys()].filter(name => options.get(name) !== null)].filter(
    name => !placed.has(name),
  )
}

function optionTexts(visit: Visit, writing: Writing): readonly string[] {
  const { layer, inputs, options, place } = visit
  return optionNames(visit).map(name => {
    if (/^argument \d+$/.test(name)) writing.trouble.refuse(`an argument of ${layer.name} has no name`, place)
    const tensors = inputs.get(name)
    if (tensors !== undefined) return `${name}=${tensorText(tensors, place, writing)}`
    return `${name}=${valueText(options.get(name)!, contextAt(place, `${layer.name}: ${name}`, writing))}`
  })
}

/** The name of a tensor; several in brackets. */
export function tensorText(tensors: Tensors, place: Place, writing: Writing): string {
  if (Array.isArray(tensors)) return `[${tensors.map(each => tensorText(each, place, writing)).join(', ')}]`
  if (!isLeaf(tensors)) return writing.trouble.refuse('a dictionary of tensors cannot be written in .net', place)
  writing.used.add(tensors)
  const name = writing.tensors.get(tensors)
  if (name !== undefined) return name
  const { shape } = tensors.type
  if (isUnknown(shape)) return writing.trouble.unknown('a tensor', shape, place)
  const what = tensors.isData ? 'data that the program computes' : 'a tensor that no layer puts out'
  return writing.trouble.refuse(`${what} goes into the model`, place)
}

// ---- operations

/** `ops.add 3.0`, `ops.subtract b from a`. */
export function operationText(computed: Computed, place: Place, current: Tensor | undefined, writing: Writing): string {
  const { bound, tensors } = computed
  if (bound.kind.name === 'GetItem')
    return itemText(tensors.get('x')!, bound.values.get('key')!, place, current, writing)
  const found = functionCall(computed)
  if (!found?.path.startsWith('ops.'))
    return writing.trouble.refuse(`keras.ops has no ${bound.kind.name} of this kind`, place)
  const [first, ...rest] = swapped(found.arguments, bound.kind.name)
  const isMain = first !== undefined && first.operand.kind === 'tensors' && isLeaf(first.operand.tensors)
  if (!isMain && tensors.size > 0)
    return writing.trouble.refuse(`.net cannot write ${found.path} that does not begin with one tensor`, place)
  const subject = isMain ? (first.operand as Operand & { readonly kind: 'tensors' }).tensors : undefined
  const texts = (isMain ? rest : found.arguments).map(({ parameter, operand, isPositional }) => {
    const text = operandText(operand, `${found.path}: ${parameter.name}`, place, writing)
    return isPositional ? text : `${parameter.name}=${text}`
  })
  const text = [found.path, ...texts, ...fromText(subject, place, current, writing)].join(' ')
  writing.joins.add(text)
  return text
}

/** The tensor first, where the order does not matter. */
function swapped<T extends { readonly operand: Operand }>(items: readonly T[], name: string): readonly T[] {
  const [a, b] = items
  const isTurned = items.length === 2 && a!.operand.kind === 'value' && b!.operand.kind === 'tensors'
  return isTurned && symmetric.has(name) ? [b!, a!] : items
}

const symmetric: ReadonlySet<string> = new Set(['Add', 'Multiply', 'Maximum', 'Minimum', 'Equal', 'NotEqual'])

const operandText = (operand: Operand, what: string, place: Place, writing: Writing): string =>
  operand.kind === 'tensors'
    ? tensorText(operand.tensors, place, writing)
    : valueText(operand.value, contextAt(place, what, writing))

function fromText(
  subject: Tensors | undefined,
  place: Place,
  current: Tensor | undefined,
  writing: Writing,
): readonly string[] {
  return subject === undefined || subject === current ? [] : ['from', tensorText(subject, place, writing)]
}

/** One element along an axis, or new axes; `.net` has no slices. */
function itemText(subject: Tensors, key: Value, place: Place, current: Tensor | undefined, writing: Writing): string {
  const parts = isList(key) ? key : [key]
  const from = fromText(subject, place, current, writing)
  const at = parts.findIndex(part => typeof part === 'number' || part === null)
  const others = parts.filter((_, i) => i !== at)
  const dots = others.indexOf(ellipsis)
  if (at < 0 || !others.every(isWhole) || others.filter(part => part === ellipsis).length > 1)
    return writing.trouble.refuse('.net cannot write a slice of a tensor', place)
  const axis = dots >= 0 && dots < at ? at - parts.length : at
  const part = parts[at]
  const text = [part === null ? `ops.expand_dims ${axis}` : `ops.take ${part} axis=${axis}`, ...from].join(' ')
  writing.joins.add(text)
  return text
}

const isWhole = (part: Value): boolean =>
  part === ellipsis ||
  (typeof part === 'object' && part !== null && isDict(part) && part.entries.every(([, bound]) => bound === null))
