/** Functions on tensors as Python values: `keras.ops.reshape`, `tf.nn.relu`, `K.mean`. */
import { kerasOperations } from '../../../../layers/keras/operations/catalogue.ts'
import type { OperationFunction } from '../../../../layers/operation-catalogue.ts'
import type { NamedValue } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { isNone, type Size, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import { TupleObject } from '../../evaluate/containers.ts'
import { HostObject } from '../../evaluate/host.ts'
import { Builtin } from '../../evaluate/native.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import { decoratorAt } from './decorators.ts'
import { callOperation } from './operate.ts'
import type { Runtime } from './runtime.ts'
import { sizeValue } from './shapes.ts'
import { TensorObject, tensorsValue } from './tensors.ts'
import { variableFunction } from './variables.ts'

/** What a path such as `tf.nn.relu` stands for; undefined where it is no function on tensors. */
export function tensorFunction(path: string, runtime: Runtime): HostObject | undefined {
  const { builder } = runtime
  const about = aboutShapes(path, runtime)
  if (about) return about
  const maker = decoratorAt(path)
  if (maker) return maker
  if (path === 'tf.Variable') return new Builtin(path, (args, at) => variableOf(args, builder, at))
  if (path === 'Variable' || path === 'backend.Variable')
    return variableFunction(builder, (value, at) => variableOf(argumentsOf([value]), builder, at))
  if (path === 'activations.get') return new Builtin(path, (args, at) => activationFor(args, runtime, at))
  const known = kerasOperations.byPath(path)
  return known && new OperationFunctionObject(path, known, builder)
}

/** `tf.Variable(initial_value)` has the shape of what it starts with. */
function variableOf({ positional, named, open, places }: CallArguments, builder: ModelBuilder, at: Place): PyValue {
  const start = positional[0] ?? named.get('initial_value')
  const constant = kerasOperations.byPath('tf.constant')
  if (start === undefined || !constant) return unknown('a variable starts with something', at)
  const dtype = named.get('dtype')
  const args = {
    positional: [start],
    named: new Map(dtype === undefined ? [] : [['dtype', dtype]]),
    open,
    places,
    constant: false,
  }
  const made = callOperation(constant, args, builder, at)
  // It may be assigned to, so what it holds is not followed.
  return tensorsValue(isLeaf(made) ? { type: made.type, producer: undefined, isData: true } : made, builder)
}

/** `activations.get(identifier)`: a function by its name, no activation for None, and a function itself. */
function activationFor({ positional, named }: CallArguments, runtime: Runtime, at: Place): PyValue {
  const identifier = positional[0] ?? named.get('identifier') ?? null
  if (identifier !== null && typeof identifier !== 'string') return identifier
  const found = tensorFunction(`activations.${identifier ?? 'linear'}`, runtime)
  return found ?? unknown(`the activation '${identifier}' is not known`, at)
}

class OperationFunctionObject extends HostObject {
  constructor(
    readonly description: string,
    private readonly known: OperationFunction,
    private readonly builder: ModelBuilder,
  ) {
    super()
  }

  override call(args: CallArguments, at: Place): PyValue {
    return tensorsValue(callOperation(this.known, args, this.builder, at), this.builder)
  }

  /** Layers take functions by their names: `activation=tf.nn.relu`. */
  override toArgument(): NamedValue {
    return { kind: 'named value', name: this.description.split('.').at(-1)!, callable: true }
  }
}

/** Functions that give a tensor's shape, and so are no operations. */
function aboutShapes(path: string, { builder, calls }: Runtime): HostObject | undefined {
  const read = Object.hasOwn(shapeFunctions, path) ? shapeFunctions[path] : undefined
  if (!read) return undefined
  return new Builtin(path, ({ positional, named }, at) => {
    const value = positional[0] ?? [...named.values()][0] ?? null
    if (!(value instanceof TensorObject))
      return unknownValue(value) ?? unknown(`the argument of ${path} is not known as a tensor`, at)
    const { shape } = value.tensor.type
    const inside = calls.depth > 0 && read === sizes ? dynamicSizes : read
    return isShape(shape) ? inside(shape, builder) : shape
  })
}

type ReadShape = (shape: readonly Size[], builder: ModelBuilder) => PyValue

const sizes: ReadShape = shape => new TupleObject(shape.map(sizeValue))
const rank: ReadShape = shape => shape.length

/** TensorFlow gives a tensor, and so does Keras within the call of a layer, of which the known sizes are known. */
const dynamicSizes: ReadShape = (shape, builder) =>
  new TupleObject(shape.map(size => (isNone(size) ? new TensorObject(dynamicSize, builder) : sizeValue(size))))

const dynamicSize: Tensor = { type: { shape: [], dtype: 'int32' }, producer: undefined, isData: true }

const shapeFunctions: Readonly<Record<string, ReadShape>> = {
  'ops.shape': sizes,
  'backend.int_shape': sizes,
  'backend.shape': dynamicSizes,
  'tf.shape': dynamicSizes,
  'tf.rank': rank,
  'backend.ndim': rank,
}
