/** Models: layers between inputs and outputs, themselves callable as a layer. */
import { callAgain } from '../layers/again.ts'
import type { Facts } from '../layers/facts.ts'
import type { CallInputs } from '../layers/infer.ts'
import { type LayerKind, layer } from '../layers/layer.ts'
import { floatType } from '../layers/policy.ts'
import type { CallPlace, Finding } from '../layers/problem.ts'
import { sizeOf } from '../tensor/formula.ts'
import { compatible, isShape, printShape, type Shape, shapeKey, type TensorType } from '../tensor/shape.ts'
import { isUnknown, type Size, sum, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../tensor/structure.ts'
import { type Graph, graphBetween } from './graph.ts'
import { Growing, type GrowingState } from './growing.ts'
import { noteUndo } from './history.ts'
import { Layer, Operation, type Visit, weightsOf } from './layer.ts'
import type { Tensor, Tensors } from './tensor.ts'

/** What a model puts out for some inputs. */
interface Run {
  readonly output: Structure<TensorType>
  readonly facts: readonly Facts[]
}

/** How many models may be inside each other. */
export const deepest = 50

/** What a Functional and a Sequential model have in common. */
export abstract class Model extends Layer {
  /** The calls that its outputs are made of. */
  abstract readonly graphVisits: readonly Visit[]
  abstract readonly inputs: readonly Tensor[]
  abstract readonly outputs: Tensors | undefined
  /** What `model.summary()` lists: its layers, and the operations between them. */
  get operations(): readonly Layer[] {
    return this.layers
  }

  /** How many models are inside each other, itself included. */
  abstract readonly depth: number
  /** Models inside models would send the same inputs through the same layers over and over. */
  protected runs = new Map<string, Run>()

  get layerKind(): LayerKind {
    return modelKind
  }

  /** Multiply–accumulates of one sample through the whole model. */
  get macs(): Size {
    return this.gap ?? sum(this.graphVisits.map(visit => sizeOf(visit.facts.macs)))
  }

  inferCall({ tensors, isRun = false }: CallInputs): Facts {
    const [given = []] = tensors.values()
    const types = flatten<TensorType>(given)
    const own = this.inputs.map(tensor => tensor.type)
    const [first] = types
    if (own.length > 1 && types.length === 1 && first && !isShape(first.shape))
      return this.factsOf({ output: { shape: first.shape, dtype: floatType }, facts: [] }, [])
    const findings = own.length > 0 ? checkInputs(own, types, isRun ? this.fitsInRun : fits) : []
    if (findings.length > 0) return this.factsOf({ output: refusedOutput(this.name), facts: [] }, findings)
    const key = types.map(({ shape, dtype }) => `${shapeKey(shape)}${dtype}`).join(';') + (isRun ? ' run' : '')
    const run = this.runs.get(key) ?? this.runAnew(given, isRun, key)
    return this.factsOf(run, firstRefusal(run.facts))
  }

  /** What is asked of an input where the model runs on data. */
  protected get fitsInRun(): Fits {
    return fits
  }

  private runAnew(given: Structure<TensorType>, isRun: boolean, key: string): Run {
    const run = this.run(given, isRun)
    const { runs } = this
    runs.set(key, run)
    noteUndo(forgetRun, runs, key)
    return run
  }

  /** Sends inputs through the layers. */
  protected abstract run(given: Structure<TensorType>, isRun: boolean): Run

  private factsOf({ output, facts }: Run, findings: readonly Finding[]): Facts {
    const own = weightsOf([this])
    const unbuilt = isUnknown(own) && facts.length > 0 && facts.every(each => !isUnknown(each.weights))
    return {
      output,
      dims: flatten(output).map(() => undefined),
      weights: unbuilt ? facts.flatMap(each => (isUnknown(each.weights) ? [] : each.weights)) : own,
      macs: sum(facts.map(each => sizeOf(each.macs))),
      window: undefined,
      findings,
      weightFindings: [],
      refused: findings.length > 0,
    }
  }
}

const forgetRun = (runs: Map<string, Run>, key: string) => runs.delete(key)

const refusedOutput = (name: string): TensorType => ({ shape: unknown(`${name} is refused`), dtype: floatType })

/** How deep models are nested in layers. */
const depthOf = (layers: readonly Layer[]): number =>
  layers.reduce((depth, each) => Math.max(depth, each instanceof Model ? each.depth : 0), 0)

/** `Model(inputs, outputs)`. */
export class Functional extends Model {
  readonly depth: number
  readonly layers: readonly Layer[]
  readonly inputs: readonly Tensor[]
  private readonly graph: Graph

  constructor(
    /** As the program gave them: one, or a nest. */
    readonly inputStructure: Tensors,
    readonly outputs: Tensors,
    name: string,
    place: CallPlace,
    readonly className: string,
  ) {
    super(name, place)
    this.inputs = flatten(inputStructure)
    this.graph = graphBetween(this.inputs, flatten(outputs))
    this.layers = this.graph.layers.filter(layer => !(layer instanceof Operation))
    this.depth = 1 + depthOf(this.graph.layers)
  }

  override get operations(): readonly Layer[] {
    return this.graph.layers
  }

  get graphVisits(): readonly Visit[] {
    return this.graph.visits
  }

  /** Where a tensor on the way comes from is not known. */
  override get gap(): Unknown | undefined {
    const { open } = this.graph
    if (!open) return undefined
    return isShape(open.type.shape)
      ? unknown('where a tensor on the way comes from is not known', this.place)
      : open.type.shape
  }

  /** A tensor that the outputs need and that the inputs do not lead to. */
  get missing(): Tensor | undefined {
    return this.graph.missing
  }

  protected run(given: Structure<TensorType>, isRun: boolean): Run {
    const inputs = flatten<TensorType>(given)
    const types = new Map(this.inputs.map((tensor, i) => [tensor, adjusted(inputs[i]!, tensor.type)]))
    const typeOf = (tensor: Tensor): TensorType => types.get(tensor) ?? tensor.type
    const facts: Facts[] = []
    for (const visit of this.graphVisits) {
      if (visit.inputTensors.length === 0) continue
      const tensors = new Map([...visit.inputs].map(([name, each]) => [name, mapStructure(each, typeOf)]))
      const result = visit.layer.inferCall({ tensors, options: visit.options, isRun, isTold: true })
      const outputs = flatten(result.output)
      flatten(visit.outputs).forEach((tensor, i) => {
        types.set(tensor, outputs[i] ?? tensor.type)
      })
      facts.push(result)
    }
    return { output: mapStructure(this.outputs, typeOf), facts }
  }
}

/** What a Sequential model asks of the builder: to call a layer for it, and to make an input. */
export interface Stacking {
  readonly call: (layer: Layer, input: Tensors) => Tensors
  readonly input: (
    type: TensorType,
    place: CallPlace,
    isOfData: boolean,
  ) => { readonly layer: Layer; readonly output: Tensors }
  /** Keras makes a new Functional inside at each change, which counts in automatic names. */
  readonly rebuilt: () => void
}

export interface SequentialState {
  readonly stack: GrowingState<Layer>
  readonly values: GrowingState<Tensors>
  readonly deep: number
  readonly runs: Map<string, Run>
  readonly lacking: Unknown | undefined
}

/** `Sequential()`: layers one after the other, which may wait for an input. */
export class Sequential extends Model {
  private readonly stack = new Growing<Layer>()
  /** The output of each layer of the stack, as far as inputs are known. */
  private readonly values = new Growing<Tensors>()
  /** The names of its layers, once they have been asked for. */
  private names: Set<string> | undefined
  private deep = 1
  /** Why a layer that the program adds is not among its layers. */
  private lacking: Unknown | undefined

  constructor(
    readonly className: string,
    name: string,
    place: CallPlace,
    private readonly stacking: Stacking,
  ) {
    super(name, place)
  }

  /** As Keras lists them: without the input. */
  get layers(): readonly Layer[] {
    return this.stack.all.filter(each => each.layerKind.takes !== 'nothing')
  }

  get inputs(): readonly Tensor[] {
    return this.values.length > 0 && this.startsWithInput ? flatten(this.values.at(0)!) : []
  }

  get outputs(): Tensors | undefined {
    if (!this.isBuilt) return undefined
    return this.lacking ? { type: { shape: this.lacking, dtype: floatType }, producer: undefined } : this.values.at(-1)
  }

  get graphVisits(): readonly Visit[] {
    return this.values.all.flatMap(value => flatten(value).flatMap(tensor => tensor.producer ?? []))
  }

  get isBuilt(): boolean {
    return this.values.length > 0 && this.values.length === this.stack.length
  }

  get startsWithInput(): boolean {
    return this.stack.at(0)?.layerKind.takes === 'nothing'
  }

  get isEmpty(): boolean {
    return this.stack.length === 0
  }

  override get gap(): Unknown | undefined {
    return this.lacking
  }

  /** A layer that cannot be made was to be added: what it has besides is not all that the program means. */
  leaveOut(why: Unknown): void {
    const { lacking } = this
    noteUndo(() => {
      this.lacking = lacking
    })
    this.lacking = why
    this.forgetRuns()
  }

  /** Whether another layer in it has the same name. */
  hasOther(layer: Layer): boolean {
    if (!this.names) this.keepNames(new Set(this.stack.all.map(each => each.name)))
    return this.names!.has(layer.name) && this.stack.all.some(each => each !== layer && each.name === layer.name)
  }

  /** Adds an input that was made before; it must be the first. */
  addInput(input: Layer, output: Tensors): void {
    this.stack.push(input)
    this.addName(input)
    this.values.push(output)
  }

  /** Adds a layer; several in a row wait for one `rebuild` at their end. */
  add(next: Layer): void {
    this.stack.push(next)
    this.addName(next)
    if (next instanceof Model) this.deepen(1 + next.depth)
    this.forgetRuns()
  }

  /** Takes the last layer away; undefined where there is none. */
  pop(): Layer | undefined {
    const last = this.stack.pop()
    if (last) this.keepNames(undefined)
    this.forgetRuns()
    if (this.values.length > this.stack.length) this.values.pop()
    this.rebuild()
    return last
  }

  /** Its layers as they are now. */
  save(): SequentialState {
    return {
      stack: this.stack.save(),
      values: this.values.save(),
      deep: this.deep,
      runs: this.runs,
      lacking: this.lacking,
    }
  }

  /** Takes back what was added and taken away since. */
  restore({ stack, values, deep, runs, lacking }: SequentialState): void {
    this.stack.restore(stack)
    this.values.restore(values)
    this.names = undefined
    this.deep = deep
    this.runs = runs
    this.lacking = lacking
  }

  /** What it was found to put out is not valid any more. */
  private forgetRuns(): void {
    if (this.runs.size === 0) return
    const { runs } = this
    noteUndo(() => {
      this.runs = runs
    })
    this.runs = new Map()
  }

  private deepen(least: number): void {
    if (this.deep >= least) return
    noteUndo(Sequential.setDepth, this, this.deep)
    this.deep = least
  }

  private addName({ name }: Layer): void {
    if (!this.names) return
    noteUndo(Sequential.forgetNames, this)
    this.names.add(name)
  }

  private keepNames(names: Set<string> | undefined): void {
    noteUndo(Sequential.forgetNames, this)
    this.names = names
  }

  static setDepth(model: Sequential, depth: number): void {
    model.deep = depth
  }

  static forgetNames(model: Sequential): void {
    model.names = undefined
  }

  /** Calls the layers that have not been called, once there is an input. Source: Sequential._maybe_rebuild. */
  rebuild(): void {
    if (this.stack.length < 2) return
    if (this.startsWithInput) this.extend()
    else this.buildFromFirstModel()
  }

  /** Gives it an input, unless it has one. */
  build(type: TensorType, place: CallPlace, isOfData = false): void {
    if (this.startsWithInput || this.isEmpty) return
    const { layer: input, output } = this.stacking.input(type, place, isOfData)
    this.stack.unshift(input)
    this.addName(input)
    this.values.unshift(output)
    this.extend()
  }

  get depth(): number {
    return this.deep
  }

  protected override get fitsInRun(): Fits {
    return hasAxesOf
  }

  protected run(given: Structure<TensorType>, isRun: boolean): Run {
    const [input] = this.inputs
    let output = isLeaf(given) && input ? adjusted(given, input.type) : given
    const facts = this.layers.map(each => {
      const [first] = each.visits
      const anew = each.infer(output, isRun, first !== undefined)
      const result = isRun && first && !(each instanceof Model) ? callAgain(first.facts, anew, output) : anew
      output = result.output
      return result
    })
    return { output, facts }
  }

  /** A model that comes first brings its input along. */
  private buildFromFirstModel(): void {
    const first = this.stack.at(0)
    if (first instanceof Model && first.inputs.length === 1) this.build(first.inputs[0]!.type, first.place)
  }

  private extend(): void {
    while (this.values.length < this.stack.length)
      this.values.push(this.stacking.call(this.stack.at(this.values.length)!, this.values.at(-1)!))
    this.stacking.rebuilt()
  }
}

/** What every call of a model needs; its facts come from its layers, never from a rule. */
const modelKind: LayerKind = layer({
  name: 'Model',
  summary: 'Layers between inputs and outputs.',
  link: 'https://keras.io/api/models/model/',
  parameters: {},
  rule: (_input, _args, call) => call.refuse({ code: 'refused', facts: { reason: 'a model has no rule of its own' } }),
  examples: [],
})

function checkInputs(expected: readonly TensorType[], given: readonly TensorType[], fits: Fits): readonly Finding[] {
  if (given.length !== expected.length) {
    const tensors = expected.length === 1 ? 'one tensor' : `${expected.length} tensors`
    return [{ code: 'wrong-input-count', facts: { expected: tensors, received: given.length } }]
  }
  const at = expected.findIndex((type, i) => !mayBe(type, given[i]!, fits))
  if (at < 0) return []
  const shape = given[at]!.shape
  const facts = { axis: 'input', built: printShape(expected[at]!.shape), shape: isShape(shape) ? shape : [] }
  return [{ code: 'input-changed', facts }]
}

/** Whether an input of the right number of axes is taken. */
type Fits = (expected: Shape, given: Shape) => boolean

/** Any batch is. Source: Functional.input_spec. */
const fits: Fits = ([, ...expected], [, ...given]) => compatible(expected, given)

/** Source: Sequential.call, which does not ask what Functional.__call__ does. */
const hasAxesOf: Fits = () => true

function mayBe(expected: TensorType, given: TensorType, fits: Fits): boolean {
  const [own, other] = [expected.shape, adjusted(given, expected).shape]
  return !isShape(own) || !isShape(other) || (own.length === other.length && fits(own, other))
}

/** Keras lets a last axis of size 1 be left out or added. Source: Functional._adjust_input_rank. */
function adjusted(given: TensorType, { shape: expected }: TensorType): TensorType {
  const { shape } = given
  if (!isShape(expected) || !isShape(shape)) return given
  if (shape.length === expected.length + 1 && shape.at(-1) === 1) return { ...given, shape: shape.slice(0, -1) }
  if (shape.length === expected.length - 1 && expected.at(-1) === 1) return { ...given, shape: [...shape, 1] }
  return given
}

const firstRefusal = (facts: readonly Facts[]): readonly Finding[] =>
  facts.find(each => each.refused)?.findings.slice(0, 1) ?? []
