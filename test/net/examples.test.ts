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
  ['net/alexnet.net', 'AlexNet', 'Sequential', 62_378_344],
  ['net/bert.net', 'bert_base', 'Functional', 109_482_240],
  ['net/bert.net', 'bert_large', 'Functional', 335_141_888],
  ['net/densenet.net', 'ImageNet', 'Functional', 8_062_504, 2_834_161_664],
  ['net/densenet.net', 'CheXNet', 'Sequential', 7_051_854],
  ['net/efficientnet.net', 'efficientnet_b4', 'Functional', 19_466_823],
  ['net/efficientnet.net', 'efficientnet_b2', 'Functional', 9_177_569],
  ['net/efficientnet.net', 'efficientnet_b7', 'Functional', 66_658_687],
  ['net/efficientnet.net', 'efficientnet_b6', 'Functional', 43_265_143],
  ['net/efficientnet.net', 'efficientnet_b5', 'Functional', 30_562_527],
  ['net/efficientnet.net', 'efficientnet_b3', 'Functional', 12_320_535],
  ['net/efficientnet.net', 'efficientnet_b0', 'Functional', 5_330_571],
  ['net/efficientnet.net', 'efficientnet_b1', 'Functional', 7_856_239],
  ['net/gpt2.net', 'gpt2', 'Functional', 124_439_808],
  ['net/inception_v3.net', 'inception_v3', 'Functional', 23_851_784],
  ['net/inception_v3.net', 'flowers', 'Sequential', 21_813_029],
  ['net/layoutlm.net', 'layoutlm_large', 'Functional', 339_336_192],
  ['net/layoutlm.net', 'layoutlm_base', 'Functional', 112_627_968],
  ['net/lenet5_classic.net', 'lenet5', 'Sequential', 61_706],
  ['net/mnist_convnet.net', 'sequential', 'Sequential', 34_826],
  ['net/mobilenet.net', 'First', 'Functional', 4_253_864, 568_740_352],
  ['net/mobilenet.net', 'Dishes', 'Sequential', 835_605],
  ['net/mobilenet.net', 'Second', 'Functional', 3_538_984, 300_774_272],
  ['net/resnet.net', 'ResNet152', 'Functional', 60_344_232, 11_513_626_624],
  ['net/resnet.net', 'ResNet50', 'Functional', 25_610_152, 4_089_184_256],
  ['net/resnet.net', 'ResNet101', 'Functional', 44_654_504, 7_801_405_440],
  ['net/roberta.net', 'roberta_large', 'Functional', 355_359_744],
  ['net/roberta.net', 'roberta_base', 'Functional', 124_645_632],
  ['net/unet.net', 'unet', 'Functional', 31_030_658],
  ['net/vgg16.net', 'vgg16', 'Sequential', 138_357_544, 15_470_264_320],
  ['net/vgg19.net', 'vgg19', 'Sequential', 143_667_240, 19_632_062_464],
  ['net/vit.net', 'vit_b_16', 'Functional', 86_567_656],
  ['net/xception.net', 'CatsAndDogs', 'Sequential', 20_863_529],
  ['net/xception.net', 'ImageNet', 'Functional', 22_910_480],
]

const analyseExample = (file: string) => {
  const place = path.posix.join('examples', file)
  return analyse(readFileSync(place, 'utf8'), place)
}

for (const [file, name, className, total, macs] of totals) {
  test(`${file}: ${name} has ${total.toLocaleString('en')} parameters`, () => {
    const { models, problems } = analyseExample(file)
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

test('only the last layer of the flowers is trained', () => {
  const { models } = analyseExample('net/inception_v3.net')
  assert.equal(models.find(each => each.name === 'flowers')?.counts.trainable, 5 * 2048 + 5)
})

test('every example has its total here', () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.net'))
  assert.deepEqual(
    files.map(file => file.replaceAll(path.sep, '/')).sort(),
    [...new Set(totals.map(([file]) => file))].sort(),
  )
})
