/** Names: variables for tensors, which hold as long as they are needed, and the names that Keras numbers. */
import { wordOf } from '../layers/catalogue.ts'
import type { LayerKind } from '../layers/layer.ts'
import { toSnakeCase } from '../layers/words.ts'
import type { Analysis } from '../model/analysis.ts'
import { type Layer, PlainLayer } from '../model/layer.ts'
import { Functional, Model, Sequential } from '../model/model.ts'
import type { Tensor } from '../model/tensor.ts'
import { flatten } from '../tensor/structure.ts'
import { givenName } from './arguments.ts'
import { isInput, layersInArguments, outputsOf, type Step, tensorsReadBy } from './plan.ts'

/** The name that the program, or a class of its own, gave to a model; undefined where Keras numbered it. */
export const modelName = ({ name }: Model): string | undefined =>
  /^(functional|sequential)(_\d+)?$/.test(name) ? undefined : name

/** A name as a variable's: `ResNet50` is `resnet50`. */
export const variableOf = (name: string): string =>
  toSnakeCase(name.replace(/\W+/g, '_'))
    .replace(/_net/g, 'net')
    .replace(/^(?=\d)/, '_')
    .replace(/_+$/, '') || 'model'

/** The word of a kind: `conv`, `bn`, `relu`; a class of one plain word keeps it, unless its short form is much shorter. */
export function shortWord(kind: LayerKind): string {
  const full = wordOf(kind)
  const [short] = kind.words.toSorted((a, b) => a.length - b.length)
  if (short === undefined) return full
  const isPlain = /^[a-z]+$/.test(full)
  return isPlain && !(short.length >= 4 && full.length - short.length >= 5) ? full : short
}

/** What the program calls a layer that several calls share, as a variable. */
export const layerVariable = (layer: Layer, { variables }: Analysis): string =>
  variableOf(variables.get(layer) ?? givenName(layer) ?? shortWord(layer.layerKind))

/** The first of `base`, `base_2`, `base_3` … that is free; a number that `base` ends with is counted up. */
export function freeName(base: string, isFree: (name: string) => boolean): string {
  if (isFree(base)) return base
  const [, stem = base, number = '1'] = /^(.*)_(\d{1,9})$/.exec(base) ?? []
  for (let count = Number(number) + 1; ; count++) if (isFree(`${stem}_${count}`)) return `${stem}_${count}`
}

// ---- tensors

export interface Wishes {
  /** Names that mean something else. */
  readonly isTaken: (name: string) => boolean
  /** What the program calls a tensor. */
  readonly nameOf: (tensor: Tensor) => string | undefined
  /** What a tensor is called that the next step alone reads. */
  readonly passing?: string
  /** Whether a tensor needs a name; all do that a step reads, unless it is said. */
  readonly isNeeded?: (tensor: Tensor) => boolean
}

/** How long each tensor is needed. */
interface Life {
  /** The steps that read it. */
  readonly readers: readonly number[]
  readonly last: number
}

/** A name for each tensor that a step reads. A name is given again when the tensor before it is not needed any more. */
export function nameTensors(steps: readonly Step[], wishes: Wishes): ReadonlyMap<Tensor, string> {
  const lives = livesOf(steps)
  const names = new Map<Tensor, string>()
  const busy = new Map<string, number>()
  steps.forEach((step, i) => {
    if (step.kind !== 'call') return
    for (const [name, until] of busy) if (until <= i) busy.delete(name)
    for (const tensor of flatten<Tensor>(step.visit.outputs)) {
      const life = lives.get(tensor)
      if (!life || wishes.isNeeded?.(tensor) === false) continue
      const base = wishFor(tensor, life, i, steps, wishes)
      const name = freeName(base, each => !busy.has(each) && !wishes.isTaken(each))
      names.set(tensor, name)
      busy.set(name, life.last)
    }
  })
  return names
}

