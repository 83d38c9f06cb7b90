/** Losses, metrics, initializers, regularizers and constraints as values: what they give where a program calls them. */
import { dataType, floatType } from '../../../../layers/policy.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import { isEager } from '../../../../model/layer.ts'
import type { Tensor } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, type Shape } from '../../../../tensor/shape.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { isLeaf } from '../../../../tensor/structure.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { sizesOf } from './custom-parts.ts'
import { holdsTensors, toTensors } from './nests.ts'
import { TensorObject } from './tensors.ts'

/** What a call of an object gives; undefined where that is not known. */
type Give = (args: CallArguments, builder: ModelBuilder, at: Place) => PyValue | undefined

/** A class of these, which is called to make an object, or an object, which is called on tensors or shapes. */
class Computation extends Foreign {
  constructor(
    description: string,
    private readonly builder: ModelBuilder,
    private readonly give: Give,
    private readonly isMade: boolean,
    owner?: Foreign,
  ) {
    super(description, owner)
  }

  override get mayBeLayer(): boolean {
    return false
  }

  override call(args: CallArguments, at: Place): PyValue {
    const { description, builder, isMade } = this
    const given = isMade ? (args.open ? undefined : this.give(args, builder, at)) : undefined
    if (isMade) return given ?? super.call(args, at)
    const isEach = isNone(args.named.get('reduction'))
    const give: Give = isEach ? (each, own, place) => ofSamples(each, own, place) : this.give
    return new Computation(`${description}(…)`, builder, give, true, this)
  }
}

const isNone = (reduction: PyValue | undefined): boolean => reduction === null || reduction === 'none'

// ---- tensors

/** What is computed of tensors: data where all of them are. */
function tensor(shape: Shape | Unknown, args: CallArguments, builder: ModelBuilder): TensorObject {
  const values = [...args.positional, ...args.named.values()].filter(holdsTensors)
  const isData = values.every(value => value instanceof TensorObject === false || isEager(value.tensor))
  return new TensorObject(
    { type: { shape, dtype: floatType }, producer: undefined, ...(isData && { isData: true }) },
    builder,
  )
}

const number: Give = (args, builder) =>
  [...args.positional, ...args.named.values()].some(holdsTensors) ? tensor([], args, builder) : undefined

/** A number for each sample, or for each place of one: the last axis of what is predicted goes. */
const ofSamples: Give = (args, builder, at) => {
  const predicted = tensorIn(args.named.get('y_pred') ?? args.positional[1], at)
  if (!predicted) return undefined
  const { shape } = predicted.type
  return tensor(isShape(shape) ? shape.slice(0, -1) : shape, args, builder)
}

function tensorIn(value: PyValue | undefined, at: Place): Tensor | undefined {
  const found = value !== undefined && holdsTensors(value) ? toTensors(value, at) : undefined
  return found && isLeaf(found) ? found : undefined
}

const sameShape: Give = (args, builder, at) => {
  const found = tensorIn(args.positional[0], at)
  return found && tensor(found.type.shape, args, builder)
}

/** An initializer makes a tensor of a shape. */
const initial: Give = ({ positional, named }, builder, at) => {
  const shape = named.get('shape') ?? positional[0]
  const dtype = named.get('dtype') ?? positional[1]
  if (shape === undefined) return unknown('the shape is not written yet', at)
  const isKnown = typeof dtype === 'string' && dataType.names?.includes(dtype)
  const type = { shape: sizesOf(shape, at), dtype: isKnown ? dtype : floatType }
  return new TensorObject({ type, producer: undefined, isData: true }, builder)
}

// ---- names

const gives: Readonly<Record<string, Give>> = {
  losses: number,
  metrics: number,
  regularizers: number,
  constraints: sameShape,
  initializers: initial,
}

/** Functions that give a number for each sample. */
const lossFunctions = new Set(
  `binary_crossentropy categorical_crossentropy sparse_categorical_crossentropy mean_squared_error mean_absolute_error
  mean_absolute_percentage_error mean_squared_logarithmic_error huber hinge squared_hinge categorical_hinge
  kl_divergence log_cosh poisson cosine_similarity`.split(/\s+/),
)

/** Initializers that TensorFlow has beside Keras's. */
const initializers = new Set(
  ['random_normal', 'random_uniform', 'zeros', 'ones', 'constant'].map(name => `tf.${name}_initializer`),
)

/** What a path below Keras or TensorFlow stands for; undefined where it is none of these. */
export function computation(path: string, description: string, builder: ModelBuilder): Foreign | undefined {
  if (initializers.has(path)) return new Computation(description, builder, initial, false)
  const [first = '', name = '', ...more] = path.replace(/^tf\./, '').split('.')
  const give = Object.hasOwn(gives, first) ? gives[first] : undefined
  if (!give || name === '' || more.length > 0 || managing.has(name)) return undefined
  if (/^[A-Z]/.test(name)) return new Computation(description, builder, give, false)
  if (lossFunctions.has(name)) return new Computation(description, builder, ofSamples, true)
  return first === 'initializers' || first === 'regularizers' || first === 'constraints'
    ? new Computation(description, builder, give, false)
    : undefined
}

const managing = new Set(['get', 'serialize', 'deserialize'])
