/** Instances of classes that the program derives from Keras's layers and models. */
import type { WeightFact } from '../../../../layers/facts.ts'
import { floatType, unknownType } from '../../../../layers/policy.ts'
import { type Definition, isCustom, noTensor, type Run } from '../../../../model/custom.ts'
import { noteUndo } from '../../../../model/history.ts'
import { isEager, type Layer, PlainLayer, partsOf } from '../../../../model/layer.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import type { Shape } from '../../../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import { flatten, isLeaf } from '../../../../tensor/structure.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import type { ClassObject } from '../../evaluate/classes.ts'
import { FunctionObject } from '../../evaluate/functions.ts'
import { HostObject } from '../../evaluate/host.ts'
import { InstanceObject } from '../../evaluate/instances.ts'
import { Method } from '../../evaluate/method-objects.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { describe, itemsOf, type PyValue } from '../../evaluate/values.ts'
import { baseConfig, configOf } from './configs.ts'
import { shapeArguments, tensorsOfShapes, weightOf } from './custom-parts.ts'
import { definitionOf } from './definition.ts'
import type { KerasClass } from './keras-class.ts'
import { memberOf } from './layer-members.ts'
import type { LayerObject } from './layers.ts'
import { foreignTensor, holdsTensors, toTensors } from './nests.ts'
import { contextFor, inputsOf, refusedByPosition } from './passing.ts'
import type { Runtime } from './runtime.ts'
import { likewise, TensorObject, tensorsValue } from './tensors.ts'

/** What of an instance changes while the program runs, besides its attributes. */
interface State {
  readonly weights: readonly WeightFact[]
  /** What was stored in attributes, in that order: Keras finds layers there, also where others took their place. */
  readonly stored: readonly PyValue[]
  readonly isBuilt: boolean
  /** Whether the class that it derives from has made its weights. */
  readonly isInnerBuilt: boolean
  /** Whether a mask came with the input of its last call. */
  readonly isMasked: boolean
  readonly gap: Unknown | undefined
}

const unmade: State = { weights: [], stored: [], isBuilt: false, isInnerBuilt: false, isMasked: false, gap: undefined }

/** What the class that it derives from does. */
interface Inner {
  readonly object: LayerObject
  readonly layer: PlainLayer
}

export class CustomObject extends InstanceObject {
  /** What the class that it derives from does, where the program adds to that: `super().call(x)`. */
  inner: Inner | undefined
  /** What was given for the input of a Sequential model that it begins. */
  inputShape: Shape | undefined
  private begun: LayerObject | undefined
  private refused: Unknown | undefined
  private state = unmade

  constructor(
    made: ClassObject,
    readonly base: KerasClass,
    readonly place: Place,
    readonly runtime: Runtime,
  ) {
    super(made, runtime.journal)
  }

  /** The layer or model as Keras's own code sees it. It begins now where the program forgot `super().__init__()`. */
  get object(): LayerObject {
    return this.begun ?? this.begin(noArguments, this.place)
  }

  private begin(args: CallArguments, at: Place): LayerObject {
    noteUndo(() => {
      this.begun = undefined
      this.inner = undefined
      this.inputShape = undefined
    })
    this.begun = this.base.begin(this, args, at)
    return this.begun
  }

  get layer(): Layer {
    return this.object.layer
  }

  /** Whether the class itself, or one above it in the program, has a function of that name. */
  defines(name: string): boolean {
    return this.made.find(name) !== undefined
  }

  /** What the model is told of it. */
  readonly definition: Definition = definitionOf(this)

  /** What of it changes besides its attributes. */
  get own(): State {
    return this.state
  }

  override get description(): string {
    return this.begun?.description ?? super.description
  }

  override setAttribute(name: string, value: PyValue, at?: Place): void {
    super.setAttribute(name, value)
    if (typeof value === 'object' && value !== null) this.change({ stored: [...this.state.stored, value] })
    if (name === 'trainable' && this.begun && at) this.begun.setAttribute(name, value, at)
  }

