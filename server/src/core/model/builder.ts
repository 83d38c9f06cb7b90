/**
 * The one door between front-ends and everything behind them. A front-end drives it while it evaluates, so that a
 * program can read the shape of a tensor that it has just made.
 */
import { callAgain } from '../layers/again.ts'
import type { Bound, Given } from '../layers/bind.ts'
import type { Facts } from '../layers/facts.ts'
import type { CallInputs } from '../layers/infer.ts'
import type { Inference } from '../layers/inference.ts'
import type { LayerKind } from '../layers/layer.ts'
import { floatType } from '../layers/policy.ts'
import type { CallPlace, Finding, Problem } from '../layers/problem.ts'
import type { Value } from '../layers/value.ts'
import type { Place } from '../source/span.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../tensor/size.ts'
import { flatten, isLeaf, mapStructure, type Structure } from '../tensor/structure.ts'
import { adviceOn } from './advice.ts'
import { type Analysis, type ModelName, momentOf, type Snapshot, type UncalledCode } from './analysis.ts'
import { freeze, keepNew, lengthsOf, type Made, since } from './apart.ts'
import { build } from './building.ts'
import { copyOf, graphAnew, isSource } from './clone.ts'
import { type Custom, CustomLayer, CustomModel, type Definition, factsOfRun, isCustom, type Run } from './custom.ts'
import { History, interval, noteUndo } from './history.ts'
import { isEager, isOnData, type Layer, Operation, PlainLayer, Visit } from './layer.ts'
import { deepest, Functional, Model, Sequential } from './model.ts'
import { Naming } from './naming.ts'
import { Passage, visitOf } from './passage.ts'
import { Problems } from './problems.ts'
import { problemPlace } from './report.ts'
import { Settled } from './settled.ts'
import { type Surroundings, stackOn } from './stacking.ts'
import { Symbols } from './symbols.ts'
import type { Tensor, Tensors } from './tensor.ts'

/** A call's tensors by the names of `LayerKind.call`, and what else was passed. */
export interface CallArguments {
  readonly tensors: ReadonlyMap<string, Tensors>
  readonly options?: ReadonlyMap<string, Value>
}

/** Who wants to know what happens to layers, so as to take it back. */
export interface Witness {
  readonly made: (layer: Layer) => void
  /** What a Sequential model holds is about to be changed; what takes it back outside of branches it notes itself. */
  readonly changing: (model: Sequential) => void
  /** A layer is about to get its weights. */
  readonly building: (layer: PlainLayer) => void
  /** Whether a layer trains is about to be changed. */
  readonly freezing: (layer: Layer) => void
  /** Whether code runs that may not run. */
  readonly isDoubtful: () => boolean
}

const isNever = (): boolean => false

const noOptions: ReadonlyMap<string, Value> = new Map()

export class ModelBuilder {
  /** What stands for sizes that only data decides. */
  readonly symbols = new Symbols()
  /** How what is built is taken back. */
  readonly history = new History()
  private readonly layers: Layer[] = []
  private readonly visits: Visit[] = []
  private readonly models: Model[] = []
  private readonly all: Made = { layers: this.layers, models: this.models, visits: this.visits }
  private readonly snapshots: Snapshot[] = []
  private readonly passages: Visit[] = []
  private readonly names: ModelName[] = []
  private readonly variables = new WeakMap<Tensor | Layer, string>()
  private readonly problems = new Problems({
    isApart: () => this.settled !== undefined,
    isDoubtful: () => this.witness?.isDoubtful() === true,
  })
  /** Why the program may have stopped before it is here: code that is not known has worked on tensors. */
  private readonly doubts: Unknown[] = []
  /** Whether the call of a layer of the program's own runs. */
  private isInside = false
  /** Whether layers are not told of their calls. */
  private isSilent = false
  private readonly naming = new Naming()
  private witness: Witness | undefined
  private onData = false
  private readonly around: Surroundings = {
    namesMayRepeat: () => this.naming.namesMayRepeat,
    report: (...problem) => this.report(...problem),
    outputOf: layer => this.outputOf(layer),
    input: (type, place) => this.implicitInput(type, place),
  }
  /** What the program came to by itself, where code runs that it does not run. */
  private settled: Settled | undefined
  private readonly uncalled: UncalledCode[] = []
  /** How many visits the program itself has made. */
  private adviceEnd: number | undefined

