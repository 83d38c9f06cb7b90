/** What lines mean: layers, their arguments, inputs and names, and how the lines of a model hang together. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PlainLayer } from '../../server/src/core/model/layer.ts'
import { analyse, callsOf, problemsOf } from './facts.ts'

/** The calls of a text without problems. */
function calls(...lines: readonly string[]): readonly string[] {
  const text = lines.join('\n')
  const analysis = analyse(text)
  assert.deepEqual(problemsOf(analysis, text), [])
  return callsOf(analysis)
}

/** The calls of a network, without its input. */
const after = (input: string, ...lines: readonly string[]): readonly string[] =>
  calls(`input ${input}`, ...lines).slice(1)

/** The only model's class, name, total and layers. */
const modelOf = (...lines: readonly string[]) =>
  analyse(lines.join('\n')).models.map(model => [
    model.className,
    model.name,
    model.counts.total,
    model.layers.map(layer => layer.name).join(' '),
  ])

test('the article’s LeNet-5', () => {
  assert.deepEqual(
    calls(
      'input 32x32x3',
      'conv 8 5x5 relu',
      'maxpool 2x2 strides=2',
      'conv 16 5x5 relu',
      'maxpool 2x2 strides=2',
      'flatten',
      'dense 120 relu',
      'dense 84 relu',
      'dense 10 relu',
      'dense 10 relu',
    ),
    [
      'input_layer (None, 32, 32, 3) 0',
      'conv2d (None, 28, 28, 8) 608',
      'max_pooling2d (None, 14, 14, 8) 0',
      'conv2d_1 (None, 10, 10, 16) 3216',
      'max_pooling2d_1 (None, 5, 5, 16) 0',
      'flatten (None, 400) 0',
      'dense (None, 120) 48120',
      'dense_1 (None, 84) 10164',
      'dense_2 (None, 10) 850',
      'dense_3 (None, 10) 110',
    ],
  )
})

test('sizes: one for all axes, one for each, a tuple, an argument by name', () => {
  const same = ['conv2d (None, 28, 28, 8) 608']
  for (const size of ['5', '5x5', '5 x 5', '(5, 5)', '[5, 5]', '(5)', 'kernel_size=5', 'kernel_size=5x5'])
    assert.deepEqual(after('32x32x3', `conv 8 ${size}`), same)
  assert.deepEqual(after('32x32x3', 'conv kernel_size=5 filters=8'), same)
})

test('the sizes of what the line before puts out', () => {
  const laidOut = ['reshape (None, 1, 64, 3) 0']
  for (const sizes of [
    '(1, height * width, channels)',
    '[1, height * width, channels]',
    '1 x height * width x channels',
  ])
    assert.deepEqual(after('8x8x3', `reshape ${sizes}`), laidOut)
})

test('inputs: vectors, sizes that any batch may choose, batches, types', () => {
  assert.deepEqual(calls('input 784', 'dense 10'), ['input_layer (None, 784) 0', 'dense (None, 10) 7850'])
  assert.deepEqual(calls('input ?x64', 'lstm 8'), ['input_layer (None, None, 64) 0', 'lstm (None, 8) 2336'])
  assert.deepEqual(calls('input ?'), ['input_layer (None, None) 0'])
  assert.deepEqual(calls('input ()'), ['input_layer (None,) 0'])
  assert.deepEqual(calls('input (none, 64)'), ['input_layer (None, None, 64) 0'])
  assert.deepEqual(calls('input 5 batch_size=2'), ['input_layer (2, 5) 0'])
  const [input] = analyse('input 128 int32').visits
  assert.deepEqual(input?.outputs, { type: { shape: [{ kind: 'none' }, 128], dtype: 'int32' }, producer: input })
})

test('an input names sizes that stay open', () => {
  assert.deepEqual(calls('input max_len x 128', 'lstm 64 return_sequences', 'dense max_len'), [
    'input_layer (None, max_len, 128) 0',
    'lstm (None, max_len, 64) 49408',
    'dense (None, max_len, max_len) 65·max_len',
  ])
  assert.deepEqual(calls('input features', 'dense 3'), [
    'input_layer (None, features) 0',
    'dense (None, 3) 3·features + 3',
  ])
  assert.deepEqual(calls('input (h, w, 3)', 'gap'), [
    'input_layer (None, h, w, 3) 0',
    'global_average_pooling2d (None, 3) 0',
  ])
  assert.deepEqual(calls('input n x n', 'reshape (n, n, 1)'), [
    'input_layer (None, n, n) 0',
    'reshape (None, n, n, 1) 0',
  ])
})

