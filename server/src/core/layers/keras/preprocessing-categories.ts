/** Layers that turn numbers and words into categories. Source: keras/src/layers/preprocessing. */
import { type Formula, named } from '../../tensor/formula.ts'
import { printShape } from '../../tensor/shape.ts'
import { equalSizes, isNone } from '../../tensor/size.ts'
import { commonParameters } from '../common.ts'
import { type Example, layer, listLayer, type Outcome, type Reporter } from '../layer.ts'
import { anything, flag, keyword, Misfit, oneOf, optional, type Parameter } from '../parameters.ts'
import { dtypePolicy, floatType, type Policy } from '../policy.ts'
import { isList, toNumber, unknownIn, type Value } from '../value.ts'
import { countsOf, oneHot, readDepth } from './encoding.ts'

const linkTo = (page: string): string => `https://keras.io/api/layers/preprocessing_layers/${page}/`

const sparse = flag('Whether the output is sparse.', false)

/** Numbers themselves can be told apart by their number only. */
function refuseSparse(mode: string, sparse: boolean, call: Reporter): void {
  if (mode === 'int' && sparse)
    call.refuse({ code: 'refused', facts: { reason: "with output_mode='int' nothing is sparse" }, argument: 'sparse' })
}

export const CategoryEncoding = layer({
  name: 'CategoryEncoding',
  summary: 'Writes the numbers of categories as places of a vector.',
  link: linkTo('categorical/category_encoding'),
  call: ['inputs', 'count_weights'],
  parameters: {
    num_tokens: atLeastOne('How many categories there are.', null),
    output_mode: oneOf(['multi_hot', 'one_hot', 'count', 'binary'], 'How they are written.', 'multi_hot'),
    sparse,
  },
  rule(input, { num_tokens, output_mode }): Outcome {
    const depth = named('categories', readDepth('num_tokens', num_tokens))
    if (input.rank === 0) return { output: { dims: [depth] } }
    return { output: { dims: output_mode === 'one_hot' ? oneHot(input.shape, depth) : countsOf(input.shape, depth) } }
  },
  examples: [
    { call: 'num_tokens=4, output_mode="one_hot"', input: '(None, 1)', output: '(None, 4)', parameters: 0 },
    { call: 'num_tokens=4', input: '(None, 3)', output: '(None, 4)', parameters: 0 },
  ],
})

/** A number that Keras compares with 1. */
function atLeastOne(meaning: string, fallback?: Value): Parameter<Value> {
  const plain = anything('int', meaning, fallback)
  return {
    ...plain,
    read(value, name) {
      if (unknownIn(value)) return value
      const number = typeof value === 'boolean' ? Number(value) : toNumber(value)
      if (number === undefined || number <= 0) throw new Misfit(name, 'a positive integer', value)
      return value
    },
  }
}

const modes = ['int', 'one_hot', 'multi_hot', 'count'] as const

export const Discretization = layer({
  name: 'Discretization',
  summary: 'Puts numbers into ranges and writes which.',
  link: linkTo('numerical/discretization'),
  parameters: {
    bin_boundaries: anything('tuple of floats or None', 'Where one range ends and the next begins.', null),
    num_bins: anything('int or None', 'How many ranges adapt() makes.', null),
    epsilon: anything('float', 'How exactly adapt() divides.', { kind: 'float', value: 0.01 }),
    output_mode: oneOf(modes, 'How the ranges are written.', 'int'),
    sparse,
    dtype: commonParameters.dtype,
    name: commonParameters.name,
  },
  without: ['trainable', 'activity_regularizer', 'autocast', 'input_shape', 'input_dim'],
  check({ bin_boundaries, num_bins, output_mode, sparse }, call) {
    refuseSparse(output_mode, sparse, call)
    const bins = toNumber(num_bins)
    const wrong = num_bins !== null && !unknownIn(num_bins) && (bins === undefined || bins < 0)
    if (wrong) throw new Misfit('num_bins', 'an integer that is not negative', num_bins)
    if (unknownIn([bin_boundaries, num_bins])) return
    if ((bin_boundaries === null) === (num_bins === null))
      call.refuse({ code: 'refused', facts: { reason: 'it takes either bin_boundaries or num_bins' } })
  },
  rule(input, { bin_boundaries, num_bins, output_mode, dtype }): Outcome {
    if (output_mode === 'int') return { output: { dims: input.shape, dtype: 'int32' } }
    const bins = isList(bin_boundaries)
      ? bin_boundaries.length + 1
      : bin_boundaries === null
        ? num_bins
        : bin_boundaries
    const depth = named('ranges', readDepth('num_bins', bins))
    if (output_mode === 'one_hot') return { output: { dims: oneHot(input.shape, depth), dtype: dtype.compute } }
    const [batch, , ...rest] = input.shape
    return { output: { dims: input.rank < 2 ? [depth] : [batch!, ...rest, depth], dtype: dtype.compute } }
  },
  examples: [
    { call: 'bin_boundaries=[0.0, 1.0, 2.0]', input: '(None, 4)', output: '(None, 4)', parameters: 0 },
    { call: 'num_bins=5, output_mode="one_hot"', input: '(None, 1)', output: '(None, 5)', parameters: 0 },
  ],
})