  override named(name: string, at: Place): void {
    this.begun?.named(name, at)
  }

  override keeps(attribute: string): boolean {
    return !this.defines(attribute) && (this.begun?.keeps(attribute) ?? false)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    super.forget(why, seen)
    this.begun?.forget(why)
  }

  override toArgument() {
    return this.layer.asArgument
  }

  override attribute(name: string, at: Place): PyValue {
    const value = super.attribute(name, at)
    if (name !== 'build' || !this.defines(name) || !(value instanceof HostObject)) return value
    return procedure(name, (args, place) => {
      value.call(args, place)
      this.change({ isBuilt: true })
    })
  }

  /** `object(...)`. */
  override call(args: CallArguments, at: Place): PyValue {
    const own = this.made.find('__call__')
    if (own !== undefined) return new Method(own, this).call(args, at)
    const { layer } = this
    if (!isCustom(layer)) return this.object.call(args, at)
    if (this.refused) return new TensorObject(foreignTensor(this.refused), this.runtime.builder)
    const refused = refusedByPosition(args)
    if (refused) return this.object.refuse(refused, at)
    const run = this.runtime.builder.during(() => this.invoke(args, at))
    const outputs = tensorsIn(run.result, at)
    const recorded = this.runtime.builder.ran(layer, this.inputsOf(args, at), { outputs, visits: run.visits }, at)
    return likewise(run.result, recorded, this.runtime.builder)
  }

  /** What is called on tensors and is not known may be a layer, whose weights are its own. */
  override partCalled(name: string, { positional, named }: CallArguments, why: Unknown): void {
    const isLayerLike = this.values.has(name) && [...positional, ...named.values()].some(holdsTensors)
    if (isLayerLike) this.change({ gap: this.state.gap ?? why })
  }

  /** Keras refuses what it is made of, so nothing is told of it. */
  refuse(why: Unknown): void {
    this.refused = why
    this.change({ gap: why })
  }

  /** What Keras's own classes give to it; undefined where that is nothing. */
  inherit(name: string, at: Place): PyValue | undefined {
    switch (name) {
      case '__init__':
        return procedure(name, (args, place) => {
          if (!this.begun) this.begin(args, place)
        })
      case '__call__':
        return new Builtin(name, (args, place) => this.call(args, place))
      case '__setattr__':
        return procedure(name, ({ positional: [key, value = null] }, place) => {
          if (typeof key === 'string') this.setAttribute(key, value, place)
        })
      case 'call':
        return new Builtin(name, (args, place) => this.callInner(args, place))
      case 'build':
        return procedure(name, (args, place) => this.build(args, place))
      case 'add_weight':
      case 'add_variable':
        return new Builtin(name, (args, place) => this.addWeight(args, place))
      case 'built':
        return this.state.isBuilt
      case 'get_config':
        return new Builtin(name, (_, place) => this.config(place))
      case 'convolution_op':
        if (this.inner) return new Builtin(name, ({ positional: [x = null] }, place) => this.convolve(x, place))
        break
      default:
    }
    const { inner } = this
    return (inner && memberOf(inner.layer, name, this.runtime.builder)) ?? this.object.attribute(name, at)
  }

  /** What it holds is all that it has, where each part of it is built. */
  trained(): void {
    const isWhole = this.definition.layers.every(part => !partsAreOpen(part))
    if (isWhole && !this.state.isBuilt) this.change({ isBuilt: true })
  }

  /** What Keras's class says of it; where the class has no `get_config` of its own, Keras goes by what it was given. */
  private config(at: Place): PyValue {
    const layer = this.inner?.layer ?? this.layer
    const config = layer instanceof PlainLayer ? configOf(layer, this.runtime.builder) : baseConfig(layer)
    const lost = unknown(`what ${this.layer.name} says of itself is not known`, at)
    if (!config || !(this.defines('get_config') || !this.defines('__init__'))) return lost
    config.set('name', this.layer.name)
    return config
  }