  constructor(
    private readonly inference: Inference,
    /** The kind of a Sequential model's own input. */
    private readonly inputKind: LayerKind,
  ) {
    const { layers, visits, models, snapshots, passages, names, problems, uncalled, doubts, naming } = this
    this.history.keep(layers, visits, models, snapshots, passages, names, problems, uncalled, doubts, naming)
  }

  /** Tells `witness` of each layer or model when it is made and before it is changed. */
  observe(witness: Witness): void {
    this.witness = witness
  }

  /** `layer.trainable = value`. Whether a program that Keras stops before comes so far is not known. */
  setTrainable(layer: Layer, value: boolean | Unknown): void {
    // What is so already is not passed on. Source: `__setattr__` in keras/src/backend/tensorflow/trackable.py.
    if (layer.trainable === value) return
    this.witness?.freezing(layer)
    const { stop } = this.problems
    const [doubt] = this.doubts
    layer.setTrainable(stop ? unknown('Keras stops before it is set', stop.place) : (doubt ?? value))
  }

  /** Code that is not known is given tensors of the model, or stands in it: whether that works is not known. */
  doubt(why: Unknown): void {
    if (this.doubts.length === 0) this.doubts.push(why)
  }

  /** `model.pop()`. */
  pop(model: Sequential): Layer | undefined {
    this.witness?.changing(model)
    return model.pop()
  }

  /** `model.build(shape)`. */
  build(model: Sequential, type: TensorType, place: Place, isOfData = false): void {
    this.witness?.changing(model)
    model.build(type, { ...place, arguments: new Map() }, isOfData)
  }

  /** How many layers and models have been made. */
  get made(): number {
    return this.layers.length + this.models.length
  }

  /** Makes a layer; what Keras refuses already now is reported. */
  layer(kind: LayerKind, given: Given, place: CallPlace): PlainLayer {
    return this.layerOf(this.inference.bind(kind, given), place)
  }

  /** As `layer`, of arguments that were bound before. `isCertain` tells of a finding whether it holds whatever happens. */
  layerOf(bound: Bound, place: CallPlace, isCertain: (finding: Finding) => boolean = isNever): PlainLayer {
    const layer = this.makeLayer(bound, place, false)
    this.layers.push(layer)
    this.witness?.made(layer)
    this.reportArguments(bound, place, isCertain)
    return layer
  }

  /** Reports what is wrong with arguments: in code that the program does not run, what is certain of it. */
  reportArguments({ kind, findings }: Bound, place: CallPlace, isCertain: (finding: Finding) => boolean): void {
    for (const finding of findings)
      if (!this.settled) this.report(finding, kind.name, place, place)
      else if (isCertain(finding)) this.problems.reportCertain(finding, kind.name, place, place)
  }

  /** Binds arguments to a kind's parameters, without making a layer yet. */
  bind(kind: LayerKind, given: Given): Bound {
    return this.inference.bind(kind, given)
  }

  /** Binds once for each `token`, which stands for arguments that never change. */
  bindOnce(kind: LayerKind, token: object, given: () => Given): Bound {
    return this.inference.bindOnce(kind, token, given)
  }

  /** A layer that nothing in the text makes by itself, such as what unread code may have added to a model. */
  implicitLayer(kind: LayerKind, place: Place): PlainLayer {
    const bound = this.inference.bind(kind, { positional: [], named: new Map() })
    return this.makeLayer(bound, { ...place, arguments: new Map() }, true)
  }

  /** Calls a layer now and returns what it puts out. */
  call(layer: Layer, { tensors, options = noOptions }: CallArguments, place: Place): Tensors {
    const unfollowed = this.unfollowed(layer)
    if (unfollowed) return unfollowed
    if (isCustom(layer)) return this.ran(layer, tensors, layer.definition.run(tensors, options), place)
    if (layer instanceof Sequential) this.buildOnFirstCall(layer, tensors, place)
    const isData = isOnData(tensors)
    const inputs = { tensors: typesOf(tensors), options, isRun: this.isInside || isData }
    const facts = this.inferring(isData, () => layer.inferCall(inputs))
    return this.record(layer, tensors, facts, place, options).outputs
  }

