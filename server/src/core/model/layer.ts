/** Layers as objects of a program: made once, called any number of times, owning their weights. */
import type { Bound } from '../layers/bind.ts'
import { type Counts, countWeights, type Facts, type WeightFact } from '../layers/facts.ts'
import type { CallInputs } from '../layers/infer.ts'
import type { Inference } from '../layers/inference.ts'
import type { LayerKind, LayerLike, OwnCell } from '../layers/layer.ts'
import type { CallPlace } from '../layers/problem.ts'
import { isLayerValue, isList, type LayerValue, printPython, type Value } from '../layers/value.ts'
import type { Place } from '../source/span.ts'
import { isShape, type Shape, type TensorType } from '../tensor/shape.ts'
import { isNone, isSymbolic, isUnknown, none, type Size, showingAt, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../tensor/structure.ts'
import { interval, noteUndo } from './history.ts'
import type { Tensor, Tensors } from './tensor.ts'

const noVisits: readonly Visit[] = []
const noOptions: CallInputs['options'] = new Map()

/** Whether a call is made on numbers, or on what calls on numbers gave. */
export function isOnData(given: ReadonlyMap<string, Tensors> | Tensor): boolean {
  if (!(given instanceof Map)) return isEager(given as Tensor)
  const tensors = [...(given as ReadonlyMap<string, Tensors>).values()].flatMap(each => flatten<Tensor>(each))
  return tensors.length > 0 && tensors.every(isEager)
}

/** Whether an input comes from one of the sizes that data have. */
const followsData = (given: ReadonlyMap<string, Tensors> | Tensor): boolean =>
  given instanceof Map
    ? [...(given as ReadonlyMap<string, Tensors>).values()].some(each => flatten<Tensor>(each).some(hasBatchOfData))
    : hasBatchOfData(given as Tensor)

const hasBatchOfData = ({ producer }: Tensor): boolean => producer?.hasBatchOfData === true

const holdsNone = ({ shape }: TensorType): boolean => isShape(shape) && shape.some(isNone)

/** Data has sizes, also where a rule leaves them to the data. */
const settled = (type: TensorType): TensorType =>
  holdsNone(type) && isShape(type.shape)
    ? { ...type, shape: type.shape.map(size => (isNone(size) ? unknown('only the data says how many') : size)) }
    : type

/** What a rule does not know is not known from this call on. */
const located = (type: TensorType, place: Place): TensorType =>
  isShape(type.shape) ? type : { ...type, shape: showingAt(type.shape, place) }

/** Whether a tensor is data, or was computed at once from data. */
export const isEager = ({ isData, producer }: Tensor): boolean => isData === true || producer?.isOnData === true

/** One evaluation of one call. A loop or a helper function visits the same place many times. */
export class Visit {
  readonly outputs: Tensors
  /** Whether it is computed at once, on data alone: then it is no part of a graph. */
  readonly isOnData: boolean
  /** Whether the size of the batch is that of data: how many samples there are is none of the layer's. */
  readonly hasBatchOfData: boolean
  private all: ReadonlyMap<string, Tensors> | undefined

  constructor(
    readonly layer: Layer,
    /** Where the call stands; the layer's own place where it is called without a call, as in a Sequential model. */
    readonly place: Place,
    /** The tensors by the names of `LayerKind.call`; the first alone where there are no others, which is most calls. */
    private readonly given: ReadonlyMap<string, Tensors> | Tensor,
    readonly facts: Facts,
    /** The calls that it is made of, where the program says what the layer does. */
    readonly inner: readonly Visit[] = noVisits,
    /** What else was passed: `training=False`. */
    readonly options: CallInputs['options'] = noOptions,
    /** Whether it stands for an input of the sizes that data have: the model was built by a call on data. */
    isOfData = false,
  ) {
    const { output } = facts
    this.isOnData = isOnData(given)
    this.hasBatchOfData = isOfData || this.isOnData || followsData(given)
    const isSettled = this.isOnData && this.inputTensors.every(({ type }) => !holdsNone(type))
    const tensor = (type: TensorType): Tensor => ({
      type: located(isSettled ? settled(type) : type, place),
      producer: this,
    })
    this.outputs = isLeaf(output) ? tensor(output) : mapStructure(output, tensor)
  }

  get inputs(): ReadonlyMap<string, Tensors> {
    if (this.given instanceof Map) return this.given
    this.all ??= new Map([[this.layer.layerKind.call[0]!, this.given as Tensor]])
    return this.all
  }

  /** The same call on other tensors of the same types, or of another layer that is the same. */
  again(other: (tensor: Tensor) => Tensor, layer: Layer = this.layer, place: Place = this.place): Visit {
    const { given, facts, inner, options } = this
    if (!(given instanceof Map)) return new Visit(layer, place, other(given as Tensor), facts, inner, options)
    const all = [...(given as ReadonlyMap<string, Tensors>)].map(([name, tensors]): [string, Tensors] => [
      name,
      mapStructure(tensors, other),
    ])
    return new Visit(layer, place, new Map(all), facts, inner, options)
  }

  /** The tensors that the call was made on. */
  get inputTensors(): readonly Tensor[] {
    if (!(this.given instanceof Map)) return [this.given as Tensor]
    return [...this.given.values()].flatMap(tensors => flatten<Tensor>(tensors))
  }
}

function takeBackVisit(layer: Layer): void {
  if (layer.visits.length === 1) layer.visits = noVisits
  else (layer.visits as Visit[]).pop()
}

/** What plain layers and models have in common. */
export abstract class Layer implements LayerLike {
  /** Its calls in their order. */
  visits: readonly Visit[] = noVisits
  /** Whether training changes its weights; Keras lets programs set it at any time. Unknown after code that is not followed. */
  trainable: boolean | Unknown = true

  /** In which interval of the history it was made. */
  readonly born = interval()

  /** Why it is not known what it is made of; undefined where it is. */
  get gap(): Unknown | undefined {
    return undefined
  }

  /** What it is as a cell of a recurrent layer, where the program says what it does. */
  get cell(): OwnCell | undefined {
    return undefined
  }

  /** Whether Keras cannot tell what it puts out without calling it. */
  get refusesShapes(): boolean {
    return false
  }

  abstract readonly className: string
  abstract readonly layerKind: LayerKind

  constructor(
    readonly name: string,
    /** Where it was made. */
    readonly place: CallPlace,
  ) {}

  /** The layer as an argument of another one. */
  get asArgument(): LayerValue {
    return { kind: 'layer', layer: this }
  }

  /** The input that Keras makes for it where it comes first in a Sequential model, batch included. */
  get inputShape(): Shape | undefined {
    return undefined
  }

  /** The weights that are its own, not those of the layers in it. */
  get ownWeights(): readonly WeightFact[] | Unknown {
    return []
  }

  /** Whether it has no weights yet, because it was never called. */
  get isUnbuilt(): boolean {
    return false
  }

  /** Whether layers in it that were never called have no weights, and need none. */
  get holdsUncalled(): boolean {
    return false
  }

  /** Notes a call. Most layers have one, for which an array of one is enough. */
  addVisit(visit: Visit): void {
    if (this.visits.length === 0) this.visits = [visit]
    else (this.visits as Visit[]).push(visit)
    if (this.born !== interval()) noteUndo(takeBackVisit, this)
  }

  /** What it would put out for `inputs`, without calling it. */
  abstract inferCall(inputs: CallInputs): Facts

  infer(inputs: Structure<TensorType>, isRun = false, isTold = false): Facts {
    const tensors = new Map([[this.layerKind.call[0]!, inputs]])
    return this.inferCall({ tensors, options: new Map(), isRun, isTold })
  }

  /** The layers that it is made of; none for a layer that stands for itself. */
  abstract readonly layers: readonly Layer[]

  /** `layer.trainable = value`: a model passes it on to its layers. */
  setTrainable(value: boolean | Unknown): void {
    for (const part of partsOf([this])) part.trainable = value
  }

  /** All weights, each once; unknown where one is not known, or where it was never called and has none yet. */
  get weights(): readonly WeightFact[] | Unknown {
    return weightsOf([this])
  }

  get counts(): Counts {
    return countLayers([this], this.trainable === false)
  }
}

/** A layer of the catalogue. */
export class PlainLayer extends Layer {
  /** The facts of its first call, which made the weights. */
  built: Facts | undefined
  /** Why it is not known whether that call was made. */
  doubt: Unknown | undefined

  constructor(
    /** Its arguments; a layer that looks words up learns its vocabulary by and by. */
    public bound: Bound,
    name: string,
    place: CallPlace,
    private readonly inference: Inference,
    /** Whether Keras or unread code makes it rather than something in the text. */
    readonly implicit: boolean,
  ) {
    super(name, place)
    this.trainable = bound.values.get('trainable') !== false
  }

  /** A new layer that is the same, with weights if this has some. */
  copy(name: string, place: CallPlace): PlainLayer {
    const copy = new PlainLayer(this.bound, name, place, this.inference, true)
    copy.built = this.built
    return copy
  }

  get className(): string {
    return this.bound.kind.name
  }

  get layerKind(): LayerKind {
    return this.bound.kind
  }

  override get inputShape(): Shape | undefined {
    return inputShapeOf(this.bound)
  }

  inferCall(inputs: CallInputs): Facts {
    const { runOption } = this.layerKind.traits
    const options = runOption && inputs.isRun ? new Map(inputs.options).set(runOption, true) : inputs.options
    return this.inference.infer(this.bound, options === inputs.options ? inputs : { ...inputs, options })
  }

  override infer(inputs: Structure<TensorType>, isRun = false): Facts {
    const isPlain = isLeaf(inputs) && !(isRun && this.layerKind.traits.runOption)
    return isPlain ? this.inference.inferOne(this.bound, inputs) : super.infer(inputs, isRun)
  }

  get layers(): readonly Layer[] {
    return []
  }

  override get isUnbuilt(): boolean {
    return this.visits.length === 0 && this.built === undefined
  }

  override get ownWeights(): readonly WeightFact[] | Unknown {
    const { built, visits, name, place } = this
    const [first] = visits
    if (built) return trainingNow(this.weightsOfCells ?? built.weights, this.shared)
    if (!first) return unknown(`${name} has not been called on an input, so its weights do not exist yet`, place)
    const { weights } = first.facts
    return showingAt(isUnknown(weights) ? weights : unknown(`${name} is refused`), first.place)
  }

  /** Cells of the program's own get weights also after the layer around them was built, when they are really called. */
  private get weightsOfCells(): readonly WeightFact[] | Unknown | undefined {
    const [input] = this.visits[0]?.inputTensors ?? []
    return input && this.bound.kind.traits.holdsCells && this.shared.some(holdsOwnCell)
      ? this.infer(input.type).weights
      : undefined
  }

  /** The layers in its arguments whose weights are its own too. */
  get shared(): readonly Layer[] {
    const { pure, written, kind } = this.bound
    if (pure) return []
    return [...written].flatMap(([name, value]) => (kind.traits.copies === name ? [] : layersIn(value)))
  }
}

const holdsOwnCell = (layer: Layer): boolean =>
  layer.cell !== undefined || (layer instanceof PlainLayer && layer.shared.some(holdsOwnCell))

const layersIn = (value: Value): readonly Layer[] => {
  if (isList(value)) return value.flatMap(layersIn)
  return typeof value === 'object' && value !== null && isLayerValue(value) && value.layer instanceof Layer
    ? [value.layer]
    : []
}

/** The weights of a layer around others, which may have been frozen since it was built. */
function trainingNow(
  weights: readonly WeightFact[] | Unknown,
  shared: readonly Layer[],
): readonly WeightFact[] | Unknown {
  if (shared.length === 0 || isUnknown(weights)) return weights
  const inner = shared.map((layer): [string, ReadonlyMap<string, boolean>] => {
    const own = layer.weights
    return [`${layer.name}/`, new Map(isUnknown(own) ? [] : own.map(each => [each.name, each.trainable]))]
  })
  return weights.map(weight => {
    const [path, trains] = inner.find(([path]) => weight.name.startsWith(path)) ?? []
    const trainable = path === undefined ? undefined : trains?.get(weight.name.slice(path.length))
    return trainable === undefined || trainable === weight.trainable ? weight : { ...weight, trainable }
  })
}

/** An operation on tensors: called once, where it is made. It is part of a graph, but none of a model's layers. */
export class Operation extends Layer {
  readonly layers: readonly Layer[] = []

  constructor(
    readonly bound: Bound,
    /** What it computes with that are no tensors, by the names of `LayerKind.call`. */
    readonly numbers: CallInputs['options'],
    name: string,
    place: CallPlace,
    private readonly inference: Inference,
  ) {
    super(name, place)
  }

  get className(): string {
    return this.bound.kind.name
  }

  get layerKind(): LayerKind {
    return this.bound.kind
  }

  inferCall({ tensors }: CallInputs): Facts {
    return this.inference.infer(this.bound, { tensors, options: this.numbers })
  }
}

/** Whether a layer trains, now or at some other point of the program. */
export type TrainableOf = (layer: Layer) => Layer['trainable']

const trainableNow: TrainableOf = layer => layer.trainable

/** The weights of layers, each layer once; those of a model's layers under the names of these. */
export function weightsOf(
  layers: Iterable<Layer>,
  trainableOf: TrainableOf = trainableNow,
): readonly WeightFact[] | Unknown {
  const given = new Set(layers)
  const weights: WeightFact[] = []
  const { parts, gap, needless } = walk(given)
  if (gap) return gap
  const around = sharedIn(parts)
  for (const part of parts) {
    if (around.has(part)) continue
    const own = needless.has(part) ? [] : part.ownWeights
    if (isUnknown(own)) return own
    const named = given.has(part) ? own : own.map(weight => ({ ...weight, name: `${part.name}/${weight.name}` }))
    for (const weight of named) weights.push(trainableOf(part) === false ? { ...weight, trainable: false } : weight)
  }
  return weights
}

/** The layers whose weights are counted with a layer around them. */
function sharedIn(parts: ReadonlySet<Layer>): ReadonlySet<Layer> {
  const shared = new Set<Layer>()
  for (const part of parts)
    if (part instanceof PlainLayer && part.built) for (const inner of walk(part.shared).parts) shared.add(inner)
  return shared
}

/**
 * The parameters of layers, each layer once. Which of them train is unknown where it is for one that has any; none does
 * where what they are in is frozen, whatever is said of the parts.
 */
export function countLayers(
  layers: Iterable<Layer>,
  isFrozen: boolean,
  trainableOf: TrainableOf = trainableNow,
): Counts {
  const given = [...layers]
  const counts = countWeights(weightsOf(given, trainableOf), isFrozen)
  if (isFrozen) return counts
  for (const part of partsOf(given)) {
    const open = trainableOf(part)
    if (isUnknown(open) && !hasNoWeights(part)) return { total: counts.total, trainable: open, nonTrainable: open }
  }
  return counts
}

const hasNoWeights = ({ ownWeights }: Layer): boolean => !isUnknown(ownWeights) && ownWeights.length === 0

/** Layers and all that they are made of, each once and in order. */
export const partsOf = (layers: Iterable<Layer>): ReadonlySet<Layer> => walk(layers).parts

interface Parts {
  readonly parts: ReadonlySet<Layer>
  /** The first reason for which a model among them is not known whole. */
  readonly gap: Unknown | undefined
  /** Layers that were never called and that nothing needs. */
  readonly needless: ReadonlySet<Layer>
}

function walk(layers: Iterable<Layer>): Parts {
  const parts = new Set<Layer>()
  const needless = new Set<Layer>()
  const pending = [...layers].reverse()
  let gap: Unknown | undefined
  while (pending.length > 0) {
    const layer = pending.pop()!
    if (parts.has(layer)) continue
    parts.add(layer)
    gap ??= layer.gap
    const { layers: inner } = layer
    if (layer.holdsUncalled || needless.has(layer))
      for (const each of inner) {
        if (each.isUnbuilt) needless.add(each)
        else if (each instanceof PlainLayer) gap ??= each.doubt
      }
    for (let i = inner.length - 1; i >= 0; i--) pending.push(inner[i]!)
  }
  return { parts, gap, needless }
}

/** The shape that `input_shape` and its like give, batch included. The `input_dim` of Embedding is something else. */
export function inputShapeOf({ kind, values }: Bound): Shape | undefined {
  const batch = values.get('batch_input_shape') ?? null
  if (isList(batch)) return batch.map(sizeOfValue)
  const features = 'input_dim' in kind.parameters ? null : (values.get('input_dim') ?? null)
  const sizes = features === null ? (values.get('input_shape') ?? null) : [features]
  return isList(sizes) ? [none, ...sizes.map(sizeOfValue)] : undefined
}

const sizeOfValue = (value: Value): Size => {
  if (value === null) return none
  if (typeof value === 'number' || isSymbolic(value) || isUnknown(value)) return value
  return unknown(`${printPython(value)} is no size`)
}

/** The value of an argument of a plain layer, given or default. */
export const argumentOf = (layer: Layer, name: string): Value | undefined =>
  layer instanceof PlainLayer ? layer.bound.values.get(name) : undefined
