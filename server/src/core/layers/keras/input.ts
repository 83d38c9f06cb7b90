/** Where data comes in. Source: keras/src/layers/core/input_layer.py. */
import { isUnknown, none, type Size, type Unknown, unknown } from '../../tensor/size.ts'
import { type Outcome, type Reporter, sourceLayer } from '../layer.ts'
import { anything, flag, keyword, Misfit, type Parameter } from '../parameters.ts'
import { dataType } from '../policy.ts'
import { isList, isSizeValue, type Value } from '../value.ts'

const samples: Parameter<Size> = {
  type: 'int or None',
  meaning: 'How many samples a batch has, where it is fixed.',
  default: null,
  read: (value, name) => readDim(value, () => new Misfit(name, 'an integer or None', value)),
}

function readDim(value: Value, misfit: () => Misfit): Size {
  if (value === null) return none
  const size = typeof value === 'boolean' ? Number(value) : value
  if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
  throw misfit()
}

type Sizes = readonly Size[] | Unknown

const inputSizes = (meaning: string): Parameter<Sizes | null> => ({
  type: 'tuple of ints',
  meaning,
  default: null,
  holds: 'sizes',
  read(value, name) {
    if (value === null) return null
    const misfit = () => new Misfit(name, 'a tuple of integers and None', value)
    if (isUnknown(value)) return value
    if (!isList(value)) throw misfit()
    return value.map(size => readDim(size, misfit))
  },
})

const sampleShape = inputSizes('The sizes of one sample, without the batch; None where any size will do.')
const batchShape = inputSizes('The sizes of a batch, the number of samples first.')
const layerName = anything('str', 'The name of the layer; Keras numbers unnamed ones.', null)
const tensor = anything('tensor', 'An existing tensor to wrap.', null)
const optional = anything('bool', 'Whether the input may be left out.', false)

const parameters = {
  shape: sampleShape,
  batch_size: samples,
  dtype: dataType,
  sparse: { ...flag('Whether the tensor is sparse.', false), default: null },
  ragged: { ...flag('Whether the tensor is ragged.', false), default: null },
  batch_shape: batchShape,
}

interface InputArguments {
  readonly shape: Sizes | null
  readonly batch_size: Size
  readonly dtype: string
  readonly sparse: boolean
  readonly ragged: boolean
  readonly batch_shape: Sizes | null
}

/** Those that every other layer takes. */
const without = ['trainable', 'activity_regularizer', 'autocast', 'input_shape', 'input_dim']

/** The function, which gives the tensor of an `InputLayer`. */
export const Input = sourceLayer({
  name: 'Input',
  summary: 'Says what one sample looks like.',
  link: 'https://keras.io/api/layers/core_layers/input/',
  parameters: { ...parameters, name: layerName, tensor, optional },
  without,
  check: (args, call) => checkInput(args, args.tensor, call),
  rule: (_, args) => inputOf(args, args.tensor),
  examples: [
    { call: 'shape=(28, 28, 1)', input: '', output: '(None, 28, 28, 1)', parameters: 0 },
    { call: 'shape=(None, 64), batch_size=8', input: '', output: '(8, None, 64)', parameters: 0 },
  ],
})

/** The layer; it still reads the names of Keras 2, and passes over what it does not know. */
export const InputLayer = sourceLayer({
  name: 'InputLayer',
  words: ['input'],
  summary: 'Says what one sample looks like.',
  link: 'https://keras.io/api/layers/core_layers/input/',
  parameters: {
    ...parameters,
    input_tensor: tensor,
    optional,
    name: layerName,
    input_shape: keyword(sampleShape),
    batch_input_shape: keyword(batchShape),
  },
  without,
  takesAnything: true,
  check: (args, call) => checkInput(modern(args), args.input_tensor, call),
  rule: (_, args) => inputOf(modern(args), args.input_tensor),
  examples: [{ call: 'shape=(784,)', input: '', output: '(None, 784)', parameters: 0 }],
})

interface OldArguments extends InputArguments {
  readonly input_shape: Sizes | null
  readonly batch_input_shape: Sizes | null
}

const modern = (args: OldArguments): InputArguments => ({
  shape: args.input_shape ?? args.shape,
  batch_size: args.batch_size,
  dtype: args.dtype,
  sparse: args.sparse,
  ragged: args.ragged,
  batch_shape: args.batch_input_shape ?? args.batch_shape,
})

function checkInput(
  { shape, batch_size, batch_shape, sparse, ragged }: InputArguments,
  tensor: Value,
  call: Reporter,
): void {
  const refuse = (reason: string): void => call.refuse({ code: 'refused', facts: { reason } })
  if (sparse && ragged) refuse('a tensor is either sparse or ragged')
  if (tensor !== null) return
  if (isGiven(shape) && isGiven(batch_shape)) refuse('it takes a shape or a batch_shape, not both')
  if (isGiven(batch_shape) && batch_size !== none && !isUnknown(batch_size))
    refuse('it takes a batch_size or a batch_shape, not both')
  if (!shape && !batch_shape) refuse('it needs a shape')
}

/** What is not known may be None. */
const isGiven = (sizes: Sizes | null): boolean => sizes !== null && !isUnknown(sizes)

function inputOf({ shape, batch_size, batch_shape, dtype }: InputArguments, tensor: Value): Outcome {
  if (tensor !== null) return { output: { dims: unknown('it wraps an existing tensor'), dtype } }
  const sizes = batch_shape && !(isUnknown(batch_shape) && shape) ? batch_shape : (shape ?? [])
  if (isUnknown(sizes)) return { output: { dims: sizes, dtype } }
  return { output: { dims: sizes === batch_shape ? sizes : [batch_size, ...sizes], dtype } }
}
