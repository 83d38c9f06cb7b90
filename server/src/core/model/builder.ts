/**
 * The one door between front-ends and everything behind them. A front-end drives it while it evaluates, so that a
 * program can read the shape of a tensor that it has just made.
 */
import { callAgain } from '../layers/again.ts'
import type { Given } from '../layers/bind.ts'
import type { Facts } from '../layers/facts.ts'
import type { CallInputs } from '../layers/infer.ts'
import type { Inference } from '../layers/inference.ts'
import type { LayerKind } from '../layers/layer.ts'
import { floatType } from '../layers/policy.ts'
import type { Value } from '../layers/value.ts'
import { toSnakeCase } from '../layers/words.ts'
import type { CallPlace, Finding, Problem, Related } from '../source/problem.ts'
import type { Place } from '../source/span.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { isUnknown } from '../tensor/size.ts'
import { flatten, mapStructure, type Structure } from '../tensor/structure.ts'
import { adviceOn } from './advice.ts'
import { type Analysis, type ModelName, type Snapshot, snapshotOf } from './analysis.ts'
import { inputTensors } from './graph.ts'
import { type Layer, PlainLayer, type Visit } from './layer.ts'
import { Functional, type Model, Sequential } from './model.ts'
import { explainFinding, problemPlace } from './report.ts'
import { growField, mergeFields, ownField, type ReceptiveField, type Tensor, type Tensors } from './tensor.ts'

/** A call's tensors by the names of `LayerKind.call`, and what else was passed. */
export interface CallArguments {
  readonly tensors: ReadonlyMap<string, Tensors>
  readonly options?: ReadonlyMap<string, Value>
}

const noOptions: ReadonlyMap<string, Value> = new Map()

export class ModelBuilder {
  private readonly layers: Layer[] = []
  private readonly visits: Visit[] = []
  private readonly models: Model[] = []
  private readonly snapshots: Snapshot[] = []
  private readonly names: ModelName[] = []
  private readonly problems: Problem[] = []
  private readonly counters = new Map<string, number>()

  constructor(
    private readonly file: string,
    private readonly inference: Inference,
    /** The kind of a Sequential model's own input. */
    private readonly inputKind: LayerKind,
  ) {}

  /** Makes a layer; what Keras refuses already now is reported. */
  layer(kind: LayerKind, given: Given, place: CallPlace): PlainLayer {
    const layer = this.makeLayer(kind, given, place, false)
    this.layers.push(layer)
    for (const finding of layer.bound.findings) this.report(finding, kind.name, place, place)
    return layer
  }

  /** A layer that nothing in the text makes by itself, such as what unread code may have added to a model. */
  implicitLayer(kind: LayerKind, place: Place): PlainLayer {
    return this.makeLayer(kind, { positional: [], named: new Map() }, { ...place, arguments: new Map() }, true)
  }

  /** Calls a layer now and returns what it puts out. */
  call(layer: Layer, { tensors, options = noOptions }: CallArguments, place: Place): Tensors {
    if (layer instanceof Sequential) this.buildOnFirstCall(layer, tensors, place)
    const facts = layer.inferCall({ tensors: typesOf(tensors), options })
    return this.record(layer, tensors, facts, place).outputs
  }

  functional(inputs: readonly Tensor[], outputs: Tensors, name: string | undefined, place: CallPlace): Functional {
    const model = new Functional(inputs, outputs, this.nameFor('Functional', name), place)
    this.models.push(model)
    const lost = model.missing?.producer?.layer
    if (model.missing)
      this.report({ code: 'disconnected-graph', facts: { input: lost?.name ?? 'a tensor' } }, 'Model', place, place)
    return model
  }

  sequential(name: string | undefined, place: CallPlace): Sequential {
    const model = new Sequential(this.nameFor('Sequential', name), place, {
      call: (layer, input) => this.call(layer, { tensors: new Map([[layer.layerKind.call[0]!, input]]) }, layer.place),
      input: (type, at) => this.implicitInput(type, at),
      rebuilt: () => void this.nameFor('Functional', undefined),
    })
    this.models.push(model)
    return model
  }

