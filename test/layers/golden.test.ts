/** Replays what real Keras said about layers: every row of test/golden/layers, without Python. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { type Agreement, compareRow } from './agreement.ts'
import type { Row } from './rows.ts'

/** The kinds of everyday use: each is covered, and there is nothing that it cannot say. */
const everyday =
  `Activation Add Average AveragePooling1D AveragePooling2D AveragePooling3D BatchNormalization Bidirectional
  Concatenate Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose Cropping1D Cropping2D Cropping3D Dense
  DepthwiseConv1D DepthwiseConv2D Dot Dropout ELU Embedding Flatten GRU GaussianDropout GaussianNoise
  GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D
  GlobalMaxPooling3D GroupNormalization InputLayer LSTM LayerNormalization LeakyReLU MaxPooling1D MaxPooling2D
  MaxPooling3D Maximum Minimum MultiHeadAttention Multiply PReLU Permute ReLU RepeatVector Rescaling Reshape
  SeparableConv1D SeparableConv2D SimpleRNN Softmax SpatialDropout1D SpatialDropout2D SpatialDropout3D Subtract
  TimeDistributed UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D`.split(/\s+/)

const folder = 'test/golden/layers'
const files = readdirSync(folder).filter(file => file.endsWith('.json') && file !== 'index.json')
const agreements = new Map(files.map(file => [file.replace('.json', ''), compareAll(file)]))

function compareAll(file: string): readonly Agreement[] {
  const rows = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Row[]
  return rows.map(row => compareRow(row, everyLayer))
}

const count = (rows: readonly Agreement[], verdict: Agreement['verdict']) =>
  rows.filter(row => row.verdict === verdict).length

for (const [name, rows] of agreements) {
  test(`${name} agrees with Keras`, () => {
    const disagreements = rows.filter(row => row.verdict === 'disagrees').map(row => row.text)
    assert.ok(
      disagreements.length === 0,
      `${disagreements.length} rows of ${name} disagree:\n${disagreements.join('\n')}`,
    )
  })
}

test('the kinds of everyday use are covered and known', () => {
  const wanting = everyday.filter(name => {
    const rows = agreements.get(name) ?? []
    return rows.length === 0 || rows.some(row => row.verdict === 'unknown')
  })
  assert.deepEqual(wanting, [])
})

test('less than one row in a hundred is unknown', () => {
  const rows = [...agreements.values()].flat()
  const unknown = rows.filter(row => row.verdict === 'unknown')
  assert.ok(unknown.length * 100 < rows.length, unknown.map(row => row.text).join('\n'))
})

after(() => {
  const line = (cells: readonly unknown[]) =>
    cells.map((cell, i) => (i === 0 ? String(cell).padEnd(28) : String(cell).padStart(9))).join('')
  console.log(line(['class', 'rows', 'agree', 'unknown']))
  const totals = [0, 0, 0]
  for (const [name, rows] of agreements) {
    const cells = [rows.length, count(rows, 'agrees'), count(rows, 'unknown')]
    cells.forEach((cell, i) => {
      totals[i]! += cell
    })
    console.log(line([name, ...cells]))
  }
  console.log(line(['all', ...totals]))
})
