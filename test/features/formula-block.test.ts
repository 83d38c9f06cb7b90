/** The block in fixed width: long formulas are broken, many weights folded. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Explanation, WeightRow } from '../../server/src/core/features/explain.ts'
import { formulaBlock } from '../../server/src/core/features/formula-block.ts'

const block = (parts: Partial<Pick<Explanation, 'formulas' | 'parameterRow' | 'weights'>>): readonly string[] => {
  const empty = { formulas: [], parameterRow: undefined, weights: [] }
  return formulaBlock({ ...empty, ...parts } as unknown as Explanation).flatMap(text => text.split('\n').slice(1, -1))
}

test('nothing to tell is no block', () => assert.deepEqual(block({}), []))

test('a long sum is broken before its plus signs', () => {
  const term = (name: string) => `${name} · num_heads · key_dim`
  const names = ['query', 'key', 'value', 'attention'].map(term).join(' + ')
  const parameterRow = { label: 'parameters', steps: [names, '1 + 2 + 3 + 4'], result: '10', same: false }
  assert.deepEqual(block({ parameterRow }), [
    'parameters  query · num_heads · key_dim + key · num_heads · key_dim',
    '              + value · num_heads · key_dim + attention · num_heads · key_dim',
    '            = 1 + 2 + 3 + 4 = 10',
  ])
})

test('many weights are folded in the middle', () => {
  const weights = Array.from(
    { length: 50 },
    (_, i): WeightRow => ({ name: `w${i}`, shape: '(4,)', count: '4', trainable: true }),
  )
  const lines = block({ weights })
  assert.equal(lines.length, 10 + 1 + 10)
  assert.equal(lines[10], '  … 30 more weights')
  assert.equal(lines[20], '  w49  (4,)  4  trainable')
})