test('a word goes to the first parameter that knows it and is still free', () => {
  const written = (line: string) => {
    const layer = analyse(`input 16x16x4\n${line}`).layers[1]
    assert.ok(layer instanceof PlainLayer)
    const { values, written } = layer.bound
    return Object.fromEntries([...values].filter(([name]) => written.has(name)))
  }
  assert.deepEqual(written('conv 8 3x3 same relu'), {
    filters: 8,
    kernel_size: [3, 3],
    padding: 'same',
    activation: 'relu',
  })
  assert.deepEqual(written('conv 8 relu 3x3 2'), { filters: 8, kernel_size: [3, 3], strides: 2, activation: 'relu' })
  assert.deepEqual(written('lstm 8 tanh relu'), { units: 8, activation: 'tanh', recurrent_activation: 'relu' })
  assert.deepEqual(written('lstm 8 return_sequences unroll'), { units: 8, return_sequences: true, unroll: true })
  assert.deepEqual(written('dense 8 he_normal zeros'), {
    units: 8,
    kernel_initializer: 'he_normal',
    bias_initializer: 'zeros',
  })
  assert.deepEqual(written('activation relu name=act'), { activation: 'relu', name: 'act' })
  assert.deepEqual(written('dense 8 none false trainable=False dtype=float16'), {
    units: 8,
    activation: null,
    use_bias: false,
    trainable: false,
    dtype: 'float16',
  })
})

test('layers as arguments', () => {
  assert.deepEqual(after('10x4', 'bidirectional (lstm 8 return_sequences)', 'time_distributed (dense 3)'), [
    'bidirectional (None, 10, 16) 832',
    'time_distributed (None, 10, 3) 51',
  ])
  assert.deepEqual(after('10x4', 'rnn [(lstm_cell 8), (gru_cell 3)]'), ['rnn (None, 3) 533'])
})

test('names, inputs and merging', () => {
  assert.deepEqual(
    after('8x8x4', 'a = conv 4 3x3 same', 'b = conv 4 1x1', 'add a', 'add a b', 'concat a b a', 'gap from a'),
    [
      'conv2d (None, 8, 8, 4) 148',
      'conv2d_1 (None, 8, 8, 4) 20',
      'add (None, 8, 8, 4) 0',
      'add_1 (None, 8, 8, 4) 0',
      'concatenate (None, 8, 8, 12) 0',
      'global_average_pooling2d (None, 4) 0',
    ],
  )
  assert.deepEqual(after('6x4', 'a = dense 4', 'mha 2 8 from a a', 'add a'), [
    'dense (None, 6, 4) 20',
    'multi_head_attention (None, 6, 4) 308',
    'add (None, 6, 4) 0',
  ])
  assert.deepEqual(after('6x4', 'out, h, c = lstm 8 return_state', 'concat h c', 'dense 2 from out'), [
    'lstm (None, 8) (None, 8) (None, 8) 416',
    'concatenate (None, 16) 0',
    'dense (None, 2) 18',
  ])
  assert.deepEqual(after('6x4', 'out, h = gru 8 return_state', 'dense 2').at(-1), 'dense (None, 2) 18')
})

test('layers that follow each other are a Sequential model, others a Functional one', () => {
  assert.deepEqual(modelOf('input 4', 'a = dense 3', 'dense 2'), [['Sequential', 'sequential', 23, 'dense dense_1']])
  assert.deepEqual(modelOf('model Net', 'input 4', 'a = dense 4', 'dense 4', 'add a'), [
    ['Functional', 'Net', 40, 'input_layer dense dense_1 add'],
  ])
  assert.deepEqual(
    modelOf('a = input 4', 'b = input 6', 'concat a b', 'both = dense 2', 'one = dense 1', 'output both one'),
    [['Functional', 'functional', 25, 'input_layer input_layer_1 concatenate dense dense_1']],
  )
  assert.deepEqual(modelOf('input 4', 'identity', 'dense 1'), [['Sequential', 'sequential', 5, 'identity dense']])
})

test('models of one file have their own lines, names and totals', () => {
  const lines = [
    'input 4',
    'dense 1',
    'model A',
    'a = input 4',
    'dense 2',
    'model "B 2"',
    'input 4',
    'a = dense 3',
    'add a',
  ]
  assert.deepEqual(modelOf(...lines), [
    ['Sequential', 'sequential', 5, 'dense'],
    ['Sequential', 'A', 10, 'dense_1'],
    ['Functional', 'B 2', 15, 'input_layer_2 dense_2 add'],
  ])
  const text = lines.join('\n')
  const { names } = analyse(text)
  assert.deepEqual(
    names.map(({ name, place }) => [name, text.slice(place.from, place.to)]),
    [
      ['A', 'A'],
      ['B 2', '"B 2"'],
    ],
  )
})

test('a layer stands where its line’s code stands', () => {
  const text = '  a = dense 8 relu  # wide\n\tdense (\n\t\t3\n  )\t'
  const analysis = analyse(`input 4\n${text}`)
  assert.deepEqual(
    analysis.visits
      .map(({ layer, place }) => [layer.place, place].map(({ from, to }) => text.slice(from - 8, to - 8)))
      .slice(1),
    [
      ['a = dense 8 relu', 'a = dense 8 relu'],
      ['dense (\n\t\t3\n  )', 'dense (\n\t\t3\n  )'],
    ],
  )
})
