/** Programs with loops, functions and classes: each model of theirs is what real Keras makes of the same program. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import type { Model } from '../../server/src/core/model/model.ts'
import { createService } from '../../server/src/core/service.ts'
import { isShape } from '../../server/src/core/tensor/shape.ts'
import { isNone, type Size } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

const folder = 'test/golden/programs'

/** What `scripts/keras_programs.py` writes of a model. */
interface Golden {
  readonly class: string
  readonly name: string
  readonly total: number
  readonly trainable: number
  /** Null for a model with a call of its own, of which Keras keeps none. */
  readonly outputs: readonly (readonly (number | null)[])[] | null
  readonly layers: readonly (readonly [className: string, name: string, parameters: number | null])[]
}

const sizeOrNull = (size: Size): unknown => (typeof size === 'object' && isNone(size) ? null : size)

const numberOrNull = (size: Size): number | null => (typeof size === 'number' ? size : null)

const found = (model: Model): Golden => ({
  class: model.className,
  name: model.name,
  total: model.counts.total as number,
  trainable: model.counts.trainable as number,
  outputs: flatten(model.outputs ?? []).map(({ type }) =>
    isShape(type.shape) ? (type.shape.map(sizeOrNull) as number[]) : [],
  ),
  layers: model.layers.map(layer => [layer.className, layer.name, numberOrNull(layer.counts.total)]),
})

/** The model that the variable holds at the end of the program. */
const modelNamed = ({ names }: Analysis, variable: string): Model | undefined =>
  names.findLast(each => each.name === variable)?.model

/** Keras numbers the inputs that it makes for tensors within models among all tensors. */
const withoutNumbers = (golden: Golden): Golden => ({
  ...golden,
  layers: golden.layers.map(([className, name, count]) => [
    className,
    name.replace(/^keras_tensor_\d+(?=CLONE$|$)/, 'keras_tensor'),
    count,
  ]),
})

for (const file of readdirSync(folder).filter(name => name.endsWith('.py'))) {
  describe(file, () => {
    const golden = JSON.parse(readFileSync(`${folder}/${file.replace('.py', '.json')}`, 'utf8')) as Record<
      string,
      Golden
    >
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    const { analysis } = createService().update(file, 'python', text)!
    for (const [variable, expected] of Object.entries(golden))
      test(variable, () => {
        const model = modelNamed(analysis, variable)
        assert.ok(model, `no model in ${variable}`)
        const { outputs, ...others } = found(model)
        assert.deepEqual({ ...others, outputs: expected.outputs && outputs }, withoutNumbers(expected))
      })
    test('no error is reported', () => {
      const codes = analysis.problems.map(({ finding }) => finding.code)
      assert.deepEqual(
        codes.filter(code => code !== 'dropped-border' && code !== 'useless-bias' && code !== 'dense-on-feature-map'),
        [],
      )
    })
  })
}