  /** Calls it on tensors that no code of the program passes. */
  run(tensors: ReadonlyMap<string, Tensors>): Run {
    const { builder } = this.runtime
    const named = new Map([...tensors].map(([name, value]) => [name, tensorsValue(value, builder)]))
    const [first, ...others] = named
    const args = argumentsOf(first ? [first[1]] : [], new Map(others))
    const { result, visits } = builder.during(() => this.invoke(args, this.place))
    return { outputs: tensorsIn(result, this.place), visits }
  }

  /** As `run`, of a call that the model around it has told already. */
  infer(tensors: ReadonlyMap<string, Tensors>): Run {
    return this.runtime.builder.silently(() => this.run(tensors))
  }

  override save(): unknown {
    return { fields: super.save(), state: this.state }
  }

  override restore(saved: unknown): void {
    const { fields, state } = saved as Saved
    super.restore(fields)
    this.state = state
  }

  override join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as Saved, b as Saved]
    super.join(x.fields, y.fields, why)
    const isSameBuilt = x.state.isBuilt === y.state.isBuilt
    const same = isSameBuilt && x.state.weights === y.state.weights && sameParts(x.state, y.state)
    this.state = { ...x.state, isBuilt: x.state.isBuilt && y.state.isBuilt, gap: same ? x.state.gap : why }
  }

  override lose(before: unknown, why: Unknown): void {
    const { fields, state } = before as Saved
    super.lose(fields, why)
    if (state.weights !== this.state.weights || !sameParts(state, this.state)) this.change({ gap: why })
  }

  // ---- calling

  /** Builds it where that has not happened, and runs its own `call`. Source: Layer.__call__ in keras/src/layers/layer.py. */
  private invoke(args: CallArguments, at: Place): PyValue {
    if (this.refused) return this.refused
    const { calls } = this.runtime
    const { depth, training } = calls
    const given = args.named.get('training')
    const isOutermost = depth === 0 && !this.runtime.builder.runsOnData && !this.isOnData(args, at)
    calls.depth++
    if (given !== undefined) calls.training = given
    try {
      return this.runOwn(args, isOutermost, at)
    } finally {
      calls.depth = depth
      calls.training = training
    }
  }

  private runOwn(args: CallArguments, isOutermost: boolean, at: Place): PyValue {
    const hadBuild = this.defines('build')
    this.ensureBuilt(args, at)
    if (isOutermost && this.inner && !this.defines('compute_output_shape')) return this.ofInner(this.inner, args, at)
    const shaped = isOutermost && this.defines('compute_output_shape') ? this.computeOutputShape(args, at) : undefined
    const result = shaped && hadBuild ? shaped : this.callOwn(args, at)
    return shaped ?? result
  }

  private isOnData({ positional: [first] }: CallArguments, at: Place): boolean {
    const tensors = first === undefined ? undefined : toTensors(first, at)
    return tensors !== undefined && flatten<Tensor>(tensors).every(isEager)
  }

  /** Of the class that it derives from Keras asks the shapes, and passes over the class's own `call`. */
  private ofInner({ object, layer }: Inner, { positional, named, open }: CallArguments, at: Place): PyValue {
    const names = layer.layerKind.call
    const passed = new Map([...named].filter(([name]) => names.includes(name)))
    return object.call({ ...argumentsOf(positional.slice(0, names.length), passed), open }, at)
  }

  /** What a convolution puts out but for its bias and its activation, which leave the shape as it is. */
  private convolve(inputs: PyValue, at: Place): PyValue {
    return this.inner!.object.call(argumentsOf([inputs]), at)
  }

  ensureBuilt(args: CallArguments, at: Place): void {
    if (this.state.isBuilt) return
    this.change({ isBuilt: true })
    const build = this.made.find('build')
    if (build === undefined) this.buildInner(args, at)
    if (!(build instanceof FunctionObject)) return
    new Method(build, this).call(shapeArguments(build.parameterNames.slice(1), this.inputsOf(args, at), at), at)
  }

  /** The layer that the class derives from makes its weights, also where the class says itself what it does with them. */
  private buildInner(args: CallArguments, at: Place): void {
    this.change({ isInnerBuilt: true })
    const [input] = this.inputsOf(args, at).values()
    if (this.inner && input && isLeaf(input)) this.runtime.builder.buildLayer(this.inner.layer, input.type)
  }

  private callOwn(args: CallArguments, at: Place): PyValue {
    const call = this.made.find('call')
    if (!(call instanceof FunctionObject)) return call === undefined ? this.callInner(args, at) : notFollowed(this, at)
    const context = contextFor(call, args, this.runtime, this.state.isMasked)
    const isMasked = context.has('mask') && !args.named.has('mask')
    if (isMasked !== this.state.isMasked) this.change({ isMasked })
    return new Method(call, this).call({ ...argumentsOf(args.positional, context), open: args.open }, at)
  }

  private callInner(args: CallArguments, at: Place): PyValue {
    if (this.inner) return this.inner.object.call(args, at)
    return unknown(`${this.made.description} does not say what it puts out`, at)
  }

  private computeOutputShape(args: CallArguments, at: Place): PyValue | undefined {
    const method = this.made.find('compute_output_shape')
    if (!(method instanceof FunctionObject)) return undefined
    const names = method.parameterNames.slice(1)
    const shape = new Method(method, this).call(shapeArguments(names, this.inputsOf(args, at), at), at)
    return tensorsValue(tensorsOfShapes(shape, at), this.runtime.builder)
  }

  /**
   * `layer.build(shape)`, also as `super().build(shape)`. Where the class has no `build` of its own, Keras only marks the
   * layer as built: what is in it has weights from the first call on. Source: Layer.build in keras/src/layers/layer.py.
   */
  private build(args: CallArguments, at: Place): void {
    const keras = isCustom(this.layer) ? this.inner?.object : this.object
    const build = keras?.attribute('build', at)
    if (build instanceof HostObject) build.call(args, at)
    this.change({ isBuilt: true, isInnerBuilt: true })
  }

  private inputsOf(args: CallArguments, at: Place): ReadonlyMap<string, Tensors> {
    return inputsOf(this.definition.inputNames, this.layer.layerKind.call[0]!, args, at)
  }

  private addWeight(args: CallArguments, at: Place): PyValue {
    const weight = weightOf(args, this.state.weights.length, at)
    if (isUnknown(weight)) this.change({ gap: weight })
    else this.change({ weights: [...this.state.weights, weight.fact] })
    const type = isUnknown(weight) ? { shape: weight, dtype: floatType } : weight.type
    return new TensorObject({ type, producer: undefined, isData: true }, this.runtime.builder)
  }

  private change(parts: Partial<State>): void {
    this.runtime.journal.touch(this)
    this.state = { ...this.state, ...parts }
  }
}

