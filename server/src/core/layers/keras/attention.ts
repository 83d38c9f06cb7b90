/** Layers that mix steps by how well they match. Source: keras/src/layers/attention. */
import { type Formula, named, printValue, productOf, sizeOf, sumOf } from '../../tensor/formula.ts'
import { modulo, unknown } from '../../tensor/size.ts'
import { type Call, type Input, type LayerKind, layer, listLayer, type Outcome, type Parameters } from '../layer.ts'
import { flag, keyword, number, oneOf, optionalSize, size, takingArrays } from '../parameters.ts'
import type { Value } from '../value.ts'
import {
  attendedAxes,
  attention_axes,
  attentionMacs,
  checkDropout,
  checkSeed,
  expectSameFeatures,
  expectSameSteps,
  flash_attention,
  gathered,
  output_shape,
  projections,
  seed,
  sliding_window,
  use_bias,
  use_gate,
  withScores,
} from './attention-parts.ts'
import { kernelOptions } from './weight-options.ts'

export const MultiHeadAttention = layer({
  name: 'MultiHeadAttention',
  words: ['mha'],
  summary: 'Lets each step of the query gather values whose keys match it, in several heads.',
  link: linkOf('multi_head_attention'),
  parameters: {
    num_heads: takingArrays('nowhere', size('How many heads there are.')),
    key_dim: takingArrays('nowhere', size('How many features a head compares.')),
    value_dim: takingArrays('nowhere', optionalSize('How many features a head gathers; key_dim for None.')),
    dropout: number('The share of matches that is dropped during training.', 0, [0, 1]),
    use_bias,
    output_shape,
    attention_axes,
    sliding_window,
    flash_attention,
    ...kernelOptions,
    use_gate,
    seed,
  },
  call: ['query', 'value', 'key', 'query_mask', 'value_mask', 'key_mask', 'attention_mask'],
  check: checkDropout,
  rule(query, args, call) {
    const { num_heads, key_dim, output_shape, attention_axes, use_bias } = args
    const { value, key } = gathered(call)
    expectSameSteps(value.shape, key.shape, call)
    const heads = { query: num_heads, key: num_heads, key_dim, value_dim: args.value_dim ?? key_dim }
    const axes = attendedAxes(attention_axes, value, call)
    const features = output_shape ?? [query.axis(-1, 'features')]
    const streams = { query, key, value }
    const output = [...query.shape.slice(0, -1), ...features]
    return {
      output: withScores(output, () => scoresOf(query, num_heads, query, call), call),
      weights: projections(streams, heads, features, { use_bias, use_gate: args.use_gate, axis: -1 }),
      macs: attentionMacs(streams, heads, features, { axes, use_gate: args.use_gate }),
      later: { axes: [] },
    }
  },
  examples: [
    {
      call: 'num_heads=12, key_dim=64',
      input: '(None, 197, 768)',
      with: 'value=(None, 197, 768)',
      output: '(None, 197, 768)',
      parameters: 2362368,
    },
    {
      call: 'num_heads=2, key_dim=2',
      input: '(None, 8, 16)',
      with: 'value=(None, 4, 16), return_attention_scores=True',
      output: '[(None, 8, 16), (None, 2, 8, 8)]',
      parameters: 284,
    },
  ],
})

export const GroupQueryAttention = layer({
  name: 'GroupQueryAttention',
  words: ['gqa'],
  summary: 'Multi-head attention in which groups of query heads share keys and values.',
  link: linkOf('group_query_attention'),
  parameters: {
    head_dim: size('How many features a head has.'),
    num_query_heads: size('How many heads the query has.'),
    num_key_value_heads: size('How many heads key and value have.'),
    dropout: number('The share of matches that is dropped during training.', 0, [0, 1]),
    use_bias,
    sliding_window,
    flash_attention,
    ...kernelOptions,
    use_gate,
    seed,
  },
  call: ['query', 'value', 'key', 'query_mask', 'value_mask', 'key_mask', 'attention_mask'],
  check(args, call) {
    const rest = modulo(sizeOf(args.num_query_heads), sizeOf(args.num_key_value_heads))
    if (typeof rest === 'number' && rest !== 0) {
      const reason = `${printValue(args.num_query_heads)} query heads cannot share ${printValue(args.num_key_value_heads)} key heads evenly`
      call.refuse({ code: 'refused', facts: { reason }, argument: 'num_key_value_heads' })
    }
    checkDropout(args, call)
  },
  rule(query, { head_dim, num_query_heads, num_key_value_heads, use_bias, use_gate }, call) {
    const { value, key } = gathered(call)
    expectSameFeatures(query.shape, value.shape, call)
    expectSameSteps(value.shape, key.shape, call)
    const heads = { query: num_query_heads, key: num_key_value_heads, key_dim: head_dim, value_dim: head_dim }
    const streams = { query, key, value }
    const output = withScores(query.shape, () => scoresOf(query, num_query_heads, key, call), call)
    const flat = [query, key, value].find(input => input.rank < 3)
    if (flat) {
      const facts = { expected: 'at least 3', shape: flat.shape }
      return { output, unbuildable: { code: 'wrong-rank', facts }, macs: unknown('the steps have no axis') }
    }
    const features = [query.axis(-1, 'features')]
    return {
      output,
      weights: projections(streams, heads, features, { use_bias, use_gate, axis: 2 }),
      macs: attentionMacs(streams, heads, features, { axes: [1], use_gate }),
      later: { axes: [] },
    }
  },
  examples: [
    {
      call: 'head_dim=64, num_query_heads=8, num_key_value_heads=2',
      input: '(None, 10, 128)',
      with: 'value=(None, 10, 128)',
      output: '(None, 10, 128)',
      parameters: 164736,
    },
  ],
})

