/** The summary of a model: the table that `model.summary()` prints, and its totals. */

import { countWeights } from '../layers/facts.ts'
import { type Snapshot, snapshotOf } from '../model/analysis.ts'
import { isCustom } from '../model/custom.ts'
import { countLayers, type Layer, type Visit, weightsOf } from '../model/layer.ts'
import { Model } from '../model/model.ts'
import type { SymbolReasons } from '../model/symbols.ts'
import type { Tensor, Tensors } from '../model/tensor.ts'
import type { Place } from '../source/span.ts'
import { sizeOf } from '../tensor/formula.ts'
import { printShape, type Shape, shapeKey } from '../tensor/shape.ts'
import { isUnknown, type Size, sum, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf } from '../tensor/structure.ts'
import type { Evaluated } from './document.ts'
import { sampleBytes, weightBytes } from './quantities.ts'
import { symbolReasons } from './symbol-reasons.ts'

export interface Summary {
  readonly name: string
  /** `Sequential` or `Functional`. */
  readonly className: string
  /** The function that made it, where nobody calls that: what is not given has a name in place of a value. */
  readonly uncalled?: string | undefined
  /** The model's constructor; for a snapshot, where the program looked at it. */
  readonly place: Place
  readonly rows: readonly SummaryRow[]
  /** One layer after the other, each used once: Keras then leaves out the column "Connected to". */
  readonly isLinear: boolean
  readonly inputs: readonly (Shape | Unknown)[]
  readonly outputs: readonly (Shape | Unknown)[]
  /** Whether the size of the batch is that of data which the model was called on. */
  readonly hasBatchOfData: boolean
  readonly total: Size
  readonly trainable: Size
  readonly nonTrainable: Size
  /** Multiply–accumulates of the matrix products for one sample, biases not counted. */
  readonly macs: Size
  readonly weightBytes: Size
  /** Bytes of the outputs of all layers but the inputs, for one sample. */
  readonly activationBytes: Size
  /** Why something is not known, each reason once. */
  readonly unknowns: readonly Unknown[]
}

export interface SummaryRow {
  readonly name: string
  readonly className: string
  /** As Keras prints it: that of the last call; `?` where there is none. Several outputs in brackets. */
  readonly output: string
  readonly params: Size
  /** `conv2d[0][0]`: the layer, which of its calls, which of its outputs. */
  readonly connectedTo: readonly string[]
  readonly trainable: boolean | Unknown
  /** Where the layer was made. */
  readonly place: Place
}

/** The summaries of all models of a program, in the order in which they are made, as they are at the end. */
export const summariesOf = ({ analysis }: Pick<Evaluated, 'analysis'>): readonly Summary[] =>
  analysis.models.map(model => ({
    ...summaryOf(snapshotOf(model), analysis.symbols),
    uncalled: analysis.uncalled.find(({ models }) => models.includes(model))?.name,
  }))

export function summaryOf(snapshot: Snapshot, symbols: SymbolReasons): Summary {
  const { model, layers, visits, outputs, gap, place, trainableOf } = snapshot
  const isFrozen = trainableOf(model) === false
  const counts = gap
    ? countWeights(gap, isFrozen)
    : countLayers(isCustom(model) ? [model] : layers, isFrozen, trainableOf)
  const within = new Set(visits)
  const calls = [...within]
  const results = outputs === undefined ? [] : flatten(outputs).map(tensor => tensor.type.shape)
  const shapes = [...model.inputs.map(tensor => tensor.type.shape), ...results]
  return {
    name: model.name,
    className: model.className,
    place,
    rows: layers.map(layer => rowOf(layer, within, trainableOf(layer))),
    isLinear: isLinear(calls),
    inputs: model.inputs.map(tensor => tensor.type.shape),
    outputs: results,
    hasBatchOfData:
      outputs !== undefined && flatten<Tensor>(outputs).some(({ producer }) => producer?.hasBatchOfData === true),
    total: counts.total,
    trainable: counts.trainable,
    nonTrainable: counts.nonTrainable,
    macs: gap ?? (outputs === undefined ? unknown(unbuilt) : sum(calls.map(macsOf))),
    weightBytes: weightBytes(gap ?? (isCustom(model) ? model.weights : weightsOf(layers))),
    activationBytes: gap ?? (outputs === undefined ? unknown(unbuilt) : sumOfBytes(calls, new Map())),
    unknowns: [
      ...reasons([counts.total, counts.trainable, ...(outputs === undefined ? [unknown(unbuilt)] : [])]),
      ...symbolReasons([counts.total, ...shapes.flatMap(shape => (isUnknown(shape) ? [] : shape))], symbols),
    ],
  }
}