const bins = 'How many numbers there are for all words.'

/** Numbers come out as whole numbers unless something else is asked for. */
const typeOf = (mode: string, policy: Policy | null): string =>
  policy?.variable ?? (mode === 'int' ? 'int64' : floatType)

export const Hashing = layer({
  name: 'Hashing',
  summary: 'Gives each word a number out of a few, by a fixed rule.',
  link: linkTo('categorical/hashing'),
  parameters: {
    num_bins: atLeastOne(bins),
    mask_value: anything('any', 'The word that gets the number 0.', null),
    salt: salt(),
    output_mode: oneOf(modes, 'How the numbers are written.', 'int'),
    sparse,
    dtype: keyword(optional(dtypePolicy)),
  },
  check({ output_mode, sparse, dtype }, call) {
    refuseSparse(output_mode, sparse, call)
    const type = dtype?.variable ?? 'int64'
    if (output_mode === 'int' && type !== 'int32' && type !== 'int64')
      throw new Misfit('dtype', "'int32' or 'int64'", type)
  },
  rule(input, { num_bins, output_mode, dtype }): Outcome {
    const type = typeOf(output_mode, dtype)
    if (output_mode === 'int') return { output: { dims: input.shape, dtype: type } }
    return { output: { dims: countsOf(input.shape, named('bins', readDepth('num_bins', num_bins))), dtype: type } }
  },
  examples: [
    {
      call: 'num_bins=3',
      input: 'Input(batch_shape=(None, 1), dtype="string")',
      output: '(None, 1)',
      parameters: 0,
    },
  ],
})

/** A number or two. */
function salt(): Parameter<Value> {
  const plain = anything('int or tuple of 2 ints', 'Another number, another rule.', null)
  return {
    ...plain,
    arrays: 'inside',
    read(value, name) {
      const fits = isList(value) ? value.length === 2 : typeof value === 'number' || typeof value === 'boolean'
      if (value !== null && !unknownIn(value) && !fits) throw new Misfit(name, 'an integer or a tuple of 2', value)
      return value
    },
  }
}

const pair: Example = {
  call: 'num_bins=5',
  input: '[Input(batch_shape=(None, 1), dtype="string"), Input(batch_shape=(None, 1), dtype="int64")]',
  output: '(None, 1)',
  parameters: 0,
}

/** It passes over arguments that it does not know. */
export const HashedCrossing = listLayer({
  name: 'HashedCrossing',
  summary: 'Gives each pair of words a number out of a few, by a fixed rule.',
  link: linkTo('categorical/hashed_crossing'),
  parameters: {
    num_bins: anything('int', bins),
    output_mode: oneOf(['int', 'one_hot'], 'How the numbers are written.', 'int'),
    sparse,
    name: commonParameters.name,
    dtype: optional(dtypePolicy),
  },
  without: ['trainable', 'activity_regularizer', 'autocast', 'input_shape', 'input_dim'],
  takesAnything: true,
  rule(inputs, { num_bins, output_mode, dtype }, call): Outcome {
    const [first, second] = inputs
    if (!first || !second || inputs.length !== 2)
      return call.refuse({ code: 'wrong-input-count', facts: { expected: '2 tensors', received: inputs.length } })
    const [a, b] = [first.shape.at(-1), second.shape.at(-1)]
    const differ = !a || !b || isNone(a) !== isNone(b) || equalSizes(a, b) === false
    if (differ) {
      const reason = `the last axes of ${printShape(first.shape)} and ${printShape(second.shape)} differ`
      call.refuse({ code: 'unequal-shapes', facts: { shapes: [first.shape, second.shape], reason } })
    }
    const type = dtype?.compute ?? (output_mode === 'int' ? 'int64' : floatType)
    if (output_mode === 'int') return { output: { dims: first.shape, dtype: type } }
    const depth: Formula = named('bins', readDepth('num_bins', num_bins))
    const dims = a === 1 ? countsOf(first.shape, depth) : oneHot(first.shape, depth)
    return { output: { dims, dtype: type } }
  },
  examples: [pair],
})
