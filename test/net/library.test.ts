/** The library of `.net` files: each model of `keras.applications` has the layers that real Keras builds. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isError } from '../../server/src/core/layers/problem.ts'
import type { Model } from '../../server/src/core/model/model.ts'
import { type Argument, applications, assertSame, type Golden, variants } from '../applications.ts'
import { analyse } from './facts.ts'

const folder = 'server/library/keras'

/** In which file each model is. */
const families = new Map(
  readdirSync(folder).flatMap(file =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/^model (\w+)/gm)].map(
      ([, name]) => [name!, file.replace(/\.net$/, '')] as const,
    ),
  ),
)

function write(value: Argument): string {
  if (value === null) return 'none'
  if (typeof value === 'object') return `(${value.map(write).join(', ')})`
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

/** The shape without the batch, of a line such as `InputLayer input_layer -,224,224,3 0`. */
const inputOf = ({ layers: [first] }: Golden): string =>
  first!.split(' ')[2]!.split(',').slice(1).join(' x ').replaceAll('-', '?')

/** The model as a program has it that uses the library; its own input has a name, so that it is not counted. */
function make(name: string, args: Readonly<Record<string, Argument>>, expected: Golden): Model {
  const given = Object.entries(args).map(([argument, value]) => `${argument}=${write(value)}`)
  const text = [
    `use "keras/${families.get(name)}"`,
    'model Probe',
    `input ${inputOf(expected)} name=image`,
    [name, ...given].join(' '),
  ].join('\n')
  const { models, problems } = analyse(text)
  assert.deepEqual(
    problems.filter(({ finding }) => isError(finding)),
    [],
  )
  const model = models.findLast(each => each.name !== 'Probe')
  assert.ok(model, 'there is no model')
  return model
}

for (const [name, expected] of Object.entries(applications))
  test(`${name} is as in Keras`, () => assertSame(make(name, {}, expected), expected))

for (const [call, expected] of Object.entries(variants))
  test(`${call} is as in Keras`, () => {
    const model = make(expected.model, expected.arguments, expected)
    assertSame(model, expected)
    assert.equal(model.name, expected.name)
  })

/** Billions of multiply–accumulates that torchvision publishes, of models that are the same network in Keras. */
const published: readonly (readonly [string, number])[] = [
  ['DenseNet121', 2.834],
  ['EfficientNetB0', 0.386],
  ['MobileNetV2', 0.301],
  ['VGG16', 15.47],
]

for (const [name, billions] of published)
  test(`${name} has ${billions} billion multiply–accumulates, as published`, () => {
    const { macs } = make(name, {}, applications[name]!)
    const digits = String(billions).split('.')[1]!.length
    assert.equal((Number(macs) / 1e9).toFixed(digits), String(billions))
  })

test('ResNet50 takes the steps of its stages before the large convolutions, which saves multiply–accumulates', () => {
  const saved = 3 * (56 * 56 - 28 * 28) * 256 * 128
  assert.equal(make('ResNet50', {}, applications.ResNet50!).macs, 4_089_184_256 - saved)
})
