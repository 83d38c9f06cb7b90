/** The core layers: inputs, dense connections, activations by name. Source: keras/src/layers/core. */
import { named, productOf } from '../../tensor/formula.ts'
import { isSymbolic, isUnknown, none, type Size } from '../../tensor/size.ts'
import { layer, type OutputType, sourceLayer } from '../layer.ts'
import { activation, anything, flag, Misfit, optional, optionalSize, shapeList, size } from '../parameters.ts'
import type { Value } from '../value.ts'
import { kernelOptions } from './weight-options.ts'

/** `Input(...)` and `InputLayer(...)`; `batch_size` is None unless it is given. */
export const InputLayer = sourceLayer({
  name: 'InputLayer',
  words: ['input'],
  summary: 'Says what one sample looks like.',
  link: 'https://keras.io/api/layers/core_layers/input/',
  parameters: {
    shape: optional(shapeList('The sizes of one sample, without the batch; None where any size will do.')),
    batch_size: optionalSize('How many samples a batch has, where it is fixed.'),
    dtype: anything('str', 'The type of the data.', null),
    sparse: anything('bool', 'Whether the tensor is sparse.', null),
    ragged: anything('bool', 'Whether the tensor is ragged.', null),
    batch_shape: optional(shapeList('The sizes of a batch, the number of samples first.')),
    input_tensor: anything('tensor', 'An existing tensor to wrap.', null),
    optional: flag('Whether the input may be left out.', false),
    name: anything('str', 'The name of the layer; Keras numbers unnamed ones.', null),
  },
  rule(_, { shape, batch_size, batch_shape, dtype }, call) {
    if ((shape === null) === (batch_shape === null)) {
      const reason = shape === null ? 'it needs a shape' : 'it takes a shape or a batch_shape, not both'
      return call.refuse({ code: 'refused', facts: { reason } })
    }
    if (batch_shape !== null)
      return { output: inputType(batch_shape.map(readInputSize('batch_shape', batch_shape)), dtype) }
    const sizes = shape!.map(readInputSize('shape', shape!))
    return { output: inputType([batch_size ?? none, ...sizes], dtype) }
  },
  examples: [
    { call: 'shape=(28, 28, 1)', input: '', output: '(None, 28, 28, 1)', parameters: 0 },
    { call: 'shape=(None, 64), batch_size=8', input: '', output: '(8, None, 64)', parameters: 0 },
  ],
})

const inputType = (dims: NonNullable<OutputType['dims']>, dtype: Value): OutputType =>
  typeof dtype === 'string' ? { dims, dtype } : { dims }

const readInputSize =
  (name: string, whole: readonly Value[]) =>
  (value: Value): Size => {
    if (value === null) return none
    if (typeof value === 'number' && value >= 0) return value
    if (isSizeValue(value)) return value
    throw new Misfit(name, 'a tuple of integers and None', whole)
  }

const isSizeValue = (value: Value): value is Extract<Value, Size> => isSymbolic(value) || isUnknown(value)

export const Dense = layer({
  name: 'Dense',
  words: ['fc'],
  summary: 'Connects every feature on the last axis to every unit.',
  link: 'https://keras.io/api/layers/core_layers/dense/',
  parameters: {
    units: size('How many features come out.'),
    activation: activation(),
    use_bias: flag('Adds one bias to each unit.', true),
    ...kernelOptions,
  },
  rank: { atLeast: 2 },
  traits: { lastAxisOnly: true },
  rule(input, { units, use_bias }) {
    const features = input.axis(-1, 'features')
    const before = input.shape.slice(0, -1)
    return {
      output: { dims: [...before, named('features', units)] },
      weights: { kernel: [features, units], bias: use_bias && [units] },
      macs: productOf([...before.slice(1), features, units]),
    }
  },
  examples: [
    { call: 'units=10', input: '(None, 784)', output: '(None, 10)', parameters: 7850 },
    { call: 'units=10, use_bias=False', input: '(None, 784)', output: '(None, 10)', parameters: 7840 },
    { call: 'units=64', input: '(None, 20, 32)', output: '(None, 20, 64)', parameters: 2112 },
  ],
})

export const Activation = layer({
  name: 'Activation',
  summary: 'Applies a function to each element.',
  link: 'https://keras.io/api/layers/core_layers/activation/',
  parameters: { activation: { ...activation(), default: undefined as never } },
  traits: { activation: args => args.activation },
  rule: input => ({ output: { dims: input.shape, dtype: input.dtype } }),
  examples: [{ call: "activation='relu'", input: '(None, 28, 28, 8)', output: '(None, 28, 28, 8)', parameters: 0 }],
})