function livesOf(steps: readonly Step[]): ReadonlyMap<Tensor, Life> {
  const readers = new Map<Tensor, number[]>()
  steps.forEach((step, i) => {
    for (const tensor of new Set(tensorsReadBy(step))) {
      const known = readers.get(tensor)
      if (known) known.push(i)
      else readers.set(tensor, [i])
    }
  })
  return new Map([...readers].map(([tensor, at]) => [tensor, { readers: at, last: at.at(-1)! }]))
}

function wishFor(tensor: Tensor, life: Life, at: number, steps: readonly Step[], wishes: Wishes): string {
  const own = wishes.nameOf(tensor)
  if (own !== undefined && own !== 'x') return own
  const { layer } = tensor.producer!
  if (isInput(layer)) return inputName(layer, steps)
  const [first] = life.readers
  const reader = steps[first!]!
  if (reader.kind === 'model') return outputsOf(reader.model).length === 1 ? 'outputs' : 'output_1'
  if (wishes.passing !== undefined && life.readers.length === 1 && first === at + 1) return wishes.passing
  return roleOf(tensor, life, steps)
}

function inputName(layer: Layer, steps: readonly Step[]): string {
  const given = givenName(layer)
  if (given !== undefined) return variableOf(given)
  const inputs = steps.filter(step => step.kind === 'call' && isInput(step.visit.layer))
  return inputs.length === 1 ? 'inputs' : 'input_1'
}

/** What a tensor that is needed later is for: to be merged again, or simply what put it out. */
function roleOf(tensor: Tensor, { readers }: Life, steps: readonly Step[]): string {
  const { producer } = tensor
  const layer = producer!.layer
  const given = givenName(layer)
  if (given !== undefined) return variableOf(given)
  if (flatten<Tensor>(producer!.outputs)[0] !== tensor) return 'state'
  if (readers.length === 1) return 'path'
  return readers.some(i => isMerging(steps[i]!)) ? 'shortcut' : 'start'
}

function isMerging(step: Step): boolean {
  if (step.kind !== 'call') return false
  const { layerKind, className } = step.visit.layer
  return layerKind.takes === 'list' || className === 'Add'
}

/** What the program calls a tensor, as a variable. */
export const tensorName = (tensor: Tensor, { variables }: Analysis): string | undefined => {
  const name = variables.get(tensor)
  return name === undefined ? undefined : variableOf(name)
}

// ---- names that Keras numbers

/**
 * The layers whose names have to be written: those that were given, and all of a model of which Keras would number two
 * alike once they are made in the order of the steps.
 */
export function writtenNames(steps: readonly Step[]): ReadonlyMap<Layer, string> {
  const counters = new Map<string, number>()
  const numbered = new Map<Layer, string>()
  const written = new Map<Layer, string>()
  const make = (layer: Layer) => {
    if (numbered.has(layer) || layer instanceof Model) return
    for (const inner of layersInArguments(layer)) make(inner)
    const given = givenName(layer)
    if (given !== undefined) written.set(layer, given)
    numbered.set(layer, given ?? numberedName(layer.className, counters))
  }
  for (const step of steps)
    if (step.kind === 'layer') make(step.layer)
    else if (step.kind === 'call') make(step.visit.layer)
    else if (step.model instanceof Sequential) step.model.layers.forEach(make)
  for (const step of steps)
    if (step.kind === 'model') {
      const layers = step.model instanceof Functional ? step.model.operations : step.model.layers
      const names = layers.map(layer => numbered.get(layer) ?? layer.name)
      if (new Set(names).size === names.length) continue
      for (const layer of layers) if (layer instanceof PlainLayer) written.set(layer, layer.name)
    }
  return written
}

function numberedName(className: string, counters: Map<string, number>): string {
  const stem = toSnakeCase(className)
  const count = counters.get(stem) ?? 0
  counters.set(stem, count + 1)
  return count === 0 ? stem : `${stem}_${count}`
}
