/** `keras.Variable`: data of a known shape, and a weight of the layer whose attribute it becomes. */
import type { WeightFact } from '../../../../layers/facts.ts'
import { floatType } from '../../../../layers/policy.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape, type TensorType } from '../../../../tensor/shape.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { type PyValue, unknownValue } from '../../evaluate/values.ts'
import { sizesOf } from './custom-parts.ts'
import { TensorObject } from './tensors.ts'

const parameters = ['initializer', 'shape', 'dtype', 'trainable']

export class VariableObject extends TensorObject {
  constructor(
    readonly weight: WeightFact,
    type: TensorType,
    builder: ModelBuilder,
  ) {
    super({ type, producer: undefined, isData: true }, builder)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'value') return this
    if (name === 'trainable') return this.weight.trainable
    if (name === 'name') return this.weight.name
    return name.startsWith('assign') ? procedure(name, () => {}) : super.attribute(name, at)
  }
}

/** `constant` makes a tensor of a value, as `tf.constant` does. */
export const variableFunction = (builder: ModelBuilder, constant: (value: PyValue, at: Place) => PyValue): Builtin =>
  new Builtin('Variable', (args, at) => {
    const type = typeOf(args, constant, at)
    const name = argument(args, 'name')
    const weight: WeightFact = {
      name: typeof name === 'string' ? name : 'variable',
      // Of what is not known whole, it is not known how much there is either.
      shape: isShape(type.shape) ? type.shape : [type.shape],
      trainable: argument(args, 'trainable') !== false,
      dtype: type.dtype,
    }
    return new VariableObject(weight, type, builder)
  })

const argument = ({ positional, named }: CallArguments, name: string): PyValue | undefined =>
  named.get(name) ?? positional[parameters.indexOf(name)]

function typeOf(args: CallArguments, constant: (value: PyValue, at: Place) => PyValue, at: Place): TensorType {
  const [initializer = null, shape = null, given] = parameters.map(name => argument(args, name))
  const dtype = typeof given === 'string' ? given : undefined
  if (args.open) return { shape: args.open, dtype: dtype ?? floatType }
  if (shape !== null) return { shape: sizesOf(shape, at), dtype: dtype ?? floatType }
  const made = constant(initializer, at)
  if (made instanceof TensorObject) return { ...made.tensor.type, ...(dtype !== undefined && { dtype }) }
  return { shape: unknownValue(made) ?? unknown('what a variable starts with is not known', at), dtype: floatType }
}
