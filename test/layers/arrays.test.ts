/** Replays what real Keras said about arguments of NumPy: where it takes them for plain numbers, and where it does not. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { compareRow } from './agreement.ts'
import type { Row } from './rows.ts'

/** What Keras refuses by an accident of how it reads the argument. */
const accidents = [
  ['Conv1DTranspose', 'padding'],
  ['Lambda', 'output_shape'],
  ['MultiHeadAttention', 'output_shape'],
  ['STFTSpectrogram', 'periodic'],
]

const isAccident = (row: Row): boolean =>
  accidents.some(([name, argument]) => row.class === name && JSON.stringify(row.config[argument!])?.includes('numpy'))

const rows = (JSON.parse(readFileSync('test/golden/arrays.json', 'utf8')) as readonly Row[]).filter(
  row => !isAccident(row),
)
const agreements = rows.map(row => compareRow(row, everyLayer))

test('what Keras takes is taken, and what it refuses is refused', () => {
  const disagreements = agreements.filter(each => each.verdict === 'disagrees').map(each => each.text)
  assert.deepEqual(disagreements, [])
})

test('few rows are unknown', () => {
  assert.ok(agreements.filter(each => each.verdict === 'unknown').length * 50 < rows.length)
})
