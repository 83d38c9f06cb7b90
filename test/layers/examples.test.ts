/**
 * The examples of layer records: real Keras gave the same answers (test/golden/examples.json, which
 * scripts/layer-examples.mjs says how to make), and so does the record's own rule.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { everyLayer } from '../../server/src/core/layers/keras/catalogue.ts'
import { compareRow, shapesAlone } from './agreement.ts'
import { questions, shapesOf } from './examples.ts'
import type { Row } from './rows.ts'

const answers = JSON.parse(readFileSync('test/golden/examples.json', 'utf8')) as readonly Row[]
const asked = questions()

const questionOf = ({ class: name, config, inputs, call }: Row): string => JSON.stringify([name, config, inputs, call])
const answerOf = new Map(answers.map(answer => [questionOf(answer), answer]))

test('Keras was asked exactly the examples that there are', () => {
  assert.deepEqual(
    answers.map(questionOf),
    asked.map(({ row }) => questionOf(row)),
  )
})

for (const { kind, example, row } of asked) {
  test(`${kind.name}(${example.call}) on ${example.input}`, () => {
    const answer = answerOf.get(questionOf(row))
    assert.ok(answer, 'Keras was not asked; run scripts/layer-examples.mjs')
    assert.deepEqual(shapesAlone(answer.outputs ?? null), shapesOf(example.output))
    assert.equal(answer.params, example.parameters)
    const { verdict, text } = compareRow(answer, everyLayer)
    assert.equal(verdict, 'agrees', text)
  })
}

test('every kind has an example, but for bases and for layers around foreign models', () => {
  const without = everyLayer.kinds.filter(kind => kind.examples.length === 0).map(kind => kind.name)
  assert.deepEqual(without.toSorted(), ['FlaxLayer', 'JaxLayer', 'Layer', 'TFSMLayer', 'TorchModuleWrapper', 'Wrapper'])
})
