/** Models of `keras.applications` that ship with Shapeline, called with many arguments: real Keras makes the same of them. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isError } from '../../server/src/core/layers/problem.ts'
import type { Tensor } from '../../server/src/core/model/tensor.ts'
import { createService } from '../../server/src/core/service.ts'
import { isShape } from '../../server/src/core/tensor/shape.ts'
import { isNone } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'
import { applications, assertSame, line } from '../applications.ts'

/** What `scripts/keras_application_calls.py` writes of a call. */
type Golden = { readonly call: string } & (
  | { readonly error: string }
  | {
      readonly name: string
      readonly input: readonly (number | null)[]
      readonly output: readonly (number | null)[]
      readonly total: number
      readonly trainable: number
      readonly non_trainable: number
      readonly count: number
      readonly layers: string
    }
)

const golden = JSON.parse(readFileSync('test/golden/application_calls.json', 'utf8')) as readonly Golden[]

const shapeOf = ({ type: { shape } }: Tensor) =>
  isShape(shape) ? shape.map(size => (typeof size === 'object' && isNone(size) ? null : size)) : shape

for (const { call, ...expected } of golden)
  test(`keras.applications.${call}`, () => {
    const text = `import keras\nfrom keras import layers\nmodel = keras.applications.${call}\n`
    const { analysis } = createService().update('model.py', 'python', text)!
    const model = analysis.names.find(each => each.name === 'model')?.model
    const errors = analysis.problems.filter(({ finding }) => isError(finding) || finding.code === 'analysis-stopped')
    if ('error' in expected) {
      assert.equal(model, undefined)
      assert.equal(errors.length, 1)
      return
    }
    assert.deepEqual(errors, [])
    assert.ok(model, 'there is no model')
    const { total, trainable, nonTrainable } = model.counts
    const lines = model.layers.map(line).join('\n')
    const found = {
      name: model.name,
      input: shapeOf(model.inputs[0]!),
      output: shapeOf(flatten<Tensor>(model.outputs!)[0]!),
      total,
      trainable,
      non_trainable: nonTrainable,
      count: model.layers.length,
      layers: createHash('sha256').update(lines).digest('hex').slice(0, 16),
    }
    assert.deepEqual(found, expected)
  })

for (const [name, expected] of Object.entries(applications))
  test(`keras.applications.${name} from the library has the layers of real Keras`, () => {
    const text = `from keras.applications import ${name}\nmodel = ${name}(weights=None)\n`
    const { analysis } = createService().update('model.py', 'python', text)!
    const model = analysis.names.find(each => each.name === 'model')?.model
    assert.ok(model, 'there is no model')
    assertSame(model, expected)
    assert.deepEqual(
      analysis.problems.filter(({ place }) => place.file === 'model.py'),
      [],
    )
  })