  /** What a call gives of which nothing is said: models that are nested too deeply. */
  private unfollowed(layer: Layer): Tensor | undefined {
    if (!(layer instanceof Model) || layer.depth < deepest) return undefined
    const shape = unknown(`models are nested more than ${deepest} deep`)
    return { type: { shape, dtype: floatType }, producer: undefined }
  }

  /** Calls a layer on one tensor and nothing else, which is most calls. */
  callOn(layer: Layer, tensor: Tensor, place: Place): Tensors {
    const unfollowed = this.unfollowed(layer)
    if (unfollowed) return unfollowed
    if (isCustom(layer)) return this.call(layer, { tensors: new Map([[layer.layerKind.call[0]!, tensor]]) }, place)
    if (layer instanceof Sequential) this.build(layer, tensor.type, place, isEager(tensor))
    const facts = isEager(tensor)
      ? this.inferring(true, () => layer.infer(tensor.type, true))
      : layer.infer(tensor.type, this.isInside)
    return this.record(layer, tensor, facts, place).outputs
  }

  private inferring(onData: boolean, infer: () => Facts): Facts {
    const before = this.onData
    this.onData = onData
    try {
      return infer()
    } finally {
      this.onData = before
    }
  }

  /** Whether values flow through the call that is inferred now: data, or what a layer around it runs on. */
  get runs(): boolean {
    return this.onData || this.isInside
  }

  /** Whether the call that is inferred now is made on data, so that it is really run. */
  get runsOnData(): boolean {
    return this.onData
  }

  /**
   * Computes an operation on tensors and numbers. On data alone it gives data, which is no part of a graph; what Keras
   * would say to that is not reported.
   */
  operate(kind: LayerKind, given: Given, { tensors, options = noOptions }: CallArguments, place: CallPlace): Tensors {
    const bound = this.inference.bind(kind, given)
    const operands = [...tensors.values()].flatMap(each => flatten<Tensor>(each))
    if (operands.every(tensor => tensor.isData)) {
      const { output } = this.inference.infer(bound, { tensors: typesOf(tensors), options })
      const origin = { bound, tensors, numbers: options }
      return mapStructure(output, (type): Tensor => ({ type, producer: undefined, isData: true, origin }))
    }
    const operation = new Operation(bound, options, this.nameFor(kind.name, undefined), place, this.inference)
    const facts = operation.inferCall({ tensors: typesOf(tensors), options })
    return this.record(operation, tensors, facts, place).outputs
  }

  /** Makes a layer of a class that the program defines. */
  customLayer(definition: Definition, name: string | undefined, place: CallPlace): CustomLayer {
    const layer = new CustomLayer(definition, this.nameFor(definition.className, name), place)
    this.layers.push(layer)
    this.witness?.made(layer)
    return layer
  }

  /** Makes a layer that is the part of another which Keras's own class does: it stands in no list. */
  innerLayer(bound: Bound, place: CallPlace): PlainLayer {
    return this.makeLayer(bound, place, false)
  }

  /** Makes a model of a class that the program defines, with a call of its own. */
  customModel(definition: Definition, name: string | undefined, place: CallPlace): CustomModel {
    const model = new CustomModel(definition, this.nameFor(definition.className, name), place)
    this.models.push(model)
    this.witness?.made(model)
    return model
  }

  /** Gives a model that has had no input data to work on. */
  feed(model: Custom | Sequential, tensors: Tensors, place: Place): void {
    const [name] = model.layerKind.call
    const [first] = flatten<Tensor>(tensors)
    if (model instanceof Sequential) {
      if (first && isLeaf(tensors)) this.build(model, first.type, place)
    } else this.call(model, { tensors: new Map([[name!, tensors]]) }, place)
  }

  /** Notes a call of a layer that the program's own code has run. */
  ran(layer: Custom, tensors: ReadonlyMap<string, Tensors>, run: Run, place: Place): Tensors {
    const visit = new Visit(layer, place, tensors, factsOfRun(layer, run, tensors), run.visits)
    this.note(visit)
    return visit.outputs
  }

  /** What `run` gives, with the calls that it makes. */
  during<T>(run: () => T): { readonly result: T; readonly visits: readonly Visit[] } {
    const { length } = this.visits
    const result = this.inside(run)
    const all = this.visits.slice(length)
    const inner = new Set(all.flatMap(visit => visit.inner))
    return { result, visits: all.filter(visit => !inner.has(visit)) }
  }