const unbuilt = 'the model has no input yet: it is built when it is first called, or when its input is given'

function rowOf(layer: Layer, within: ReadonlySet<Visit>, trainable: Layer['trainable']): SummaryRow {
  const visits = layer.visits.filter(visit => within.has(visit))
  const last = layer.visits.at(-1)
  return {
    name: layer.name,
    className: layer.className,
    output: last ? printOutputs(last.outputs) : '?',
    params: layer.counts.total,
    connectedTo: visits.flatMap(visit => visit.inputTensors.flatMap(connection)),
    trainable,
    place: layer.place,
  }
}

/** As Keras prints a nest of shapes: lists in brackets, dictionaries in braces. */
function printOutputs(outputs: Tensors): string {
  if (isLeaf(outputs)) return printShape(outputs.type.shape)
  if (Array.isArray(outputs)) return `[${outputs.map(printOutputs).join(', ')}]`
  const entries = [...(outputs as ReadonlyMap<string, Tensors>)]
  return `{${entries.map(([name, part]) => `${name}: ${printOutputs(part)}`).join(', ')}}`
}

function connection(tensor: Tensor): readonly string[] {
  const { producer } = tensor
  if (!producer) return []
  const node = producer.layer.visits.indexOf(producer)
  return [`${producer.layer.name}[${node}][${flatten(producer.outputs).indexOf(tensor)}]`]
}

/** Source: `sequential_like` in keras/src/utils/summary_utils.py. */
function isLinear(visits: readonly Visit[]): boolean {
  const sources = visits.filter(visit => visit.inputs.size === 0)
  const layers = new Set(visits.map(visit => visit.layer))
  const producers = visits.flatMap(visit => visit.inputTensors.map(tensor => tensor.producer))
  const used = new Set(producers)
  return sources.length <= 1 && layers.size === visits.length && used.size === producers.length && hasOneInput(visits)
}

const hasOneInput = (visits: readonly Visit[]): boolean => visits.every(visit => visit.inputTensors.length <= 1)

/** What Keras refuses does not run. */
const macsOf = ({ facts, layer, place }: Visit): Size =>
  facts.refused ? unknown(`${layer.name} is refused`, place) : sizeOf(facts.macs)

/** What models inside models keep in memory: they would be walked through over and over where they share others. */
type InnerBytes = Map<Model, Size>

const sumOfBytes = (visits: readonly Visit[], inner: InnerBytes): Size =>
  sum(visits.map(visit => bytesOf(visit, inner)))

/** What one call keeps in memory: a model within a model keeps what its own layers put out. */
function bytesOf(visit: Visit, inner: InnerBytes): Size {
  if (visit.inputs.size === 0) return 0
  if (visit.inner.length > 0) return sumOfBytes(visit.inner, inner)
  if (visit.layer instanceof Model) return innerBytes(visit.layer, visit, inner)
  return sum(flatten(visit.outputs).map(tensor => sampleBytes(tensor.type)))
}

/** A model knows the sizes inside for its own inputs only. */
function innerBytes(model: Model, visit: Visit, inner: InnerBytes): Size {
  const keys = (tensors: readonly Tensor[]) => tensors.map(tensor => shapeKey(tensor.type.shape)).join(';')
  if (keys(model.inputs) !== keys(visit.inputTensors))
    return unknown(`${model.name} is called on other sizes than it was made for`)
  const bytes = inner.get(model) ?? sumOfBytes([...new Set(model.graphVisits)], inner)
  inner.set(model, bytes)
  return bytes
}

const reasons = (sizes: readonly Size[]): readonly Unknown[] => [
  ...new Map(sizes.filter(isUnknown).map(each => [each.why, each])).values(),
]