  /** Adds layers to a Sequential model at `place`, as Keras does: an `input_shape` makes an input first. */
  stack(model: Sequential, layers: readonly Layer[], place: Place): void {
    for (const layer of layers) this.stackOne(model, layer, place)
    model.rebuild()
  }

  private stackOne(model: Sequential, layer: Layer, place: Place): void {
    if (layer.layerKind.takes === 'nothing') this.stackInput(model, layer, place)
    else if (model.has(layer.name)) {
      const finding: Finding = { code: 'repeated-layer-name', facts: { name: layer.name } }
      this.report(finding, model.className, layer.place, place)
    } else this.stackLayer(model, layer)
  }

  /** The output of an input layer, for which no call is written. */
  outputOf(layer: Layer): Tensors {
    return layer.visits[0]?.outputs ?? this.call(layer, { tensors: new Map() }, layer.place)
  }

  report(
    finding: Finding,
    subject: string,
    at: CallPlace | Place,
    call: Place,
    related: readonly Related[] = [],
  ): void {
    this.problems.push({ finding, subject, place: problemPlace(finding, at, call), related })
  }

  /** Keeps what a model holds now, for the hover at `place`. */
  look(model: Model, place: Place): void {
    this.snapshots.push(snapshotOf(model, place))
  }

  /** A variable was bound to a model. */
  nameModel(name: string, model: Model, place: Place): void {
    this.names.push({ name, model, place })
  }

  /** Ends the building. */
  finish(): Analysis {
    for (const { finding, subject, at, related } of adviceOn(this.visits))
      this.report(finding, subject, at, at, related)
    return {
      file: this.file,
      layers: this.layers,
      visits: this.visits,
      models: this.models,
      snapshots: this.snapshots,
      names: this.names,
      problems: distinct(this.problems),
    }
  }

  /** Keras numbers unnamed objects by their class: `dense`, `dense_1`. Source: keras/src/utils/naming.py. */
  nameFor(className: string, given: string | undefined): string {
    if (given !== undefined) return given
    const stem = toSnakeCase(className)
    const count = this.counters.get(stem) ?? 0
    this.counters.set(stem, count + 1)
    return count === 0 ? stem : `${stem}_${count}`
  }

  /** Forgets how many objects have been named, as `keras.backend.clear_session()` does. */
  clearNames(): void {
    this.counters.clear()
  }

  private makeLayer(kind: LayerKind, given: Given, place: CallPlace, implicit: boolean): PlainLayer {
    const bound = this.inference.bind(kind, given)
    const name = bound.values.get('name')
    return new PlainLayer(
      bound,
      this.nameFor(kind.name, typeof name === 'string' ? name : undefined),
      place,
      this.inference,
      implicit,
    )
  }

  /** An input that Keras makes by itself: it has a name and an output, but nothing in the text made it. */
  private implicitInput({ shape, dtype }: TensorType, place: CallPlace): { layer: Layer; output: Tensors } {
    const batchShape: Value = isShape(shape)
      ? shape.map(size => (typeof size === 'object' && size.kind === 'none' ? null : size))
      : shape
    const named = new Map<string, Value>([
      ['batch_shape', batchShape],
      ['dtype', dtype],
    ])
    const layer = this.makeLayer(this.inputKind, { positional: [], named }, place, true)
    const facts = layer.inferCall({ tensors: new Map(), options: noOptions })
    const visit = this.visit(layer, new Map(), facts, place)
    layer.visits.push(visit)
    layer.built = facts
    return { layer, output: visit.outputs }
  }

  private stackLayer(model: Sequential, layer: Layer): void {
    const shape = model.isEmpty && layer instanceof PlainLayer ? layer.inputShape : undefined
    if (shape) {
      const { layer: input, output } = this.implicitInput({ shape, dtype: floatType }, layer.place)
      model.addInput(input, output)
    }
    model.add(layer)
  }

