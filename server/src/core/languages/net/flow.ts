/** How the layers of one model are joined: one after the other, or as a graph where lines name their inputs. */
import type { LayerKind } from '../../layers/layer.ts'
import { floatType } from '../../layers/policy.ts'
import type { CallPlace, Finding } from '../../layers/problem.ts'
import type { ModelBuilder } from '../../model/builder.ts'
import type { Layer } from '../../model/layer.ts'
import type { Model, Sequential } from '../../model/model.ts'
import type { Tensor, Tensors } from '../../model/tensor.ts'
import { type Unknown, unknown } from '../../tensor/size.ts'
import { flatten } from '../../tensor/structure.ts'

/** A model as it begins. */
export interface Start {
  readonly builder: ModelBuilder
  /** Undefined where Keras is to number it. */
  readonly name: string | undefined
  readonly place: CallPlace
}

export abstract class Flow {
  /** What the line before put out; undefined where there is no input yet. */
  current: Tensors | undefined
  /** What the model puts out by name, in place of what its last line puts out. */
  readonly outputs: Tensors[] = []
  /** Whether nothing more needs to be said about an input that lacks. */
  private excused = false

  constructor(protected readonly start: Start) {}

  /** Calls the layer of the next line, on `inputs` where the line names them. */
  abstract add(layer: Layer, inputs: readonly Tensors[] | undefined): void

  /** The model, after its last line; undefined where there is none. */
  abstract finish(): Model | undefined

  /** A line could not be read: it may have been the input. */
  lose(): void {
    this.excused = true
  }

  protected reportMissingInput(layer: Layer): void {
    if (this.excused) return
    this.excused = true
    this.start.builder.report({ code: 'missing-input', facts: {} }, layer.className, layer.place, layer.place)
  }
}

/** Layers one after the other, as Keras's Sequential. */
export class Sequence extends Flow {
  private readonly model: Sequential

  constructor(start: Start) {
    super(start)
    this.model = start.builder.sequential(start.name, start.place)
  }

  add(layer: Layer): void {
    this.start.builder.stack(this.model, layer, layer.place)
    this.current = this.model.outputs
    if (!this.model.isBuilt) this.reportMissingInput(layer)
  }

  finish(): Model {
    return this.model
  }
}

/** Layers that name their inputs, as Keras's functional models. */
export class Graph extends Flow {
  private readonly inputs: Tensor[] = []

  add(layer: Layer, inputs: readonly Tensors[] | undefined): void {
    const { builder } = this.start
    const { takes } = layer.layerKind
    const given = inputs ?? (this.current === undefined || takes === 'nothing' ? [] : [this.current])
    if (given.length > mostInputs(layer.layerKind)) this.refuse(layer, given.length)
    else if (takes === 'nothing') this.addInput(builder.outputOf(layer))
    else if (given.length === 0) this.reportMissingInput(layer)
    else this.current = builder.call(layer, { tensors: argumentsOf(layer.layerKind, given) }, layer.place)
  }

  finish(): Model | undefined {
    const { builder, name, place } = this.start
    const [output = this.current] = this.outputs
    const outputs = this.outputs.length > 1 ? this.outputs : output
    return outputs === undefined || this.inputs.length === 0
      ? undefined
      : builder.functional(this.inputs, outputs, name, place)
  }

  private addInput(output: Tensors): void {
    this.inputs.push(...flatten(output))
    this.current = output
  }

  private refuse(layer: Layer, received: number): void {
    const most = mostInputs(layer.layerKind)
    const expected = most === 0 ? 'no tensor' : most === 1 ? 'one tensor' : `at most ${most} tensors`
    const finding: Finding = { code: 'wrong-input-count', facts: { expected, received } }
    this.start.builder.report(finding, layer.className, layer.place, layer.place)
    this.current = unknownTensor(unknown(`${layer.className} is refused`, layer.place))
  }
}

/** A tensor of which nothing is known. */
export const unknownTensor = (why: Unknown): Tensor => ({
  type: { shape: why, dtype: floatType },
  producer: undefined,
})

/** How many tensors a kind can be called on. */
const mostInputs = ({ takes, call }: LayerKind): number =>
  takes === 'nothing' ? 0 : takes === 'tensor' ? call.length : Number.POSITIVE_INFINITY

/** Each into its own argument, unless the layer takes them together. */
function argumentsOf({ takes, call }: LayerKind, given: readonly Tensors[]): ReadonlyMap<string, Tensors> {
  if (takes === 'tensor') return new Map(given.map((tensors, i) => [call[i]!, tensors]))
  return new Map([[call[0]!, given.length === 1 ? given[0]! : given]])
}
