/** Layers and models whose class the program defines: what they do is what its code does. */
import type { Facts, WeightFact } from '../layers/facts.ts'
import type { CallInputs } from '../layers/infer.ts'
import { type LayerKind, nestLayer, type OwnCell } from '../layers/layer.ts'
import type { CallPlace } from '../layers/problem.ts'
import { sizeOf } from '../tensor/formula.ts'
import { isShape, type Shape, type TensorType } from '../tensor/shape.ts'
import { isNone, isUnknown, type Size, sum, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, mapStructure } from '../tensor/structure.ts'
import { Layer, type Visit, weightsOf } from './layer.ts'
import { Model } from './model.ts'
import type { Tensor, Tensors } from './tensor.ts'

/** What the program says of a layer or model. It goes on changing while the program runs. */
export interface Definition {
  /** What the program knows the layer as. */
  readonly owner: object
  readonly className: string
  /** The tensor arguments of its call, in order. */
  readonly inputNames: readonly string[]
  /** The layers that it holds, in the order in which it got them. */
  readonly layers: readonly Layer[]
  /** The weights that it made itself. */
  readonly weights: readonly WeightFact[] | Unknown
  /** Why it is not known what it holds; undefined where it is. */
  readonly gap: Unknown | undefined
  /** Whether it has been called, or built for an input. */
  readonly isBuilt: boolean
  /** The input that Keras makes where it comes first in a Sequential model. */
  readonly inputShape: Shape | undefined
  /** What it is as a cell of a recurrent layer. */
  readonly cell: OwnCell
  /** Whether the program says what it puts out. */
  readonly hasCall: boolean
  /** Whether Keras cannot tell what it puts out without calling it, where it would have to. */
  readonly refusesShapes: boolean
  /** It is trained by code of its own, without a call. */
  readonly trained: () => void
  /** Calls it: what it puts out, and the calls that it makes. */
  readonly run: (tensors: ReadonlyMap<string, Tensors>, options: CallInputs['options']) => Run
  /** What a call would give: nobody is told of the calls that it is made of. */
  readonly infer: (tensors: ReadonlyMap<string, Tensors>) => Run
}

/** Stands for the shape of what a call gives beside tensors, such as a number. */
export const noTensor: Unknown = unknown('this is no tensor')

/** What a call did. */
export interface Run {
  readonly outputs: Tensors
  readonly visits: readonly Visit[]
}

/** A layer or model of a class that the program defines. */
export type Custom = CustomLayer | CustomModel

export const isCustom = (layer: Layer): layer is Custom => layer instanceof CustomLayer || layer instanceof CustomModel

export class CustomLayer extends Layer {
  readonly layerKind: LayerKind

  constructor(
    public definition: Definition,
    name: string,
    place: CallPlace,
  ) {
    super(name, place)
    this.layerKind = kindOf(definition)
  }

  /** What it is made of stays as it is now. */
  freeze(): void {
    this.definition = { ...this.definition }
  }

  get className(): string {
    return this.definition.className
  }

  get layers(): readonly Layer[] {
    return this.definition.layers
  }

  override get cell(): OwnCell {
    return this.definition.cell
  }

  override get inputShape(): Shape | undefined {
    return this.definition.inputShape
  }

  override get refusesShapes(): boolean {
    return this.definition.refusesShapes
  }

  override get gap(): Unknown | undefined {
    return this.definition.gap ?? lostIn(this)
  }

  override get ownWeights(): readonly WeightFact[] | Unknown {
    return weightsOfOwn(this, this.definition)
  }

  override get isUnbuilt(): boolean {
    return !this.definition.isBuilt
  }

  override get holdsUncalled(): boolean {
    return this.definition.isBuilt
  }

  inferCall(inputs: CallInputs): Facts {
    return runOn(this, this.definition, inputs)
  }
}

/** A model of a class below `Model` that has a `call` of its own. */
export class CustomModel extends Model {
  /** What is inside is not looked at before it runs, and calls of functions are counted. */
  readonly depth = 1
  private readonly kind: LayerKind

  constructor(
    public definition: Definition,
    name: string,
    place: CallPlace,
  ) {
    super(name, place)
    this.kind = kindOf(definition)
  }