  private stackInput(model: Sequential, layer: Layer, place: Place): void {
    const output = this.outputOf(layer)
    const [tensor] = flatten(output)
    if (model.isEmpty) model.addInput(layer, output)
    else {
      const shape = tensor && isShape(tensor.type.shape) ? tensor.type.shape : []
      this.report({ code: 'second-input', facts: { shape } }, model.className, layer.place, place)
    }
  }

  private buildOnFirstCall(model: Sequential, tensors: ReadonlyMap<string, Tensors>, place: Place): void {
    const [input] = tensors.values()
    const [tensor] = input === undefined ? [] : flatten(input)
    if (tensor) model.build(tensor.type, { ...place, arguments: new Map() })
  }

  private record(layer: Layer, tensors: ReadonlyMap<string, Tensors>, inferred: Facts, place: Place): Visit {
    const [input] = tensors.values()
    const types = input && mapStructure(input, tensor => tensor.type)
    const facts = layer instanceof PlainLayer && layer.built ? callAgain(layer.built, inferred, types) : inferred
    const visit = this.visit(layer, tensors, facts, place)
    if (layer instanceof PlainLayer && !isUnknown(facts.weights) && !facts.refused) layer.built ??= facts
    layer.visits.push(visit)
    if (!(layer instanceof PlainLayer && layer.implicit)) this.visits.push(visit)
    const known = layer instanceof PlainLayer ? layer.bound.findings : []
    for (const finding of facts.findings) if (!known.includes(finding)) this.explain(finding, visit)
    return visit
  }

  private explain(finding: Finding, visit: Visit): void {
    const { finding: explained, related } = explainFinding(finding, visit)
    this.report(explained, visit.layer.className, visit.layer.place, visit.place, related)
  }

  private visit(layer: Layer, inputs: ReadonlyMap<string, Tensors>, facts: Facts, place: Place): Visit {
    const visit: { -readonly [K in keyof Visit]: Visit[K] } = { layer, place, inputs, facts, outputs: [] }
    visit.outputs = mapStructure(
      facts.output,
      (type): Tensor => ({ type, producer: visit, field: fieldAfter(visit, type) }),
    )
    return visit
  }
}

const typesOf = (tensors: ReadonlyMap<string, Tensors>): CallInputs['tensors'] => {
  const types = new Map<string, Structure<TensorType>>()
  for (const [name, structure] of tensors)
    types.set(
      name,
      mapStructure(structure, tensor => tensor.type),
    )
  return types
}

/** A window widens the field; a layer that keeps the spatial axes keeps it; any other sees all or nothing known. */
function fieldAfter(visit: Visit, { shape }: TensorType): ReceptiveField | undefined {
  if (!isShape(shape)) return undefined
  const inputs = inputTensors(visit)
  if (inputs.length === 0) return ownField(shape.length - 2)
  const field = mergeFields(inputs.map(tensor => tensor.field))
  if (field === undefined || field.length !== shape.length - 2) return undefined
  if (visit.facts.window) return growField(field, visit.facts.window)
  const before = inputs[0]!.type.shape
  const kept =
    isShape(before) && before.length === shape.length && before.slice(1, -1).every((size, i) => size === shape[i + 1])
  return kept ? field : undefined
}

/** A place visited several times with the same problem has it once. */
function distinct(problems: readonly Problem[]): readonly Problem[] {
  const seen = new Map<string, Problem>()
  for (const problem of problems) {
    const { place, finding } = problem
    const key = `${place.file}:${place.from}:${place.to}:${finding.code}:${JSON.stringify(finding.facts)}`
    if (!seen.has(key)) seen.set(key, problem)
  }
  return [...seen.values()].sort((a, b) => a.place.from - b.place.from || a.place.to - b.place.to)
}
