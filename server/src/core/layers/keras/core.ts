/** The core layers. Source: keras/src/layers/core. */
import { type Formula, named, numberOf, productOf } from '../../tensor/formula.ts'
import type { TensorType } from '../../tensor/shape.ts'
import { isUnknown, none, type Size, unknown } from '../../tensor/size.ts'
import { mapStructure, type Structure } from '../../tensor/structure.ts'
import { layer, nestLayer, type OutputType, type Reporter } from '../layer.ts'
import { activation, anything, flag, ignored, Misfit, type Parameter, size, takingArrays } from '../parameters.ts'
import { isDict, isList, isNamedValue, isSizeValue, printPython, type Value } from '../value.ts'
import { adapted, kernelOptions, loraOptions } from './weight-options.ts'

export const Dense = layer({
  name: 'Dense',
  words: ['fc'],
  summary: 'Connects every feature on the last axis to every unit.',
  link: 'https://keras.io/api/layers/core_layers/dense/',
  parameters: {
    units: takingArrays('nowhere', size('How many features come out.')),
    activation: activation(),
    use_bias: flag('Adds one bias to each unit.', true),
    ...kernelOptions,
    ...loraOptions,
    quantization_config: ignored('How the weights are stored in fewer bits.'),
  },
  rank: { atLeast: 2 },
  traits: { lastAxisOnly: true },
  rule(input, { units, activation, use_bias, lora_rank, kernel_constraint }, call) {
    const features = input.axis(-1, 'features')
    adviseSoftmax(activation, units, call)
    const before = input.shape.slice(0, -1)
    const adaptation = { lora_rank, constraint: kernel_constraint }
    return {
      output: { dims: [...before, named('features', units)] },
      weights: adapted('kernel', [features, units], { bias: use_bias && [units] }, adaptation, call),
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
  traits: { activation: args => args.activation, keepsShape: true },
  rule(input, { activation }, call) {
    adviseSoftmax(activation, input.shape.at(-1) ?? none, call)
    return { output: { dims: input.shape } }
  },
  examples: [{ call: "activation='relu'", input: '(None, 28, 28, 8)', output: '(None, 28, 28, 8)', parameters: 0 }],
})

/** Softmax makes its outputs add up to one, so that a single one is always 1. */
function adviseSoftmax(activation: string | undefined, units: Formula, call: Reporter): void {
  if (activation === 'softmax' && numberOf(units) === 1)
    call.report({ code: 'softmax-over-one-unit', facts: { activation }, argument: 'activation' })
}

export const Identity = nestLayer({
  name: 'Identity',
  summary: 'Passes its input on as it is.',
  link: 'https://keras.io/api/layers/core_layers/identity/',
  parameters: {},
  rule: (inputs, _, call) => ({
    output: mapStructure(
      call.tensors.get('inputs')!,
      (_type, i): OutputType => ({ dims: inputs[i]!.shape, dtype: inputs[i]!.dtype }),
    ),
  }),
  examples: [{ call: '', input: '(None, 28, 28, 8)', output: '(None, 28, 28, 8)', parameters: 0 }],
})

export const Masking = layer({
  name: 'Masking',
  words: ['mask'],
  summary: 'Marks the steps of which all features have a given value, so that later layers pass over them.',
  link: 'https://keras.io/api/layers/core_layers/masking/',
  parameters: { mask_value: anything('float', 'The value that marks a step.', 0) },
  traits: { keepsShape: true },
  rule: input => ({ output: { dims: input.shape } }),
  examples: [{ call: 'mask_value=0.0', input: '(None, 10, 8)', output: '(None, 10, 8)', parameters: 0 }],
})

const wrappedFunction: Parameter<Value> = {
  type: 'function',
  meaning: 'What is applied to the input.',
  read(value, name) {
    if (isUnknown(value) || (isNamedValue(value) && value.callable)) return value
    throw new Misfit(name, 'a function', value)
  },
}

export const Lambda = nestLayer({
  name: 'Lambda',
  summary: 'Applies a function of the program.',
  link: 'https://keras.io/api/layers/core_layers/lambda/',
  parameters: {
    function: wrappedFunction,
    output_shape: anything('tuple of ints', 'The sizes of one output sample, where Keras cannot find them out.', null),
    mask: ignored('What becomes of a mask.'),
    arguments: ignored('Further arguments of the function.'),
  },
  rule([input], { function: applied, output_shape }, { tensors }) {
    const inputs = tensors.get('inputs')
    if (output_shape === null) return { output: outputOf(applied, inputs) }
    if (isNamedValue(output_shape))
      return { output: mapStructure(outputOf(output_shape, inputs), ({ dims }) => ({ dims })) }
    const batch = input?.shape[0]
    return { output: batch === undefined ? { dims: foreign } : writtenShape(output_shape, batch) }
  },
  examples: [
    { call: 'function=lambda x: x[:, :4], output_shape=(4,)', input: '(None, 8)', output: '(None, 4)', parameters: 0 },
  ],
})

const foreign = unknown('the output of a Lambda is what its function makes of the input')

/** What the program's function makes of the input, where the front-end can tell. */
function outputOf(applied: Value, input: Structure<TensorType> | undefined): Structure<OutputType> {
  const apply = typeof applied === 'object' && applied !== null && isNamedValue(applied) ? applied.apply : undefined
  const output = apply && input !== undefined ? apply(input) : foreign
  if (isUnknown(output)) return { dims: output }
  return mapStructure<TensorType, OutputType>(output, ({ shape, dtype }) => ({ dims: shape, dtype }))
}

/** The batch is added to each shape of the nest. */
function writtenShape(value: Value, batch: Size): Structure<OutputType> {
  if (isUnknown(value)) return { dims: value }
  if (isDict(value)) return new Map(value.entries.map(([key, item]) => [printPython(key), writtenShape(item, batch)]))
  if (!isList(value)) throw new Misfit('output_shape', 'a tuple of integers', value)
  if (value.every(size => size === null || isSizeValue(size)))
    return { dims: [batch, ...value.map(size => size ?? none)] }
  return value.map(item => writtenShape(item, batch))
}

/** The class that programs derive their layers from. */
export const Layer = nestLayer({
  name: 'Layer',
  summary: 'The base class of all layers; it has no function of its own.',
  link: 'https://keras.io/api/layers/base_layer/',
  parameters: {},
  rule: (_inputs, _args, call) =>
    call.refuse({ code: 'refused', facts: { reason: 'the base class says nothing about its output' } }),
  examples: [],
})