  private inside<T>(run: () => T): T {
    const { isInside } = this
    this.isInside = true
    try {
      return run()
    } finally {
      this.isInside = isInside
    }
  }

  /** What `run` gives, and the first error that it reports. */
  watch<T>(run: () => T): { readonly result: T; readonly mistake: Problem | undefined } {
    const { length } = this.problems
    const result = run()
    return { result, mistake: this.problems.errorSince(length) }
  }

  /** Notes that a line stands for what `run` makes and calls: `run` gives what comes out, undefined for nothing. */
  passage(name: string, place: CallPlace, inputs: readonly Tensor[], run: () => Tensors | undefined): void {
    const starts = lengthsOf(this.all)
    const outputs = run()
    const { layers, models, visits } = since(this.all, starts)
    if (outputs === undefined) return
    this.passages.push(visitOf(new Passage(name, place, inputs, outputs, [...layers, ...models], visits)))
  }

  /** Makes a layer's weights for an input that it is not called on, as `layer.build(shape)` does. */
  buildLayer(layer: PlainLayer, type: TensorType): void {
    const facts = layer.infer(type)
    if (!isUnknown(facts.weights) && !facts.refused) build(layer, facts)
  }

  /** `input` is the nest in which the program gives the inputs. */
  functional(
    inputs: readonly Tensor[],
    outputs: Tensors,
    name: string | undefined,
    place: CallPlace,
    className = 'Functional',
    input: Tensors = inputs.length === 1 ? inputs[0]! : inputs,
  ): Functional {
    const ownInput = ({ type }: Tensor) => this.implicitInput(type, place, clonedInput).output
    const graph = inputs.every(isSource) ? { inputs: input, outputs } : graphAnew(input, outputs, ownInput)
    const model = new Functional(graph.inputs, graph.outputs, this.nameFor(className, name), place, className)
    this.models.push(model)
    this.witness?.made(model)
    const lost = model.missing?.producer?.layer
    if (lost) this.report({ code: 'disconnected-graph', facts: { input: lost.name } }, 'Model', place, place)
    return model
  }

  /** `clone_model(model)`; undefined where it is not known how to make one. */
  clone(model: Model, place: CallPlace): Model | undefined {
    const copy = copyOf(model, place, {
      layer: layer => layer.copy(isOwnInput(layer, model) ? clonedTensor : layer.name, place),
      functional: ({ name, className }, input, outputs) => new Functional(input, outputs, name, place, className),
      sequential: (sequence, layers) => this.copyStack(sequence, layers, place),
    })
    if (!(copy instanceof Model)) return undefined
    this.naming.letNamesRepeat()
    this.models.push(copy)
    this.witness?.made(copy)
    return copy
  }

  private copyStack(model: Sequential, layers: readonly Layer[], place: CallPlace): Sequential {
    const copy = this.newSequential(model.className, model.name, place)
    const [input] = model.inputs
    if (input) {
      const { layer, output } = this.implicitInput(input.type, place, input.producer?.layer.name)
      copy.addInput(layer, output)
    }
    for (const layer of layers) copy.add(layer)
    copy.rebuild()
    return copy
  }

  sequential(name: string | undefined, place: CallPlace, className = 'Sequential'): Sequential {
    const model = this.newSequential(className, this.nameFor(className, name), place)
    this.models.push(model)
    this.witness?.made(model)
    return model
  }

  private newSequential(className: string, name: string, place: CallPlace): Sequential {
    return new Sequential(className, name, place, {
      call: (layer, input) =>
        isLeaf(input)
          ? this.callOn(layer, input, layer.place)
          : this.call(layer, { tensors: new Map([[layer.layerKind.call[0]!, input]]) }, layer.place),
      input: (type, at, isOfData) => this.implicitInput(type, at, undefined, isOfData),
      rebuilt: () => void this.nameFor('Functional', undefined),
    })
  }

  /** Adds a layer to a Sequential model at `place`, as Keras does: an `input_shape` makes an input first. */
  stack(model: Sequential, layer: Layer, place: Place): void {
    this.witness?.changing(model)
    stackOn(model, layer, place, this.around)
    model.rebuild()
  }

