/** Tables of vectors that are looked up by number. Source: keras/src/layers/core/embedding.py and reversible_embedding.py. */
import { type Formula, named, numberOf, productOf, sizeOf } from '../../tensor/formula.ts'
import { isUnknown } from '../../tensor/size.ts'
import { layer, type Reporter } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { anything, flag, ignored, isTrue, keyword, type Parameter, takingArrays } from '../parameters.ts'
import { type ArrayValue, isArrayValue, isList, printPython, type Value } from '../value.ts'
import { plainCount } from './reshaping.ts'
import { adapted, loraOptions } from './weight-options.ts'

const table = {
  input_dim: plainCount('How many vectors there are, one for each number.'),
  output_dim: plainCount('How many features each vector has.'),
}
const tableOptions = {
  embeddings_initializer: initializer('How the vectors start.', 'uniform'),
  embeddings_regularizer: regularizer('Penalty on the vectors.'),
  embeddings_constraint: constraint('Constraint on the vectors.'),
  mask_zero: anything('bool', 'Whether the number 0 marks steps that later layers pass over.', false),
}
const weights = takingArrays('nowhere', anything('array', 'The vectors to start with.', null))
const lora_rank: Parameter<Formula | null> = loraOptions.lora_rank
const { lora_alpha } = loraOptions
const quantization_config = ignored('How the weights are stored in fewer bits.')
const input_length = keyword(ignored('The number of steps, which Keras 3 no longer needs.'))

export const Embedding = layer({
  name: 'Embedding',
  words: ['embed'],
  summary: 'Looks up a learned vector for each number.',
  link: 'https://keras.io/api/layers/core_layers/embedding/',
  parameters: { ...table, ...tableOptions, weights, lora_rank, lora_alpha, quantization_config, input_length },
  check: refuseOtherWeights,
  rule(input, { input_dim, output_dim, lora_rank, embeddings_constraint }, call) {
    const adaptation = { lora_rank, constraint: embeddings_constraint }
    const weights = adapted('embeddings', [input_dim, output_dim], {}, adaptation, call)
    return { output: { dims: [...input.shape, named('features', output_dim)] }, weights }
  },
  examples: [
    { call: 'input_dim=10000, output_dim=128', input: '(None, 200)', output: '(None, 200, 128)', parameters: 1280000 },
  ],
})

export const ReversibleEmbedding = layer({
  name: 'ReversibleEmbedding',
  summary: 'Looks up a learned vector for each number, and with reverse=True finds the numbers of vectors.',
  link: 'https://keras.io/api/layers/core_layers/embedding/',
  parameters: {
    ...table,
    tie_weights: flag('Uses the same vectors in both directions.', true),
    ...tableOptions,
    reverse_dtype: anything('str', 'The type in which the way back is computed.', null),
    logit_soft_cap: anything('float', 'Bounds the scores of the way back smoothly.', null),
    weights: keyword(weights),
    lora_rank: keyword(lora_rank),
    lora_alpha: keyword(lora_alpha),
    quantization_config: keyword(quantization_config),
    input_length,
  },
  check: refuseOtherWeights,
  rule(input, { input_dim, output_dim, tie_weights, lora_rank, embeddings_constraint }, call) {
    if (lora_rank !== null && !isUnknown(sizeOf(lora_rank)) && !tie_weights)
      call.report({
        code: 'refused',
        facts: { reason: 'with lora_rank the weights must be tied' },
        argument: 'lora_rank',
      })
    const reverse_embeddings = !tie_weights && {
      shape: [output_dim, input_dim],
      trainable: true,
      initializer: 'embeddings_initializer',
    }
    const adaptation = { lora_rank, constraint: embeddings_constraint }
    const weights = adapted('embeddings', [input_dim, output_dim], { reverse_embeddings }, adaptation, call)
    if (!isTrue(call.options.get('reverse') ?? false))
      return { output: { dims: [...input.shape, named('features', output_dim)] }, weights }
    const before = input.shape.slice(0, -1)
    return {
      output: { dims: [...before, named('features', input_dim)] },
      weights,
      macs: productOf([...before.slice(1), input_dim, output_dim]),
    }
  },
  examples: [
    { call: 'input_dim=10000, output_dim=128', input: '(None, 200)', output: '(None, 200, 128)', parameters: 1280000 },
  ],
})

interface Table {
  readonly input_dim: Formula
  readonly output_dim: Formula
  readonly weights: Value
  readonly lora_rank: Formula | null
}

/** Weights that are given must be one matrix of the table's size, and all weights that the layer has. */
function refuseOtherWeights({ input_dim, output_dim, weights, lora_rank }: Table, call: Reporter): void {
  if (weights === null || isUnknown(weights)) return
  if (lora_rank !== null && !isUnknown(sizeOf(lora_rank)))
    call.refuse({
      code: 'refused',
      facts: { reason: 'with lora_rank it has more weights than the one given' },
      argument: 'weights',
    })
  const matrix = isList(weights) && weights.length === 1 ? weights[0]! : weights
  const sizes = sizesOf(matrix)
  const fits = [input_dim, output_dim].every((size, i) => (numberOf(size) ?? sizes?.[i]) === sizes?.[i])
  if (sizes === undefined || (sizes.length === 2 && fits)) return
  const expected = `an array of the sizes (${[input_dim, output_dim].map(size => numberOf(size) ?? '?').join(', ')})`
  const received = `one of ${printPython(sizes)}`
  call.refuse({ code: 'invalid-argument', facts: { argument: 'weights', expected, received }, argument: 'weights' })
}

/** The sizes of an array that is written out. */
function sizesOf(value: Value): readonly number[] | undefined {
  if (isArrayValue(value)) return arraySizes(value)
  if (!isList(value)) return typeof value === 'object' && value !== null && value.kind !== 'float' ? undefined : []
  const inner = value.length > 0 ? sizesOf(value[0]!) : []
  return inner && [value.length, ...inner]
}

const arraySizes = ({ shape }: ArrayValue): readonly number[] | undefined =>
  !isUnknown(shape) && shape.every(size => typeof size === 'number') ? (shape as readonly number[]) : undefined
