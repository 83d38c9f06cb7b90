/** How the layers of one model are joined: one after the other, or as a graph where lines name their inputs. */
import { layer as declareLayer, type LayerKind } from '../../../layers/layer.ts'
import { Unknowable } from '../../../layers/parameters.ts'
import { floatType } from '../../../layers/policy.ts'
import type { CallPlace, Finding } from '../../../layers/problem.ts'
import type { Value } from '../../../layers/value.ts'
import type { ModelBuilder } from '../../../model/builder.ts'
import type { Layer } from '../../../model/layer.ts'
import { Model, type Sequential } from '../../../model/model.ts'
import type { Tensor, Tensors } from '../../../model/tensor.ts'
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { flatten } from '../../../tensor/structure.ts'

/** A model as it begins. */
export interface Start {
  readonly builder: ModelBuilder
  /** Undefined where Keras is to number it. */
  readonly name: string | undefined
  readonly place: CallPlace
}

/** What a call is given by name, besides what it goes on from. */
export interface Options {
  readonly tensors: ReadonlyMap<string, Tensors>
  readonly values: ReadonlyMap<string, Value>
}

export const noOptions: Options = { tensors: new Map(), values: new Map() }

/** What a model starts from in the place of an input of its own. */
export interface Origin {
  readonly tensor: Tensor
  /** The inputs that lead to it. */
  readonly inputs: readonly Tensor[]
}

export abstract class Flow {
  /** What the line before put out; undefined where there is no input yet. */
  current: Tensors | undefined
  /** Whether nothing more needs to be said about an input that lacks. */
  protected excused = false

  constructor(readonly start: Start) {}

  /** Calls the layer of the next line, on `inputs` where the line names them. */
  abstract add(layer: Layer, inputs: readonly Tensors[] | undefined, options: Options, place: Place): void

  /** The next line goes on from these tensors. */
  goOnFrom(tensors: Tensors, _place: Place): void {
    this.current = tensors
  }

  /** What the lines before have left is not known any more. */
  abstract forget(why: Unknown): void

  /** The model that puts out `outputs`, or else what the last line does; undefined where there is none. */
  abstract finish(outputs: readonly Tensors[]): Model | undefined

  /** A line could not be read: it may have been the input. */
  lose(): void {
    this.excused = true
  }

  /** Says, once, that there is nothing to go on from. */
  reportMissingInput(subject: string, place: CallPlace): void {
    if (this.excused) return
    this.excused = true
    this.start.builder.report({ code: 'missing-input', facts: {} }, subject, place, place)
  }
}

/** Layers one after the other, as Keras's Sequential. */
export class Sequence extends Flow {
  private readonly model: Sequential

  constructor(start: Start) {
    super(start)
    this.model = start.builder.sequential(start.name, start.place)
  }

  add(layer: Layer, inputs: readonly Tensors[] | undefined, options: Options, place: Place): void {
    const isOn = inputs === undefined || (inputs.length === 1 && inputs[0] === this.current)
    if (!isOn || options.tensors.size + options.values.size > 0) return this.refuseJoining(place)
    this.start.builder.stack(this.model, layer, layer.place)
    this.current = this.model.outputs
    if (!this.model.isBuilt) this.reportMissingInput(layer.className, layer.place)
  }

  forget(why: Unknown): void {
    const { builder, place } = this.start
    builder.stack(this.model, builder.implicitLayer(unknownLayer(why), why.place ?? place), why.place ?? place)
    this.current = this.model.outputs
  }

  override goOnFrom(tensors: Tensors, place: Place): void {
    if (tensors !== this.current) this.refuseJoining(place)
  }

  finish(): Model {
    return this.model
  }

  private refuseJoining(place: Place): void {
    const reason = 'its layers just follow each other; nothing can join them otherwise'
    this.start.builder.report({ code: 'refused', facts: { reason } }, 'Sequential', place, place)
    this.forget(unknown('layers of a Sequential model cannot be joined', place))
  }
}

/** Layers that name their inputs, as Keras's functional models. */
export class Graph extends Flow {
  private readonly inputs: Tensor[] = []
  /** Why it is not known what its inputs are. */
  private doubts: Unknown | undefined

