/** Layer classes and layer objects as Python values. */
import type { Bound, Given } from '../../../../layers/bind.ts'
import { dataLayers, kerasLayers } from '../../../../layers/keras/catalogue.ts'
import { Layer as baseKind } from '../../../../layers/keras/core.ts'
import { formerLayers } from '../../../../layers/keras/former.ts'
import { type LayerKind, layer } from '../../../../layers/layer.ts'
import { Unknowable } from '../../../../layers/parameters.ts'
import { floatType } from '../../../../layers/policy.ts'
import { type CallPlace, type Finding, isError } from '../../../../layers/problem.ts'
import type { LayerValue, Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import { argumentOf, inputShapeOf, type Layer, PlainLayer, type Visit } from '../../../../model/layer.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import type { TensorType } from '../../../../tensor/shape.ts'
import { isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import { mapStructure } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { HostObject } from '../../evaluate/host.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { describe, itemsOf, type PyValue, toArgument, unfinished, unknownValue } from '../../evaluate/values.ts'
import type { ComparisonOperator } from '../../syntax.ts'
import { callPlace, givenOf } from './arguments.ts'
import { configOf, fromConfig } from './configs.ts'
import type { CustomObject } from './custom.ts'
import { shapesValue, sizesOf, tensorsOfShapes } from './custom-parts.ts'
import { tensorOf } from './data/nests.ts'
import { KerasClass } from './keras-class.ts'
import { memberOf } from './layer-members.ts'
import { foreignTensor, holdsTensors, toTensors } from './nests.ts'
import { refusedByPosition } from './passing.ts'
import { type Runtime, runtimeOf } from './runtime.ts'
import { sizeValue } from './shapes.ts'
import { TensorObject, tensorsValue } from './tensors.ts'
import { typeNamed } from './types.ts'
import { learnedMember, textOptions } from './vocabularies.ts'
import { weightsAttribute } from './weights.ts'

/** `layers.Conv2D`. */
export class LayerClass extends KerasClass {
  private readonly parameters: readonly string[]
  private readonly builder: ModelBuilder

  constructor(
    private readonly kind: LayerKind,
    runtime: Runtime,
  ) {
    super(runtime)
    this.builder = runtime.builder
    this.parameters = Object.keys(kind.parameters)
  }

  get description(): string {
    return this.kind.name
  }

  /** A class that says itself what it does with tensors has the layer of this class as a part, for `super().call(x)`. */
  begin(self: CustomObject, args: CallArguments, at: Place): LayerObject {
    const { builder } = this
    const place = { ...self.place, arguments: new Map() }
    const isWrapper = this.kind.name === 'Wrapper'
    const given = givenOf(this.kind, isWrapper ? withoutLayer(args) : args, builder, self.place)
    const isAbstract = abstractKinds.has(this.kind.name)
    const bound = builder.bind(isAbstract ? baseKind : { ...this.kind, name: self.made.description }, given)
    if (!isAbstract && !changing.some(name => self.defines(name)))
      return new LayerObject(builder.layerOf(bound, place), builder)
    const name = bound.values.get('name')
    const layer = builder.customLayer(self.definition, typeof name === 'string' ? name : undefined, place)
    if (!isAbstract) {
      const inner = builder.innerLayer(withName(bound, layer.name), place)
      self.inner = { object: new LayerObject(inner, builder), layer: inner }
      self.inputShape = inner.inputShape
    } else self.inputShape = inputShapeOf(bound)
    const findings = isAbstract ? bound.findings : bound.findings.filter(isError)
    refuseFor(self, findings, callPlace(this.parameters, args, at), builder)
    if (isWrapper) self.setAttribute('layer', args.named.get('layer') ?? args.positional[0] ?? null)
    if (bound.values.get('trainable') === false) layer.trainable = false
    return new LayerObject(layer, builder)
  }

  override attribute(name: string, at: Place): PyValue {
    return name === 'from_config' ? fromConfig((args, place) => this.call(args, place)) : super.attribute(name, at)
  }

  override get inputNames(): readonly string[] {
    return this.kind.call
  }

  private get usesDefaults(): boolean {
    return this.runtime.settings.get('image_data_format') === 'channels_last'
  }

  /** Where the program has set the order of the axes, layers that are told nothing else follow it. */
  private withSettings(given: Given): Given {
    const order = this.runtime.settings.get('image_data_format')
    const at = Object.keys(this.kind.parameters).indexOf('data_format')
    if (this.usesDefaults || order === undefined || at < 0 || given.positional.length > at) return given
    const written = given.named.get('data_format') ?? null
    return written === null ? { ...given, named: new Map(given.named).set('data_format', toArgument(order)) } : given
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { kind, builder } = this
    const place = callPlace(this.parameters, args, at)
    const given = () => this.withSettings(givenOf(kind, args, builder, at))
    const bound = args.constant && this.usesDefaults ? builder.bindOnce(kind, args, given) : builder.bind(kind, given())
    const isCertain = (finding: Finding) => args.constant || this.isWritten(finding, args)
    if (!bound.findings.some(isMissing)) return new LayerObject(builder.layerOf(bound, place, isCertain), builder)
    builder.reportArguments(bound, place, isCertain)
    return unknown(unfinished, at)
  }

  /** Whether a finding is about nothing but what stands in the call. */
  private isWritten({ code, argument }: Finding, args: CallArguments): boolean {
    if (code === 'unknown-argument') return true
    if (argument === undefined || !args.isConstant) return false
    return args.isConstant(args.named.has(argument) ? argument : this.parameters.indexOf(argument))
  }
}

const modelClasses: ReadonlySet<string> = new Set(['Sequential', 'Functional'])

/** Reports what Keras's base class does not take; then nothing is told of the layer or model. */
export function refuseFor(
  self: CustomObject,
  findings: readonly Finding[],
  place: CallPlace,
  builder: ModelBuilder,
): void {
  if (findings.length === 0) return
  const { file, from, to } = place
  self.refuse(unknown(`${self.made.description} is refused`, { file, from, to }))
  for (const finding of findings) builder.report(finding, self.made.description, place, place)
}

/** What a class defines that does something else than the class above. */
const changing = ['call', 'build', 'compute_output_shape', 'convolution_op', '__call__']

/** Classes that say nothing about what their layers put out. */
const abstractKinds = new Set(['Layer', 'Wrapper'])

/** A wrapper is given what it wraps besides what every layer is given. */
function withoutLayer({ positional, named, ...rest }: CallArguments): CallArguments {
  return { ...rest, positional: positional.slice(1), named: new Map([...named].filter(([name]) => name !== 'layer')) }
}

const withName = (bound: Bound, name: string): Bound => ({ ...bound, values: new Map(bound.values).set('name', name) })

/** A layer that lacks an argument is still being written: to the lines after it, it is not there yet. */
const isMissing = ({ code }: Finding): boolean => code === 'missing-argument'

/** `layers.add`: a function that makes a layer and calls it at once on its first argument. */
export class LayerFunction extends HostObject {
  private readonly made: LayerClass

  constructor(
    readonly description: string,
    kind: LayerKind,
    runtime: Runtime,
  ) {
    super()
    this.made = new LayerClass(kind, runtime)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const named = new Map(args.named)
    const inputs = args.positional[0] ?? named.get('inputs')
    named.delete('inputs')
    const positional = args.positional.slice(1)
    const places = { positional: args.places.positional.slice(1), named: args.places.named }
    const layer = this.made.call({ positional, named, open: args.open, places, constant: false }, at)
    if (inputs === undefined || !(layer instanceof LayerObject)) return unknown('the inputs are not written yet', at)
    return layer.call({ positional: [inputs], named: new Map(), open: undefined, places, constant: false }, at)
  }
}

/**
 * A class that `keras.layers` does not have, which Keras refuses. Its layers can be called; they put out what the
 * class's successor would, so that the lines after them are still told, or nothing is known of them.
 */
export class UnknownLayerClass extends HostObject {
  constructor(
    readonly description: string,
    private readonly builder: ModelBuilder,
  ) {
    super()
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { description: name, builder } = this
    const former = formerLayers.get(name)
    const suggestion = former?.by ?? kerasLayers.suggestClass(name)
    const finding: Finding = { code: 'unknown-layer', facts: { name, ...(suggestion && { suggestion }) } }
    const successor = former?.alike ? kerasLayers.byClass(former.by) : undefined
    const kind = successor ? { ...successor, name } : unknownKind(name, unknown(`the layer ${name} is not known`, at))
    const given = successor ? givenOf(kind, args, builder, at) : { positional: [], named: new Map() }
    const bound = builder.bind(kind, given)
    const place = callPlace(Object.keys(kind.parameters), args, at)
    return new LayerObject(builder.layerOf({ ...bound, findings: [finding, ...bound.findings] }, place), builder)
  }
}

/** A kind of which only the name is known. */
export const unknownKind = (name: string, why: Unknown): LayerKind =>
  layer({
    name,
    summary: 'A layer that is not known.',
    link: 'https://keras.io/api/layers/',
    parameters: {},
    rule: () => {
      throw new Unknowable(why)
    },
    examples: [],
  })

/** A layer or model that was made. */
export class LayerObject extends HostObject {
  constructor(
    readonly layer: Layer,
    protected readonly builder: ModelBuilder,
  ) {
    super()
  }

  get description(): string {
    return this.layer.name
  }

  override attribute(name: string, at: Place): PyValue {
    const { layer } = this
    if (name === 'name') return layer.name
    if (name === '__class__') return this.type() ?? super.attribute(name, at)
    if (name === 'trainable') return layer.trainable
    if (name === 'output') return this.ofFirst(visit => visit.outputs, name, at)
    if (name === 'input') return this.ofFirst(inputOf, name, at)
    if (name === 'built') return layer instanceof PlainLayer && layer.built !== undefined
    if (name === 'build' && layer instanceof PlainLayer) return procedure(name, args => this.buildFor(layer, args, at))
    if (name === 'output_shape') return this.shapesOfFirst(visit => visit.outputs, name, at)
    if (name === 'input_shape') return this.shapesOfFirst(inputOf, name, at)
    if (name === 'compute_output_shape') return new Builtin(name, (args, place) => this.computeOutputShape(args, place))
    if (name === 'get_config' && layer instanceof PlainLayer) return this.getConfig(layer)
    if (name === 'count_params') return new Builtin(name, () => sizeValue(layer.counts.total))
    const weights = weightsAttribute(layer, name, this.builder)
    if (weights !== undefined) return weights
    const learned = layer instanceof PlainLayer ? learnedMember(layer, name, this.builder) : undefined
    if (learned !== undefined) return learned
    const member = layer instanceof PlainLayer ? memberOf(layer, name, this.builder) : undefined
    if (member !== undefined) return member
    return super.attribute(name, at)
  }

  private getConfig(layer: PlainLayer): PyValue {
    return new Builtin('get_config', (_, at) => {
      const lost = unknown(`what ${layer.name} says of itself is not known`, at)
      return configOf(layer, this.builder) ?? lost
    })
  }

  /** The class of a layer that the program derives from Keras's is not known by its name. */
  override type(): HostObject | undefined {
    const { className } = this.layer
    const runtime = runtimeOf(this.builder)
    const kind = this.layer instanceof PlainLayer ? kerasLayers.byClass(className) : undefined
    if (kind && runtime) return new LayerClass(kind, runtime)
    const isKnown = kerasLayers.byClass(className) !== undefined || modelClasses.has(className)
    return isKnown ? typeNamed(className) : undefined
  }

  override get isCallable(): boolean {
    return true
  }

  /** The same layer is one object, however the program came to it. */
  override compare(operator: ComparisonOperator, other: PyValue): PyValue | undefined {
    if (!(other instanceof LayerObject)) return undefined
    const isSame = this.layer === other.layer
    if (operator === 'is' || operator === '==') return isSame
    return operator === 'is not' || operator === '!=' ? !isSame : undefined
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof LayerObject ? this.layer === other.layer : super.equals(other)
  }

  override hashKey(): unknown {
    return this.layer
  }

  override has(name: string): boolean | undefined {
    return name === 'name' || name === 'trainable' || argumentOf(this.layer, name) !== undefined
      ? true
      : super.has(name)
  }

  override named(name: string, _at: Place): void {
    this.builder.nameLayer(this.layer, name)
  }

  override setAttribute(name: string, value: PyValue, at: Place): void {
    if (name !== 'trainable') return
    const trainable =
      typeof value === 'boolean' ? value : (unknownValue(value) ?? unknown(`${describe(value)} is no bool`, at))
    this.builder.setTrainable(this.layer, trainable)
  }

  override forget(why: Unknown): void {
    this.builder.setTrainable(this.layer, why)
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { layer } = this
    const [first] = args.positional
    const isPlain = first instanceof TensorObject && first.tensor.texts === undefined
    if (isPlain && args.positional.length === 1 && args.named.size === 0 && !args.open)
      return tensorsValue(this.builder.callOn(layer, first.tensor, at), this.builder)
    if (args.open) return new TensorObject(foreignTensor(args.open), this.builder)
    const refused =
      layer instanceof PlainLayer && !dataLayers.has(layer.className) ? refusedByPosition(args) : undefined
    if (refused) return this.refuse(refused, at)
    const tensors = new Map<string, Tensors>()
    const options = new Map<string, Value>()
    const names = layer.layerKind.call
    args.positional.forEach((value, i) => {
      this.pass(names[i] ?? `argument ${i}`, value, i === 0, at, tensors, options)
    })
    for (const [name, value] of args.named) this.pass(name, value, name === names[0], at, tensors, options)
    if (names[0] === 'sequences' && tensors.has('inputs') && !tensors.has(names[0])) return this.lacks('sequences', at)
    if (!tensors.has(names[0]!) && layer.layerKind.takes !== 'nothing')
      return new TensorObject(foreignTensor(unknown('the input is not written yet', at)), this.builder)
    return tensorsValue(this.builder.call(layer, { tensors, options }, at), this.builder)
  }

  /** Recurrent layers have another name for their input than the others. */
  private lacks(argument: string, at: Place): PyValue {
    return this.refuse({ code: 'missing-argument', facts: { argument, meaning: 'What it is called on' } }, at)
  }

  /** Reports why Keras refuses a call, of which nothing comes. */
  refuse(finding: Finding, at: Place): PyValue {
    this.builder.report(finding, this.layer.className, at, at)
    return new TensorObject(foreignTensor(unknown(`${this.layer.name} is refused`, at)), this.builder)
  }

  override toArgument(): LayerValue {
    return this.layer.asArgument
  }

  override elements(): readonly PyValue[] | undefined {
    return undefined
  }

  /** Sorts one argument of a call: tensors by name, settings apart. What should be a tensor and is none is reported. */
  private pass(
    name: string,
    value: PyValue,
    first: boolean,
    at: Place,
    tensors: Map<string, Tensors>,
    options: Map<string, Value>,
  ): void {
    if (!first && !holdsTensors(value)) {
      options.set(name, toArgument(value, at))
      return
    }
    const { layer } = this
    if (first && layer instanceof PlainLayer)
      for (const [option, told] of textOptions(layer, value)) options.set(option, told)
    const structure =
      toTensors(value, at) ?? (dataLayers.has(layer.layerKind.name) ? this.dataIn(value, at) : undefined)
    if (structure === undefined && !dataLayers.has(this.layer.layerKind.name))
      this.builder.report({ code: 'not-a-tensor', facts: { received: describe(value) } }, this.layer.className, at, at)
    tensors.set(name, structure ?? foreignTensor(unknown(`${describe(value)} is no tensor`, at)))
  }

  /** Layers that prepare data take what stands in the program: texts, numbers and lists of them. */
  private dataIn(value: PyValue, at: Place): Tensors | undefined {
    const items = this.layer.layerKind.takes === 'list' ? itemsOf(value) : undefined
    if (items) return items.map(item => toTensors(item, at) ?? tensorOf(item, this.builder, at).tensor)
    return tensorOf(value, this.builder, at).tensor
  }

  private computeOutputShape({ named, positional }: CallArguments, at: Place): PyValue {
    const tensors = tensorsOfShapes(named.get('input_shape') ?? positional[0] ?? null, at)
    const { output } = this.layer.infer(mapStructure<Tensor, TensorType>(tensors, ({ type }) => type))
    return shapesValue(mapStructure<TensorType, Tensor>(output, type => ({ type, producer: undefined })))
  }

  /** `layer.build(shape)` makes the weights without a call. */
  private buildFor(layer: PlainLayer, { named, positional }: CallArguments, at: Place): void {
    const shape = sizesOf(named.get('input_shape') ?? positional[0] ?? null, at)
    if (!isUnknown(shape)) this.builder.buildLayer(layer, { shape, dtype: floatType })
  }

  /** Of the calls of a layer, Keras tells of the first. One on data is none. */
  private firstCall<T>(read: (visit: Visit) => T | undefined, name: string, at: Place): T | Unknown {
    const first = this.layer.visits.find(visit => !visit.isOnData)
    return (first && read(first)) ?? unknown(`${this.layer.name} has not been called, so it has no ${name} yet`, at)
  }

  private shapesOfFirst(read: (visit: Visit) => Tensors | undefined, name: string, at: Place): PyValue {
    const tensors = this.firstCall(read, name, at)
    return isUnknownOf(tensors) ? tensors : shapesValue(tensors)
  }

  protected ofFirst(read: (visit: Visit) => Tensors | undefined, name: string, at: Place): PyValue {
    const tensors = this.firstCall(read, name, at)
    return isUnknownOf(tensors) ? tensors : tensorsValue(tensors, this.builder)
  }
}

const isUnknownOf = (tensors: Tensors | Unknown): tensors is Unknown => isUnknown(tensors as Unknown)

/** What a call was made on; an input on nothing. */
const inputOf = ({ inputs }: Visit): Tensors | undefined => (inputs.size === 0 ? [] : [...inputs.values()][0])