/** One score for each head, step of the query and step of the key; Keras looks at the first axis of steps only. */
function scoresOf(query: Input, heads: Formula, key: Input, call: Call): readonly Formula[] {
  const flat = [query, key].find(input => input.rank < 2)
  if (flat) return call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape: flat.shape } })
  return [query.shape[0]!, named('heads', heads), query.axis(1, 'query steps'), key.axis(1, 'key steps')]
}

const dropout = number('The share of matches that is dropped during training.', 0)
const score_mode = oneOf(['dot', 'concat'], 'How query and key are compared.', 'dot')

export const Attention = plainAttention('Attention', {
  summary: 'Lets each step of the query gather values whose keys match it.',
  parameters: { use_scale: flag('Scales the scores by a learned number.', false), score_mode, dropout, seed },
  weights: (_, { use_scale, score_mode }) => ({
    scale: use_scale && [],
    concat_score_weight: score_mode === 'concat' && [],
  }),
  examples: [
    { call: '', input: '[(None, 10, 64), (None, 12, 64)]', output: '(None, 10, 64)', parameters: 0 },
    { call: 'use_scale=True', input: '[(None, 10, 64), (None, 12, 32)]', output: '(None, 10, 32)', parameters: 1 },
  ],
})

export const AdditiveAttention = plainAttention('AdditiveAttention', {
  summary: 'Attention whose scores are sums of the hyperbolic tangent of query and key.',
  parameters: {
    use_scale: flag('Scales each feature of the scores by a learned number.', true),
    dropout,
    score_mode: keyword(score_mode),
    seed: keyword(seed),
  },
  weights: (query, { use_scale }) => ({ scale: use_scale && [query.axis(-1, 'features')] }),
  examples: [{ call: '', input: '[(None, 10, 64), (None, 12, 64)]', output: '(None, 10, 64)', parameters: 64 }],
})

interface PlainArguments {
  readonly use_scale: boolean
  readonly score_mode: 'dot' | 'concat'
  readonly dropout: number
  readonly seed: Value
}

interface PlainRecord {
  readonly summary: string
  readonly parameters: Parameters
  readonly weights: (query: Input, args: PlainArguments) => NonNullable<Outcome['weights']>
  readonly examples: LayerKind['examples']
}

/** Attention without projections, called on the list [query, value] or [query, value, key]. */
function plainAttention(name: string, { weights, ...record }: PlainRecord): LayerKind {
  return listLayer({
    ...record,
    name,
    link: linkOf(name.replace('eA', 'e_a').toLowerCase()),
    check: ({ dropout, seed }, call) => checkSeed(dropout as number, seed as Value, call),
    rule(inputs, given, call) {
      const args = given as unknown as PlainArguments
      const [query, value, key = value] = inputs
      if (!query || !value || !key || inputs.length > 3)
        return call.refuse({
          code: 'wrong-input-count',
          facts: { expected: '2 or 3 tensors', received: inputs.length },
        })
      const features = value.axis(-1, 'features')
      const pairs = [...query.shape.slice(1, -1), key.rank > 1 ? key.shape.at(-2)! : 1]
      const compares = name === 'Attention' && args.score_mode === 'dot'
      const scores = () => [...query.shape.slice(0, -1), stepsOf(key, call)]
      return {
        output: withScores([...query.shape.slice(0, -1), features], scores, call),
        weights: weights(query, args),
        macs: sumOf([
          ...(compares ? [productOf([...pairs, query.shape.at(-1)!])] : []),
          productOf([...pairs, features]),
        ]),
        later: { axes: [] },
      }
    },
  })
}

function stepsOf(key: Input, call: Call): Formula {
  if (key.rank < 2) return call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 2', shape: key.shape } })
  return key.axis(-2, 'key steps')
}

function linkOf(page: string): string {
  return `https://keras.io/api/layers/attention_layers/${page}/`
}