  constructor(
    start: Start,
    private readonly origin?: Origin,
  ) {
    super(start)
  }

  add(layer: Layer, inputs: readonly Tensors[] | undefined, options: Options, place: Place): void {
    const { builder } = this.start
    const { takes } = layer.layerKind
    const given = inputs ?? (this.current === undefined || takes === 'nothing' ? [] : [this.current])
    if (given.length > mostInputs(layer)) this.refuse(layer, given.length)
    else if (takes === 'nothing') this.addInput(builder.outputOf(layer))
    else if (given.length === 0) this.reportMissingInput(layer.className, layer.place)
    else {
      const tensors = new Map([...argumentsOf(layer, given), ...options.tensors])
      this.current = builder.call(layer, { tensors, options: options.values }, place)
    }
  }

  get hasOrigin(): boolean {
    return this.origin !== undefined
  }

  /** Starts from a tensor that there is already, in the place of an input; false where there is none. */
  begin(): boolean {
    if (!this.origin || this.inputs.length > 0) return false
    this.inputs.push(...this.origin.inputs)
    this.current = this.origin.tensor
    return true
  }

  forget(why: Unknown): void {
    this.current = unknownTensor(why)
  }

  finish(given: readonly Tensors[]): Model | undefined {
    const { builder, name, place } = this.start
    const [output = this.current] = given
    const outputs = this.doubts ? unknownTensor(this.doubts) : given.length > 1 ? given : output
    return outputs === undefined || this.inputs.length === 0
      ? undefined
      : builder.functional(this.inputs, outputs, name, place)
  }

  get inputCount(): number {
    return this.inputs.length
  }

  /** Whether there is an input that counts is not known. */
  doubt(why: Unknown): void {
    this.doubts ??= why
  }

  private addInput(output: Tensors): void {
    this.inputs.push(...flatten(output))
    this.current = output
  }

  private refuse(layer: Layer, received: number): void {
    const most = mostInputs(layer)
    const expected = most === 0 ? 'no tensor' : most === 1 ? 'one tensor' : `at most ${most} tensors`
    const finding: Finding = { code: 'wrong-input-count', facts: { expected, received } }
    this.start.builder.report(finding, layer.className, layer.place, layer.place)
    this.current = unknownTensor(unknown(`${layer.className} is refused`, layer.place))
  }
}

/** Lines beside the program, on what is not known if nothing else is given: no model comes of them. */
export class Trial extends Graph {
  private readonly first: Tensors

  constructor(start: Start, why: Unknown, first: Tensors = unknownTensor(why)) {
    super(start)
    this.first = first
    this.current = first
  }

  /** Whether any line has put something out. */
  get isUsed(): boolean {
    return this.current !== this.first || this.inputCount > 0
  }
}

/** A tensor of which nothing is known. */
export const unknownTensor = (why: Unknown): Tensor => ({
  type: { shape: why, dtype: floatType },
  producer: undefined,
})

/** How many tensors a layer can be called on. */
const mostInputs = (layer: Layer): number => {
  const { takes, call } = layer.layerKind
  if (layer instanceof Model) return Number.POSITIVE_INFINITY
  return takes === 'nothing' ? 0 : takes === 'tensor' ? call.length : Number.POSITIVE_INFINITY
}

/** Each into its own argument, unless the layer takes them together. */
function argumentsOf(layer: Layer, given: readonly Tensors[]): ReadonlyMap<string, Tensors> {
  const { takes, call } = layer.layerKind
  if (takes === 'tensor' && !(layer instanceof Model)) return new Map(given.map((tensors, i) => [call[i]!, tensors]))
  return new Map([[call[0]!, given.length === 1 ? given[0]! : given]])
}

/** A layer in the place of lines of which it is not known whether they count. */
const unknownLayer = (why: Unknown): LayerKind =>
  declareLayer({
    name: 'Unknown',
    summary: 'Layers that are not known.',
    link: 'https://keras.io/api/layers/',
    parameters: {},
    rule: () => {
      throw new Unknowable(why)
    },
    examples: [],
  })
