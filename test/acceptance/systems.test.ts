/** Whole models with the totals that real Keras 3.15.1 gives, or that were published. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { createService, languageOf } from '../../server/src/core/service.ts'
import { printValue, sizeOf } from '../../server/src/core/tensor/formula.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

const analysisOf = (path: string) => {
  const document = createService().update(path, languageOf(path)!, readFileSync(path, 'utf8'))
  return document!.analysis
}

/** The listing of "Calculating Parameters of Convolutional and Fully Connected Layers with Keras" (Yan Ding). */
const article = [
  ['(None, 28, 28, 8)', 608],
  ['(None, 14, 14, 8)', 0],
  ['(None, 10, 10, 16)', 3216],
  ['(None, 5, 5, 16)', 0],
  ['(None, 400)', 0],
  ['(None, 120)', 48_120],
  ['(None, 84)', 10_164],
  ['(None, 10)', 850],
  ['(None, 10)', 110],
]

for (const path of ['examples/lenet5.py', 'examples/lenet5.net']) {
  test(`${path} gives the article's shapes and counts`, () => {
    const { layers, models, problems } = analysisOf(path)
    const called = layers.filter(layer => layer.layerKind.takes !== 'nothing')
    assert.deepEqual(
      called.map(layer => [printShape(flatten(layer.visits[0]!.outputs)[0]!.type.shape), sizeOf(layer.counts.total)]),
      article,
    )
    assert.equal(models[0]!.counts.total, 63_068)
    assert.deepEqual(problems, [])
  })
}

/** File, model, total, trainable, multiply–accumulates (where published or worked out by hand). */
const totals: readonly (readonly [string, string, number, number, number?])[] = [
  ['examples/lenet5_classic.py', 'lenet5', 61_706, 61_706],
  ['examples/mnist_convnet.py', 'sequential', 34_826, 34_826],
  ['examples/vgg16.py', 'vgg16', 138_357_544, 138_357_544, 15_470_264_320],
  ['examples/transformers/bert.py', 'bert_base', 109_482_240, 109_482_240],
  ['examples/transformers/bert.py', 'bert_large', 335_141_888, 335_141_888],
  ['examples/transformers/roberta.py', 'roberta_base', 124_645_632, 124_645_632],
  ['examples/transformers/roberta.py', 'roberta_large', 355_359_744, 355_359_744],
  ['examples/transformers/layoutlm.py', 'layoutlm_base', 112_627_968, 112_627_968],
  ['examples/transformers/gpt2.py', 'gpt2', 124_439_808, 124_439_808],
  ['examples/transformers/vit.py', 'vit_b_16', 86_567_656, 86_567_656],
  ['examples/functional.py', 'functional', 752_097, 752_097],
  ['examples/functional.py', 'encoder', 4_896, 4_832],
  ['examples/functional.py', 'siamese', 4_929, 4_865],
]

for (const [path, name, total, trainable, macs] of totals) {
  test(`${path}: ${name} has ${printValue(total)} parameters`, () => {
    const model = analysisOf(path).models.find(each => each.name === name)
    assert.ok(model, `no model ${name}`)
    assert.equal(model.counts.total, total)
    assert.equal(model.counts.trainable, trainable)
    if (macs !== undefined) assert.equal(model.macs, macs)
  })
}
