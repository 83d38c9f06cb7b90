/**
 * Keras's own source of `keras.applications`, evaluated as files: each model has the layers that real Keras builds.
 *
 * The source is not part of this project. The test runs where `KERAS_SOURCE` names the folder that holds the package
 * `keras` (`pip install --no-deps --target FOLDER keras==3.15.1`), and is skipped elsewhere.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { isError } from '../../server/src/core/layers/problem.ts'
import type { Layer } from '../../server/src/core/model/layer.ts'
import { createService } from '../../server/src/core/service.ts'
import { isShape } from '../../server/src/core/tensor/shape.ts'
import { printSize, type Size } from '../../server/src/core/tensor/size.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

/** What `scripts/keras_applications.py` writes of a model. */
interface Golden {
  readonly total: number
  readonly trainable: number
  readonly non_trainable: number
  readonly layers: readonly string[]
}

const folder = process.env.KERAS_SOURCE
const golden = JSON.parse(readFileSync('test/golden/applications.json', 'utf8')) as Record<string, Golden>

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const sizeText = (size: Size): string => (printSize(size) === 'None' ? '-' : printSize(size))

function line(layer: Layer): string {
  const shapes = flatten(layer.visits.at(-1)!.outputs).map(({ type: { shape } }) =>
    isShape(shape) ? shape.map(sizeText).join(',') : '?',
  )
  return `${layer.className} ${layer.name} ${shapes.join(';')} ${printSize(layer.counts.total)}`
}

for (const [name, expected] of Object.entries(golden))
  test(`keras.applications.${name}`, { skip: folder === undefined && 'KERAS_SOURCE is not set' }, () => {
    const text = `import keras\nmodel = keras.applications.${name}(weights=None)\n`
    const { analysis } = createService({ read }).update(`${folder}/model.py`, 'python', text)!
    const model = analysis.names.find(each => each.name === 'model')?.model
    assert.ok(model, 'there is no model')
    const { total, trainable, nonTrainable } = model.counts
    assert.deepEqual(model.layers.map(line), expected.layers)
    assert.deepEqual(
      { total, trainable, nonTrainable },
      {
        total: expected.total,
        trainable: expected.trainable,
        nonTrainable: expected.non_trainable,
      },
    )
    assert.deepEqual(
      analysis.problems.filter(({ finding }) => isError(finding) || finding.code === 'analysis-stopped'),
      [],
    )
  })