  /** Adds layers before any of them is called, as the constructor does. */
  stackAll(model: Sequential, layers: readonly Layer[], place: Place): void {
    this.witness?.changing(model)
    for (const layer of layers) stackOn(model, layer, place, this.around)
    model.rebuild()
  }

  /** A layer that was to be added to a Sequential model cannot be made. */
  leaveOut(model: Sequential, why: Unknown): void {
    this.witness?.changing(model)
    model.leaveOut(why)
  }

  /** The output of an input layer, for which no call is written. */
  outputOf(layer: Layer): Tensors {
    return layer.visits[0]?.outputs ?? this.call(layer, { tensors: new Map() }, layer.place)
  }

  /** Calculates what a function would make of tensors, without its operations becoming part of the program. */
  aside<T>(run: () => T): T {
    const { length } = this.visits
    try {
      return this.naming.aside(run)
    } finally {
      this.visits.length = length
    }
  }

  /** Calculates what a call would give; layers are not told of the calls that it is made of. */
  silently<T>(run: () => T): T {
    const { length } = this.visits
    const { isSilent } = this
    this.isSilent = true
    try {
      return run()
    } finally {
      this.isSilent = isSilent
      this.visits.length = length
    }
  }

  /** The same for a model that nobody calls here: its operations are numbered as if they had not been. */
  trial<T>(run: () => T): T {
    return this.naming.aside(() => this.silently(run))
  }

  /**
   * Runs code that the program does not run by itself. It has hints and summaries where the program has none; it numbers
   * its layers anew, reports nothing but what is certain, and leaves all layers as they were. `run` calls `settle` when it
   * is done, before it takes back what it changed. Gives how many layers it called.
   */
  apart(uncalled: Omit<UncalledCode, 'models'>, run: (settle: () => void) => void): number {
    const settled = this.settled ?? this.settle()
    const starts = lengthsOf(this.all)
    this.naming.beginApart()
    run(() => freeze(since(this.all, starts)))
    const calls = this.visits.length - starts.visits
    keepNew(this.all, starts, settled)
    const { layers, models, visits } = since(this.all, starts)
    this.uncalled.push({ ...uncalled, models })
    if (uncalled.isSettled) settled.add(layers, models, visits)
    return calls
  }

  /** The program has ended. */
  private settle(): Settled {
    noteUndo(() => {
      this.settled = undefined
      this.adviceEnd = undefined
    })
    this.settled = new Settled(this.layers, this.models, this.visits)
    this.adviceEnd = this.visits.length
    return this.settled
  }

  /** Reports a problem where it is certain that the code runs, or that it is one whatever the code is given. */
  report(...problem: Parameters<Problems['report']>): void {
    this.problems.report(...problem)
  }

  /** Reports a problem, whether the program runs the code or not. */
  reportCertain(...problem: Parameters<Problems['reportCertain']>): void {
    this.problems.reportCertain(...problem)
  }

  /** Keeps what a model holds now, for the hover at `place`. */
  look(model: Model, place: Place): void {
    this.snapshots.push(momentOf(model, place))
  }

  /** A variable was bound to a model. */
  nameModel(name: string, model: Model, place: Place): void {
    this.names.push({ name, model, place })
  }

  /** A variable was bound to a tensor; the first name is kept. */
  nameTensor(tensor: Tensor, name: string): void {
    this.nameObject(tensor, name, tensor.producer?.layer.born)
  }

  /** A variable was bound to a layer; the first name is kept. */
  nameLayer(layer: Layer, name: string): void {
    this.nameObject(layer, name, layer.born)
  }

  private nameObject(object: Tensor | Layer, name: string, born: number | undefined): void {
    const { variables } = this
    if (variables.has(object)) return
    variables.set(object, name)
    if (born !== interval()) noteUndo(forgetVariable, variables, object)
  }

  /** What has been built until now. */
  finish(): Analysis {
    this.history.during(() => {
      this.beginHeld()
      this.settled?.restore()
    })
    const own = this.visits.slice(0, this.adviceEnd)
    const advice = adviceOn(own).map(({ finding, subject, at, related }): Problem => {
      return { finding, subject, place: problemPlace(finding, at, at), related }
    })
    return {
      layers: [...this.layers],
      visits: [...this.visits],
      models: [...this.models],
      snapshots: [...this.snapshots],
      passages: [...this.passages],
      names: [...this.names],
      variables: this.variables,
      symbols: this.symbols.reasons,
      uncalled: [...this.uncalled],
      problems: this.problems.with(advice),
    }
  }

