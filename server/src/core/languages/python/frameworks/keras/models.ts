/** `Sequential` and `Model` as Python values. */
import { Layer as baseKind } from '../../../../layers/keras/core.ts'
import { floatType } from '../../../../layers/policy.ts'
import type { CallPlace } from '../../../../layers/problem.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import { isCustom } from '../../../../model/custom.ts'
import type { Layer } from '../../../../model/layer.ts'
import { Functional, Model, Sequential } from '../../../../model/model.ts'
import type { Tensor, Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import type { Size, Unknown } from '../../../../tensor/size.ts'
import { isSymbolic, isUnknown, none, unknown } from '../../../../tensor/size.ts'
import { flatten, mapStructure } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { ListObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import { HostObject } from '../../evaluate/host.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { describe, itemsOf, type PyValue, toArgument, unknownValue } from '../../evaluate/values.ts'
import { callPlace, givenOf } from './arguments.ts'
import type { CustomObject } from './custom.ts'
import { isLayerHolder, shapesValue } from './custom-parts.ts'
import { inputIn } from './data/sources.ts'
import { KerasClass } from './keras-class.ts'
import { LayerObject, refuseFor, unknownKind } from './layers.ts'
import { toTensors } from './nests.ts'
import { predictions } from './predictions.ts'
import { TensorObject, tensorsValue } from './tensors.ts'
import { weightsAttribute } from './weights.ts'

const sizeOfItem = (item: PyValue, at: Place): Size => {
  const given = toArgument(item, at)
  if (isSymbolic(given)) return given
  return isUnknown(given) ? (given.size ?? given) : unknown('a size that is not known', at)
}

/** Names given to a model's parameters for marking them; their values are read here. */
const sequentialParameters = ['layers', 'trainable', 'name']
const functionalParameters = ['inputs', 'outputs', 'name']
const modelParameters: readonly string[] = []

/** The argument under a name, whether it was passed by position or by name. */
const argument = (names: readonly string[], name: string, args: CallArguments): PyValue | undefined =>
  args.named.get(name) ?? args.positional[names.indexOf(name)]

const nameArgument = (names: readonly string[], args: CallArguments): string | undefined => {
  const name = argument(names, 'name', args)
  return typeof name === 'string' ? name : undefined
}

/** `keras.Sequential`. */
export class SequentialClass extends KerasClass {
  readonly description = 'Sequential'

  override call(args: CallArguments, at: Place): PyValue {
    return this.make(args, callPlace(sequentialParameters, args, at), 'Sequential')
  }

  begin(self: CustomObject, args: CallArguments): LayerObject {
    return this.make(args, { ...self.place, arguments: new Map() }, self.made.description)
  }

  private make(args: CallArguments, at: CallPlace, className: string): SequentialObject {
    const { builder } = this.runtime
    const made = builder.sequential(nameArgument(sequentialParameters, args), at, className)
    const model = new SequentialObject(made, builder)
    const layers = argument(sequentialParameters, 'layers', args) ?? null
    const items = itemsOf(layers)
    if (layers !== null && !items)
      model.forget(args.open ?? unknownValue(layers) ?? unknown(`the layers in ${describe(layers)} are not known`, at))
    if (args.open) model.forget(args.open)
    model.addAll(items ?? [], at)
    return model
  }
}

/** `keras.Model`, called as the functional API calls it. */
export class ModelClass extends KerasClass {
  readonly description = 'Model'

  override call(args: CallArguments, at: Place): PyValue {
    const model = this.functional(args, callPlace(functionalParameters, args, at), 'Functional')
    return model ?? unknown('a model without inputs and outputs is not known here', at)
  }

  /** A class below it says by `inputs` and `outputs`, or by its own `call`, what the model is. */
  begin(self: CustomObject, args: CallArguments, at: Place): LayerObject {
    const place = { ...self.place, arguments: new Map() }
    const { builder } = this.runtime
    const functional = this.functional(args, place, self.made.description)
    if (functional) return functional
    const model = builder.customModel(self.definition, nameArgument(modelParameters, args), place)
    const { findings } = builder.bind(
      baseKind,
      givenOf(baseKind, { ...args, named: args.named, positional: [] }, builder, at),
    )
    refuseFor(self, findings, callPlace(modelParameters, args, at), builder)
    return new ModelObject(model, builder)
  }

  private functional(args: CallArguments, at: CallPlace, className: string): ModelObject | undefined {
    const { builder } = this.runtime
    const inputs = argument(functionalParameters, 'inputs', args)
    const outputs = argument(functionalParameters, 'outputs', args)
    const [from, to] = [inputs, outputs].map(value => (value === undefined ? undefined : toTensors(value, at)))
    if (from === undefined || to === undefined) return undefined
    const empty = isEmpty(from) ? 'inputs' : isEmpty(to) ? 'outputs' : undefined
    if (empty) {
      builder.report({ code: 'refused', facts: { reason: `${empty} cannot be empty` } }, className, at, at)
      return undefined
    }
    const name = nameArgument(functionalParameters, args)
    return new ModelObject(builder.functional(flatten<Tensor>(from), to, name, at, className, from), builder)
  }
}

const isEmpty = (tensors: Tensors): boolean => flatten<Tensor>(tensors).length === 0

/** What every model answers. Training and saving change nothing that is shown. */
export class ModelObject extends LayerObject {
  constructor(
    readonly model: Model,
    builder: ModelBuilder,
  ) {
    super(model, builder)
  }

  override attribute(name: string, at: Place): PyValue {
    const { model } = this
    switch (name) {
      case 'summary':
        return procedure(name, (_, place) => this.builder.look(model, place))
      case 'layers':
        return new ListObject(model.layers.map(layer => this.wrap(layer)))
      case 'inputs':
        return model.inputs.length === 0
          ? unknown(`${model.name} has no inputs yet`, at)
          : new ListObject(model.inputs.map(tensor => new TensorObject(tensor, this.builder)))
      case 'input':
        return this.input(at)
      case 'outputs':
      case 'output':
        return this.outputs(name, at)
      case 'input_shape':
      case 'output_shape':
        return this.shapes(name, at)
      case 'get_layer':
        return new Builtin(name, (args, place) => this.getLayer(args, place))
      default:
        {
          const weights = weightsAttribute(model, name, this.builder)
          if (weights !== undefined) return weights
        }
        if (feeding.has(name)) return new Builtin(name, (args, place) => this.feed(name, args, place))
        return unchanging.has(name) ? new Foreign(`${model.name}.${name}`) : super.attribute(name, at)
    }
  }

  override keeps(attribute: string): boolean {
    return unchanging.has(attribute) || reading.has(attribute)
  }

  override named(name: string, at: Place): void {
    this.builder.nameModel(name, this.model, at)
  }

  protected wrap(layer: Layer): PyValue {
    if (isCustom(layer) && layer.definition.owner instanceof HostObject) return layer.definition.owner
    if (layer instanceof Sequential) return new SequentialObject(layer, this.builder)
    return layer instanceof Model ? new ModelObject(layer, this.builder) : new LayerObject(layer, this.builder)
  }

  /** A Sequential model has no `input` and `output` but those of its own first call, as a layer. */
  private input(at: Place): PyValue {
    const { model, builder } = this
    if (!(model instanceof Functional)) return this.ofFirst(({ inputs }) => [...inputs.values()][0], 'input', at)
    return tensorsValue(model.inputStructure, builder)
  }

  private outputs(name: 'output' | 'outputs', at: Place): PyValue {
    const { model, builder } = this
    if (name === 'output' && !(model instanceof Functional)) return this.ofFirst(visit => visit.outputs, name, at)
    if (model.outputs === undefined) return unknown(`${model.name} has no input yet`, at)
    return name === 'output'
      ? tensorsValue(model.outputs, builder)
      : new ListObject(flatten(model.outputs).map(tensor => new TensorObject(tensor, builder)))
  }

  private shapes(name: string, at: Place): PyValue {
    const { inputs, outputs, name: own } = this.model
    const tensors = name === 'input_shape' ? (inputs.length === 1 ? inputs[0]! : inputs) : outputs
    const isMissing = tensors === undefined || flatten<Tensor>(tensors).length === 0
    return isMissing ? unknown(`${own} has no input yet`, at) : shapesValue(tensors)
  }

  /** Data that a model is trained or run on builds one that has had no input, in batches of any size. */
  private feed(name: string, args: CallArguments, at: Place): PyValue {
    const { model, builder } = this
    const { positional, named } = args
    const data = inputIn(named.get('x') ?? positional[0], builder)
    const tensors = data === undefined || model.outputs !== undefined ? undefined : toTensors(data, at)
    const isKnown = tensors && flatten<Tensor>(tensors).every(tensor => tensor.isData && isShape(tensor.type.shape))
    if (isCustom(model) && !model.definition.hasCall) model.definition.trained()
    else if (isKnown && (isCustom(model) || model instanceof Sequential))
      builder.feed(model, mapStructure(tensors, inBatches), at)
    const found = name.startsWith('predict') ? predictions(model, args, builder, at) : undefined
    return found ?? new Foreign(`${model.name}.${name}(…)`)
  }

  private getLayer({ positional, named }: CallArguments, at: Place): PyValue {
    const [name = null, index = null] = [named.get('name') ?? positional[0], named.get('index') ?? positional[1]]
    const { layers } = this.model
    const isOne = name === null || index === null
    const found =
      isOne && typeof name === 'string'
        ? layers.find(layer => layer.name === name)
        : isOne && typeof index === 'number'
          ? layers.at(index)
          : undefined
    if (found) return this.wrap(found)
    const lost = [name, index].map(unknownValue).find(why => why !== undefined)
    return lost ?? unknown(`${this.model.name} has no such layer`, at)
  }
}

/** `clone_model(model)`. What is told besides the model bears on what the copy is. */
export function cloneOf({ positional, named, open }: CallArguments, at: Place, builder: ModelBuilder): PyValue {
  const model = positional[0] ?? named.get('model')
  const isAlone = !open && positional.length + named.size === 1
  const copy =
    isAlone && model instanceof ModelObject ? builder.clone(model.model, { ...at, arguments: new Map() }) : undefined
  if (copy) return copy instanceof Sequential ? new SequentialObject(copy, builder) : new ModelObject(copy, builder)
  const why =
    (model === undefined ? undefined : unknownValue(model)) ?? unknown('the copy of the model is not known here', at)
  return { ...why, isLayer: true }
}

/** A tensor as it comes in batches: nobody knows how long they are. */
const inBatches = (tensor: Tensor): Tensor => {
  const { shape, dtype } = tensor.type
  return isShape(shape) && shape.length > 0
    ? { type: { shape: [none, ...shape.slice(1)], dtype }, producer: undefined }
    : tensor
}

/** Methods that are given data. */
const feeding = new Set(['fit', 'predict', 'evaluate', 'train_on_batch', 'test_on_batch', 'predict_on_batch'])

const reading = new Set([
  'summary',
  'name',
  'inputs',
  'input',
  'outputs',
  'output',
  'input_shape',
  'output_shape',
  'count_params',
])

const unchanging = new Set([
  'compile',
  'fit',
  'fit_generator',
  'evaluate',
  'evaluate_generator',
  'predict',
  'predict_generator',
  'predict_on_batch',
  'train_on_batch',
  'test_on_batch',
  'save',
  'save_weights',
  'load_weights',
  'set_weights',
  'get_weights',
  'to_json',
  'to_yaml',
  'get_config',
  'export',
  'weights',
  'trainable_weights',
  'non_trainable_weights',
  'trainable_variables',
  'non_trainable_variables',
  'variables',
  'optimizer',
  'metrics',
  'metrics_names',
  'losses',
  'loss',
  'history',
  'stop_training',
  'reset_states',
  'reset_state',
  'compiled',
  'built',
  'stateful',
])

/** `model.add`. */
class Adding extends Builtin {
  constructor(
    add: (args: CallArguments, at: Place) => PyValue,
    private readonly leaveOut: (at: Place) => void,
  ) {
    super('add', add)
  }

  override notCalled(at: Place): void {
    this.leaveOut(at)
  }
}

/** A Sequential model. */
export class SequentialObject extends ModelObject {
  private readonly adding = new Adding(
    (args, place) => this.add(args.named.get('layer') ?? args.positional[0], place),
    place => this.builder.leaveOut(this.sequence, unknown('a layer that lacks an argument is left out', place)),
  )

  constructor(
    private readonly sequence: Sequential,
    builder: ModelBuilder,
  ) {
    super(sequence, builder)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'add') return this.adding
    if (name === 'pop') return new Builtin(name, (_, place) => this.pop(place))
    if (name === 'build') return new Builtin(name, (args, place) => this.build(args, place))
    return super.attribute(name, at)
  }

  add(value: PyValue | undefined, at: Place): null {
    const layer = value === undefined ? undefined : this.layerFor(value, at)
    if (layer) this.builder.stack(this.sequence, layer, at)
    return null
  }

  /** Adds what is given; what is no layer is reported, what is not known is a layer of which nothing is known. */
  addAll(values: readonly PyValue[], at: Place): void {
    const layers = values.flatMap(value => this.layerFor(value, at) ?? [])
    this.builder.stackAll(this.sequence, layers, at)
  }

  private layerFor(value: PyValue, at: Place): Layer | undefined {
    if (isLayerHolder(value)) return value.layer
    if (value instanceof TensorObject && value.tensor.producer) return value.tensor.producer.layer
    const why =
      unknownValue(value) ??
      (value instanceof HostObject ? unknown(`${describe(value)} is not known here`, at) : undefined)
    if (why) return this.unknownLayer(why, at)
    this.builder.report({ code: 'not-a-layer', facts: { received: describe(value) } }, 'Sequential', at, at)
    return undefined
  }

  /** Code that is not followed may have added or taken away layers. */
  override forget(why: Unknown): void {
    super.forget(why)
    const place = why.place ?? this.model.place
    this.builder.stack(this.sequence, this.unknownLayer(why, place), place)
  }

  private unknownLayer(why: Unknown, at: Place): Layer {
    this.builder.doubt(why)
    return this.builder.implicitLayer(unknownKind('Unknown', why), at)
  }

  private pop(at: Place): PyValue {
    const last = this.builder.pop(this.sequence)
    return last ? this.wrap(last) : unknown('there is no layer to take away', at)
  }

  private build({ positional, named }: CallArguments, at: Place): null {
    const shape = named.get('input_shape') ?? positional[0] ?? null
    const sizes = itemsOf(shape)?.map(
      (item): Size => (item === null ? none : typeof item === 'number' ? item : sizeOfItem(item, at)),
    )
    if (sizes) this.builder.build(this.sequence, { shape: sizes, dtype: floatType }, at)
    return null
  }
}