  override get layerKind(): LayerKind {
    return this.kind
  }

  /** What it is made of stays as it is now. */
  freeze(): void {
    this.definition = { ...this.definition }
  }

  get className(): string {
    return this.definition.className
  }

  get layers(): readonly Layer[] {
    return this.definition.layers
  }

  get graphVisits(): readonly Visit[] {
    return this.visits.at(-1)?.inner ?? []
  }

  get inputs(): readonly Tensor[] {
    return this.visits.at(-1)?.inputTensors ?? []
  }

  get outputs(): Tensors | undefined {
    return this.visits.at(-1)?.outputs
  }

  override get gap(): Unknown | undefined {
    return this.definition.gap ?? lostIn(this)
  }

  override get ownWeights(): readonly WeightFact[] | Unknown {
    return weightsOfOwn(this, this.definition)
  }

  override get refusesShapes(): boolean {
    return this.definition.refusesShapes
  }

  override get isUnbuilt(): boolean {
    return !this.definition.isBuilt
  }

  override get holdsUncalled(): boolean {
    return this.definition.isBuilt
  }

  override inferCall(inputs: CallInputs): Facts {
    return runOn(this, this.definition, inputs)
  }

  protected run(): never {
    throw new TypeError('a model with a call of its own is run by its definition')
  }
}

/** Why no call of it is known to its end, so that what it has not called may have weights all the same. */
function lostIn({ visits }: Layer): Unknown | undefined {
  let lost: Unknown | undefined
  for (const visit of visits) {
    const open = flatten<Tensor>(visit.outputs).find(
      ({ type }) => isUnknown(type.shape) && type.shape.why !== noTensor.why,
    )
    if (!open) return undefined
    if (isUnknown(open.type.shape)) lost ??= open.type.shape
  }
  return lost
}

function weightsOfOwn({ name }: Layer, { isBuilt, weights, layers }: Definition): readonly WeightFact[] | Unknown {
  if (isBuilt || (layers.length === 0 && Array.isArray(weights) && weights.length > 0)) return weights
  return unknown(`${name} has not been called on an input, so its weights do not exist yet`)
}

const kindOf = ({ className, inputNames }: Definition): LayerKind =>
  nestLayer({
    name: className,
    summary: 'A layer of a class that the program defines.',
    link: 'https://keras.io/guides/making_new_layers_and_models_via_subclassing/',
    parameters: {},
    call: inputNames.length > 0 ? inputNames : ['inputs'],
    rule: (_inputs, _args, each) =>
      each.refuse({ code: 'refused', facts: { reason: 'what it does is in the program' } }),
    examples: [],
  })

/** Calls it on tensors of which only the types are known. */
function runOn(layer: Layer, { run, infer }: Definition, { tensors, options, isTold = false }: CallInputs): Facts {
  const given = new Map(
    [...tensors].map(([name, types]) => [name, mapStructure(types, (type): Tensor => ({ type, producer: undefined }))]),
  )
  return factsOfRun(layer, isTold ? infer(given) : run(given, options), given)
}

/** The facts of a call from what it did. */
export function factsOfRun(layer: Layer, { outputs, visits }: Run, given: ReadonlyMap<string, Tensors>): Facts {
  const isSure = [...given.values()].every(tensors => flatten<Tensor>(tensors).every(isShaped))
  return {
    output: mapStructure<Tensor, TensorType>(outputs, ({ type }) => (isSure ? type : unsure(type))),
    dims: flatten<Tensor>(outputs).map(() => undefined),
    weights: weightsOf([layer]),
    macs: sum(visits.map(visit => sizeOf(visit.facts.macs))),
    window: undefined,
    findings: [],
    weightFindings: [],
    refused: false,
  }
}

const isShaped = ({ type }: Tensor): boolean => isShape(type.shape)

/** Of a call on what may be data, which has sizes, None is not certain behind the batch. */
function unsure(type: TensorType): TensorType {
  const { shape } = type
  if (!isShape(shape)) return type
  const sure = (size: Size, axis: number) =>
    axis > 0 && isNone(size) ? unknown('what it is called on is not known') : size
  return { ...type, shape: shape.map(sure) }
}
