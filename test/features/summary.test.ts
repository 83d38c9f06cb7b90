/** Summaries beside what real Keras 3.15 prints for the same programs. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Summary, summariesOf, summaryOf } from '../../server/src/core/features/summary.ts'
import { isUnknown } from '../../server/src/core/tensor/size.ts'
import { lenet5, python } from './documents.ts'

const table = ({ rows }: Summary) =>
  rows.map(({ name, className, output, params, connectedTo }) =>
    [`${name} (${className})`, output, isUnknown(params) ? '?' : params, connectedTo.join(', ') || '-'].join(' | '),
  )

test('LeNet-5', () => {
  const [summary] = summariesOf(python(lenet5))
  assert.ok(summary)
  assert.deepEqual(
    table(summary).map(row => row.split(' | ').slice(0, 3).join(' | ')),
    [
      'conv2d (Conv2D) | (None, 28, 28, 8) | 608',
      'max_pooling2d (MaxPooling2D) | (None, 14, 14, 8) | 0',
      'conv2d_1 (Conv2D) | (None, 10, 10, 16) | 3216',
      'max_pooling2d_1 (MaxPooling2D) | (None, 5, 5, 16) | 0',
      'flatten (Flatten) | (None, 400) | 0',
      'dense (Dense) | (None, 120) | 48120',
      'dense_1 (Dense) | (None, 84) | 10164',
      'dense_2 (Dense) | (None, 10) | 850',
      'dense_3 (Dense) | (None, 10) | 110',
    ],
  )
  const { total, trainable, nonTrainable, macs, weightBytes, activationBytes, isLinear, className } = summary
  // 470,400 + 320,000 + 48,000 + 10,080 + 840 + 100 = 849,420
  assert.deepEqual([total, trainable, nonTrainable, macs], [63_068, 63_068, 0, 849_420])
  // 4 · 63,068; 4 · (6,272 + 1,568 + 1,600 + 400 + 400 + 120 + 84 + 10 + 10)
  assert.deepEqual([weightBytes, activationBytes], [252_272, 41_856])
  assert.deepEqual([isLinear, className], [true, 'Sequential'])
})

test('a functional model with a shared layer, a model inside and several outputs', () => {
  const text = `import keras
from keras import layers
inputs = keras.Input((28, 28, 1), name="picture")
x = layers.Conv2D(8, 3, padding="same")(inputs)
shared = layers.Conv2D(8, 3, padding="same")
y = shared(x)
y = shared(y)
z = layers.Add()([x, y])
inner = keras.Sequential([keras.Input((28, 28, 8)), layers.GlobalAveragePooling2D(), layers.BatchNormalization()], name="inner")
z = inner(z)
last, state = layers.GRU(4, return_state=True)(layers.Reshape((2, 4))(z))
out = layers.Dense(2)(layers.Concatenate()([last, state]))
m = keras.Model(inputs, [out, state])
`
  const summary = summariesOf(python(text)).at(-1)!
  assert.deepEqual(table(summary), [
    'picture (InputLayer) | (None, 28, 28, 1) | 0 | -',
    'conv2d (Conv2D) | (None, 28, 28, 8) | 80 | picture[0][0]',
    'conv2d_1 (Conv2D) | (None, 28, 28, 8) | 584 | conv2d[0][0], conv2d_1[0][0]',
    'add (Add) | (None, 28, 28, 8) | 0 | conv2d[0][0], conv2d_1[1][0]',
    'inner (Sequential) | (None, 8) | 32 | add[0][0]',
    'reshape (Reshape) | (None, 2, 4) | 0 | inner[0][0]',
    'gru (GRU) | [(None, 4), (None, 4)] | 120 | reshape[0][0]',
    'concatenate (Concatenate) | (None, 8) | 0 | gru[0][0], gru[0][1]',
    'dense (Dense) | (None, 2) | 18 | concatenate[0][0]',
  ])
  assert.deepEqual([summary.total, summary.trainable, summary.nonTrainable], [834, 818, 16])
  assert.deepEqual([summary.name, summary.className, summary.isLinear], ['functional_1', 'Functional', false])
  // Four maps of 28 · 28 · 8, then 8 + 8 inside, 8, 4 + 4, 8 and 2 floats.
  assert.equal(summary.activationBytes, 4 * (4 * 6272 + 16 + 8 + 8 + 8 + 2))
})

test('a functional model that is a chain has no column for connections', () => {
  const text = `import keras
from keras import layers
a = keras.Input((8,))
m = keras.Model(a, layers.Dense(2)(layers.Dense(4)(a)))
`
  assert.equal(summariesOf(python(text))[0]!.isLinear, true)
})

test('a model that waits for an input', () => {
  const text = 'from keras import layers, Sequential\nm = Sequential([layers.Dense(3)])\n'
  const [summary] = summariesOf(python(text))
  assert.ok(summary)
  assert.deepEqual(table(summary), ['dense (Dense) | ? | ? | -'])
  for (const size of [summary.total, summary.macs, summary.activationBytes, summary.weightBytes])
    assert.ok(isUnknown(size))
  assert.ok(summary.unknowns.some(({ why }) => why.startsWith('the model has no input yet')))
})

test('rows add up to the total where no layer is shared between models', () => {
  const [summary] = summariesOf(python(lenet5))
  const sum = summary!.rows.reduce((total, { params }) => total + Number(params), 0)
  assert.equal(sum, summary!.total)
})

test('what a model costs inside another that is called on other sizes is not known', () => {
  const text = `import keras
from keras import layers
inner = keras.Sequential([keras.Input((None, None, 3)), layers.Conv2D(4, 3)])
x = keras.Input((8, 8, 3))
m = keras.Model(x, inner(x))
`
  assert.ok(isUnknown(summariesOf(python(text)).at(-1)!.activationBytes))
})

test('a summary tells what trained when the program printed it', () => {
  const text = `import keras
from keras import layers
base = keras.applications.VGG16(include_top=False, weights=None, input_shape=(64, 64, 3))
base.trainable = False
model = keras.Sequential([base, layers.Flatten(), layers.Dense(1)])
model.summary()
base.trainable = True
for layer in base.layers[:-4]:
    layer.trainable = False
model.summary()
base.trainable = False
base.summary()
`
  const { analysis } = python(text)
  const summaries = analysis.snapshots.map(snapshot => summaryOf(snapshot, analysis.symbols))
  // Flatten: 2 · 2 · 512; Dense: 2,049. The last three convolutions: 3 · (3 · 3 · 512 + 1) · 512 = 7,079,424.
  assert.deepEqual(
    summaries.map(({ total, trainable, nonTrainable }) => [total, trainable, nonTrainable]),
    [
      [14_716_737, 2049, 14_714_688],
      [14_716_737, 7_081_473, 7_635_264],
      [14_714_688, 0, 14_714_688],
    ],
  )
})
