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
import { createService } from '../../server/src/core/service.ts'
import { applications, assertSame, type Golden, variants } from '../applications.ts'

const folder = process.env.KERAS_SOURCE

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const calls: readonly (readonly [string, Golden])[] = [
  ...Object.entries(applications).map(([name, expected]) => [`${name}(weights=None)`, expected] as const),
  ...Object.entries(variants).map(([call, expected]) => [call.replace(/\)$/, ', weights=None)'), expected] as const),
]

for (const [call, expected] of calls)
  test(`keras.applications.${call}`, { skip: folder === undefined && 'KERAS_SOURCE is not set' }, () => {
    const text = `import keras\nmodel = keras.applications.${call}\n`
    const { analysis } = createService({ read }).update(`${folder}/model.py`, 'python', text)!
    const model = analysis.names.find(each => each.name === 'model')?.model
    assert.ok(model, 'there is no model')
    assertSame(model, expected)
    assert.deepEqual(
      analysis.problems.filter(({ finding }) => isError(finding) || finding.code === 'analysis-stopped'),
      [],
    )
  })
