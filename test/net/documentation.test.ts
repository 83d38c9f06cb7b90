/** What docs/net-language.md shows works, and the shapes in its comments are right. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { kerasLayers } from '../../server/src/core/layers/keras/catalogue.ts'
import { severities } from '../../server/src/core/layers/problem.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'
import { analyse } from './facts.ts'

const text = readFileSync('docs/net-language.md', 'utf8')
const examples = [...text.matchAll(/^```net\n(?<code>.*?)^```$/gms)].map(({ groups }) => groups!.code!)

test('every example is without mistakes, and all its layers have shapes', () => {
  assert.ok(examples.length >= 9)
  for (const code of examples) {
    const { problems, visits, models } = analyse(code)
    assert.deepEqual(
      problems.filter(({ finding }) => severities[finding.code] !== 'hint'),
      [],
      code,
    )
    assert.ok(models.length > 0 && visits.length > 1)
    for (const { outputs } of visits) assert.ok(!flatten(outputs).some(({ type }) => printShape(type.shape) === '?'))
  }
})

test('shapes in comments are those of their lines', () => {
  let compared = 0
  for (const code of examples)
    for (const { place, outputs } of analyse(code).visits) {
      const rest = code.slice(place.to, code.indexOf('\n', place.to))
      const [shape] = /\(None[^)]*\)/.exec(rest) ?? []
      if (shape === undefined) continue
      assert.equal(printShape(flatten(outputs)[0]!.type.shape), shape)
      compared++
    }
  assert.ok(compared >= 2)
})

test('the short words of the table are words of their classes', () => {
  const rows = [...text.matchAll(/^\| `(\w+)` +\| (\w+) +\| `(\w+)` +\| (\w+) +\|$/gm)]
  assert.equal(rows.length, 5)
  for (const [, ...cells] of rows)
    for (const [word, name] of [cells.slice(0, 2), cells.slice(2)]) assert.equal(kerasLayers.byWord(word!)?.name, name)
})