  /** Layers of the program that were never begun begin where others that hold them are read, which must not be later. */
  private beginHeld(): void {
    for (const list of [this.layers, this.models])
      for (let i = 0; i < list.length; i++) if (isCustom(list[i]!)) void list[i]!.layers
  }

  /** The name that Keras gives to an object of that class. */
  nameFor(className: string, given: string | undefined): string {
    return this.naming.nameFor(className, given)
  }

  /** Forgets how many objects have been named, as `keras.backend.clear_session()` does. */
  clearNames(): void {
    this.naming.clear()
  }

  private makeLayer(bound: Bound, place: CallPlace, implicit: boolean): PlainLayer {
    const given = bound.values.get('name')
    const name = this.nameFor(bound.kind.name, typeof given === 'string' ? given : undefined)
    return new PlainLayer(bound, name, place, this.inference, implicit)
  }

  /** An input that Keras makes by itself: it has a name and an output, but nothing in the text made it. */
  private implicitInput(
    { shape, dtype }: TensorType,
    place: CallPlace,
    name?: string,
    isOfData = false,
  ): { layer: Layer; output: Tensors } {
    const batchShape: Value = isShape(shape)
      ? shape.map(size => (typeof size === 'object' && size.kind === 'none' ? null : size))
      : shape
    const named = new Map<string, Value>([
      ['batch_shape', batchShape],
      ['dtype', dtype],
      ...(name === undefined ? [] : [['name', name] as const]),
    ])
    const layer = this.makeLayer(this.inference.bind(this.inputKind, { positional: [], named }), place, true)
    const facts = layer.inferCall({ tensors: new Map(), options: noOptions })
    const visit = new Visit(layer, place, new Map(), facts, undefined, undefined, isOfData)
    layer.addVisit(visit)
    build(layer, facts)
    return { layer, output: visit.outputs }
  }

  private buildOnFirstCall(model: Sequential, tensors: ReadonlyMap<string, Tensors>, place: Place): void {
    const [input] = tensors.values()
    const [tensor] = input === undefined ? [] : flatten(input)
    if (tensor) this.build(model, tensor.type, place, isEager(tensor))
  }

  private note(visit: Visit): void {
    const { layer } = visit
    if (!this.isSilent) layer.addVisit(visit)
    if (!(layer instanceof PlainLayer && layer.implicit)) this.visits.push(visit)
  }

  private record(
    layer: Layer,
    given: ReadonlyMap<string, Tensors> | Tensor,
    inferred: Facts,
    place: Place,
    options?: CallArguments['options'],
  ): Visit {
    const facts =
      layer instanceof PlainLayer && layer.built ? callAgain(layer.built, inferred, firstTypes(given)) : inferred
    const visit = new Visit(layer, place, given, facts, undefined, options)
    if (layer instanceof PlainLayer && !isUnknown(facts.weights) && !facts.refused) {
      if (!layer.built) this.witness?.building(layer)
      build(layer, facts)
    }
    this.note(visit)
    if (facts.findings.length > 0) this.problems.reportCall(visit)
    return visit
  }
}

/** Keras numbers them among all tensors that there are. */
const clonedInput = 'keras_tensorCLONE'
const clonedTensor = 'keras_tensor'

/** An input of a functional model that the program gives no name: a copy of it has that of its tensor. */
const isOwnInput = (layer: PlainLayer, model: Model): boolean =>
  model instanceof Functional &&
  !layer.bound.written.has('name') &&
  model.inputs.some(({ producer }) => producer?.layer === layer)

const forgetVariable = (variables: WeakMap<Tensor | Layer, string>, object: Tensor | Layer) => variables.delete(object)

/** The types of what a call is mainly made on. */
function firstTypes(given: ReadonlyMap<string, Tensors> | Tensor): Structure<TensorType> | undefined {
  const [first] = given instanceof Map ? (given as ReadonlyMap<string, Tensors>).values() : [given as Tensor]
  return first && mapStructure(first, tensor => tensor.type)
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
