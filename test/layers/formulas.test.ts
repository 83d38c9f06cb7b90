/** Formulas of parameters as they are taught, and multiply–accumulates counted by hand. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parameterFormula } from '../../server/src/core/layers/facts.ts'
import { infer } from '../../server/src/core/layers/infer.ts'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { printFormula, printValue } from '../../server/src/core/tensor/formula.ts'
import { isUnknown } from '../../server/src/core/tensor/size.ts'
import { bindRow, type Json, type Row, toInputs } from './rows.ts'

type Question = Pick<Row, 'class' | 'config' | 'inputs' | 'call'>

const layer = (name: string, config: Record<string, Json>): Json => ({ layer: name, config })

function factsOf(row: Question) {
  const bound = bindRow(row.class, row.config, everyLayer)
  return infer(bound, toInputs(row as Row, row.inputs, bound, everyLayer))
}

function formulaOf(row: Question): readonly [names: string, value: string] {
  const { weights } = factsOf(row)
  assert.ok(!isUnknown(weights))
  const formula = parameterFormula(weights)
  return [printFormula(formula, 'names'), printValue(formula)]
}

const formulas: readonly (readonly [Question, names: string, value: string])[] = [
  [{ class: 'Dense', config: { units: 10 }, inputs: [null, 784] }, 'features · units + units', '7,850'],
  [
    { class: 'Conv2D', config: { filters: 8, kernel_size: 5 }, inputs: [null, 32, 32, 3] },
    '(kernel · kernel · channels + 1) · filters',
    '608',
  ],
  [{ class: 'SimpleRNN', config: { units: 32 }, inputs: [null, 9, 16] }, '(features + units + 1) · units', '1,568'],
  [{ class: 'LSTM', config: { units: 32 }, inputs: [null, 9, 16] }, '(features + units + 1) · 4 · units', '6,272'],
  [{ class: 'GRU', config: { units: 32 }, inputs: [null, 9, 16] }, '(features + units + 2) · 3 · units', '4,800'],
  [
    { class: 'GRU', config: { units: 32, reset_after: false }, inputs: [null, 9, 16] },
    '(features + units + 1) · 3 · units',
    '4,704',
  ],
  [
    { class: 'Bidirectional', config: { layer: layer('LSTM', { units: 8 }) }, inputs: [null, 9, 16] },
    '2 · (features + units + 1) · 4 · units',
    '1,600',
  ],
  [
    { class: 'TimeDistributed', config: { layer: layer('Dense', { units: 10 }) }, inputs: [null, 9, 64] },
    'features · units + units',
    '650',
  ],
  [
    { class: 'ConvLSTM2D', config: { filters: 4, kernel_size: 3 }, inputs: [null, 10, 32, 32, 3] },
    '(kernel · kernel · channels + kernel · kernel · filters + 1) · 4 · filters',
    '1,024',
  ],
  [{ class: 'BatchNormalization', config: {}, inputs: [null, 28, 28, 8] }, '4 · channels', '32'],
  [{ class: 'LayerNormalization', config: {}, inputs: [null, 128, 768] }, '2 · features', '1,536'],
  [{ class: 'PReLU', config: { shared_axes: [1, 2] }, inputs: [null, 14, 14, 64] }, 'channels', '64'],
  [
    {
      class: 'MultiHeadAttention',
      config: { num_heads: 12, key_dim: 64 },
      inputs: [null, 197, 768],
      call: { value: { shape: [null, 197, 768] } },
    },
    '3 · (features + 1) · num_heads · key_dim + (num_heads · key_dim + 1) · features',
    '2,362,368',
  ],
]

for (const [row, names, value] of formulas)
  test(`parameters of ${row.class}${JSON.stringify(row.config)}`, () => {
    assert.deepEqual(formulaOf(row), [names, value])
  })

const self = { value: { shape: [null, 197, 768] } }

const macs: readonly (readonly [Question, number | 'None'])[] = [
  [{ class: 'LSTM', config: { units: 32 }, inputs: [null, 100, 16] }, 100 * (16 + 32) * 4 * 32],
  [{ class: 'LSTM', config: { units: 32 }, inputs: [null, null, 16] }, 'None'],
  [{ class: 'GRU', config: { units: 32 }, inputs: [null, 100, 16] }, 100 * (16 + 32) * 3 * 32],
  [
    { class: 'Bidirectional', config: { layer: layer('SimpleRNN', { units: 8 }) }, inputs: [null, 10, 4] },
    2 * 10 * (4 + 8) * 8,
  ],
  [
    { class: 'TimeDistributed', config: { layer: layer('Dense', { units: 10 }) }, inputs: [null, 20, 64] },
    20 * 64 * 10,
  ],
  [
    {
      class: 'RNN',
      config: { cell: [layer('LSTMCell', { units: 4 }), layer('GRUCell', { units: 5 })] },
      inputs: [null, 10, 8],
    },
    10 * ((8 + 4) * 4 * 4 + (4 + 5) * 3 * 5),
  ],
  [
    { class: 'ConvLSTM2D', config: { filters: 4, kernel_size: 3 }, inputs: [null, 10, 32, 32, 3] },
    10 * 30 * 30 * 9 * (3 + 4) * 4 * 4,
  ],
  [
    { class: 'MultiHeadAttention', config: { num_heads: 12, key_dim: 64 }, inputs: [null, 197, 768], call: self },
    4 * 197 * 768 * 768 + 2 * 197 * 197 * 768,
  ],
  [
    {
      class: 'MultiHeadAttention',
      config: { num_heads: 2, key_dim: 3, value_dim: 5, attention_axes: [2] },
      inputs: [null, 7, 6, 16],
      call: { value: { shape: [null, 7, 4, 16] } },
    },
    7 * (6 * 16 * 6 + 4 * 16 * 6 + 4 * 16 * 10 + 6 * 4 * 6 + 6 * 4 * 10 + 6 * 10 * 16),
  ],
  [
    {
      class: 'GroupQueryAttention',
      config: { head_dim: 64, num_query_heads: 8, num_key_value_heads: 2 },
      inputs: [null, 10, 128],
      call: { value: { shape: [null, 10, 128] } },
    },
    10 * 128 * 512 * 2 + 2 * 10 * 128 * 128 + 2 * 10 * 10 * 512,
  ],
  [
    {
      class: 'Attention',
      config: {},
      inputs: [
        [null, 10, 64],
        [null, 12, 32],
        [null, 12, 64],
      ],
    },
    10 * 12 * 64 + 10 * 12 * 32,
  ],
  [
    {
      class: 'Dot',
      config: { axes: [2, 1] },
      inputs: [
        [null, 4, 8],
        [null, 8, 5],
      ],
    },
    4 * 5 * 8,
  ],
  [{ class: 'BatchNormalization', config: {}, inputs: [null, 28, 28, 8] }, 0],
  [
    {
      class: 'Add',
      config: {},
      inputs: [
        [null, 8],
        [null, 8],
      ],
    },
    0,
  ],
]

for (const [row, expected] of macs)
  test(`multiply–accumulates of ${row.class}${JSON.stringify(row.config)} on ${JSON.stringify(row.inputs)}`, () => {
    const { macs } = factsOf(row)
    assert.equal(printValue(macs).replaceAll(',', ''), String(expected))
  })

test('advice that is no error', () => {
  const findings = (row: Question) => factsOf(row).findings.map(finding => finding.code)
  assert.deepEqual(findings({ class: 'Dropout', config: { rate: 1 }, inputs: [null, 8] }), ['drops-everything'])
  assert.deepEqual(findings({ class: 'SpatialDropout1D', config: { rate: 1 }, inputs: [null, 5, 8] }), [
    'drops-everything',
  ])
  assert.deepEqual(findings({ class: 'Dropout', config: { rate: 0.9 }, inputs: [null, 8] }), [])
  assert.deepEqual(findings({ class: 'Softmax', config: {}, inputs: [null, 1] }), ['softmax-over-one-unit'])
  assert.deepEqual(findings({ class: 'Dense', config: { units: 1, activation: 'softmax' }, inputs: [null, 8] }), [
    'softmax-over-one-unit',
  ])
  assert.deepEqual(findings({ class: 'Dense', config: { units: 1, activation: 'sigmoid' }, inputs: [null, 8] }), [])
  assert.deepEqual(findings({ class: 'Softmax', config: { axis: 1 }, inputs: [null, 5, 1] }), [])
  assert.equal(factsOf({ class: 'Dropout', config: { rate: 1 }, inputs: [null, 8] }).refused, false)
})
