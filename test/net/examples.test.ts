/** The example networks, with the totals that are published or that real Keras gives. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { severities } from '../../server/src/core/layers/problem.ts'
import { analyse } from './facts.ts'

/** File, model, class, parameters, multiply–accumulates where they are published. */
const totals: readonly (readonly [string, string, string, number, number?])[] = [
  ['lenet5.net', 'LeNet5', 'Sequential', 63_068],
  ['net/lenet5_classic.net', 'lenet5', 'Sequential', 61_706],
  ['net/mnist_convnet.net', 'sequential', 'Sequential', 34_826],
  ['net/vgg16.net', 'vgg16', 'Sequential', 138_357_544, 15_470_264_320],
]

for (const [file, name, className, total, macs] of totals) {
  test(`${file}: ${name} has ${total.toLocaleString('en')} parameters`, () => {
    const { models, problems } = analyse(readFileSync(path.join('examples', file), 'utf8'))
    const model = models.find(each => each.name === name)
    assert.ok(model, `no model ${name}`)
    assert.equal(model.className, className)
    assert.equal(model.counts.total, total)
    if (macs !== undefined) assert.equal(model.macs, macs)
    assert.deepEqual(
      problems.filter(({ finding }) => severities[finding.code] !== 'hint'),
      [],
    )
  })
}

test('every example has its total here', () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.net'))
  assert.deepEqual(
    files.map(file => file.replaceAll(path.sep, '/')).sort(),
    [...new Set(totals.map(([file]) => file))].sort(),
  )
})