const partsAreOpen = (part: Layer): boolean =>
  [...partsOf([part])].some(each => each.isUnbuilt || each.gap !== undefined)

interface Saved {
  readonly fields: unknown
  readonly state: State
}

const sameParts = (a: State, b: State): boolean =>
  a.stored.length === b.stored.length && a.stored.every((value, i) => value === b.stored[i])

const notFollowed = (self: CustomObject, at: Place): Unknown =>
  unknown(`what ${self.made.description}.call does is not known`, at)

/** What a call gives as tensors; a tensor of which nothing is known where it gives something else. */
const tensorsIn = (value: PyValue, at: Place): Tensors =>
  toTensors(value, at) ?? besideOthers(value, at) ?? foreignTensor(unknown(`${describe(value)} is no tensor`, at))

/** Tensors beside what is none, as in `return x, height, width`; undefined where no tensor is in it. */
function besideOthers(value: PyValue, at: Place): Tensors | undefined {
  const items = itemsOf(value)
  const parts = items?.map(item => toTensors(item, at) ?? besideOthers(item, at))
  return parts?.some(part => part !== undefined)
    ? parts.map(part => part ?? { type: { shape: noTensor, dtype: unknownType }, producer: undefined })
    : undefined
}

const noArguments = argumentsOf([])
