/**
 * Operations on tensors as Python writes them. The expectations are what real Keras 3.15.1 says; it takes functions of
 * tf and K on tensors inside layers only, so those have what the equal functions of keras.ops give.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { isError } from '../../server/src/core/layers/problem.ts'
import type { Analysis } from '../../server/src/core/model/analysis.ts'
import { Operation } from '../../server/src/core/model/layer.ts'
import { createService } from '../../server/src/core/service.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { flatten } from '../../server/src/core/tensor/structure.ts'

const start = `import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops
from tensorflow.keras import backend as K

x = keras.Input((16, 16, 3))
y = keras.Input((16, 1, 3))
m = keras.Input((5, 8))
ids = keras.Input((5,), dtype='int32')
table = ops.zeros((100, 7))
`

const analyze = (program: string): Analysis => createService().update('program.py', 'python', start + program)!.analysis

/** What the expression gives, as a layer without weights sees it. */
function typeOf(expression: string): string {
  const { visits, problems } = analyze(`probe = layers.Identity(dtype='float64', autocast=False)(${expression})\n`)
  const errors = problems.filter(({ finding }) => isError(finding))
  assert.deepEqual(errors, [])
  const probe = visits.find(visit => visit.layer.className === 'Identity')
  const [type] = flatten(probe!.inputTensors).map(tensor => tensor.type)
  return `${printShape(type!.shape)} ${type!.dtype}`
}

const cases = [
  ['x + y', '(None, 16, 16, 3) float32'],
  ['x - 1', '(None, 16, 16, 3) float32'],
  ['2 * x', '(None, 16, 16, 3) float32'],
  ['x / 255.0', '(None, 16, 16, 3) float32'],
  ['1 / ids', '(None, 5) float32'],
  ['x // 2', '(None, 16, 16, 3) float32'],
  ['x % 2', '(None, 16, 16, 3) float32'],
  ['x ** 2', '(None, 16, 16, 3) float32'],
  ['2 ** x', '(None, 16, 16, 3) float32'],
  ['m @ ops.transpose(m, (0, 2, 1))', '(None, 5, 5) float32'],
  ['-x', '(None, 16, 16, 3) float32'],
  ['abs(x)', '(None, 16, 16, 3) float32'],
  ['~(x > 0)', '(None, 16, 16, 3) bool'],
  ['x > 0', '(None, 16, 16, 3) bool'],
  ['0 < x', '(None, 16, 16, 3) bool'],
  ['x >= y', '(None, 16, 16, 3) bool'],
  ['x != y', '(None, 16, 16, 3) bool'],
  ['(x > 0) & (x < 1)', '(None, 16, 16, 3) bool'],
  ['(x > 0) | (x < 1)', '(None, 16, 16, 3) bool'],
  ['ids + 0.5', '(None, 5) float32'],
  ['ids + ids', '(None, 5) int32'],
  ['x[:, 0]', '(None, 16, 3) float32'],
  ['x[:, :, 0]', '(None, 16, 3) float32'],
  ['x[..., -1]', '(None, 16, 16) float32'],
  ['x[:, ::2, 1:-1]', '(None, 8, 14, 3) float32'],
  ['x[:, None]', '(None, 1, 16, 16, 3) float32'],
  ['x[..., None]', '(None, 16, 16, 3, 1) float32'],
  ['x[:, np.newaxis, :, :, 0]', '(None, 1, 16, 16) float32'],
  ['x[0]', '(16, 16, 3) float32'],
  ['x[:, -3:]', '(None, 3, 16, 3) float32'],
  ['x[:, 1:100:3]', '(None, 5, 16, 3) float32'],
  ['x[:, 5:2]', '(None, 0, 16, 3) float32'],
  ['x[:, ::-1]', '(None, 16, 16, 3) float32'],
  ['layers.Dense(4)(x)[:, 0]', '(None, 16, 4) float32'],
  ['layers.Dense(4)(x + 1)', '(None, 16, 16, 4) float32'],
  ['x.reshape((-1, 768))', '(None, 768) float32'],
  ['ops.reshape(x, (-1, 256, 3))', '(None, 256, 3) float32'],
  ['tf.reshape(x, [-1, 256, 3])', '(None, 256, 3) float32'],
  ['tf.reshape(x, shape=(-1, 16, 48))', '(None, 16, 48) float32'],
  ['tf.reshape(x, (tf.shape(x)[0], 256, 3))', '(None, 256, 3) float32'],
  ['tf.reshape(x, tf.stack([tf.shape(x)[0], 256, 3]))', '(None, None, None) float32'],
  ['K.reshape(x, (-1, 768))', '(None, 768) float32'],
  ['K.batch_flatten(x)', '(None, 768) float32'],
  ['tf.keras.backend.permute_dimensions(x, (0, 3, 1, 2))', '(None, 3, 16, 16) float32'],
  ['tf.transpose(x, perm=[0, 3, 1, 2])', '(None, 3, 16, 16) float32'],
  ['tf.concat([x, x], axis=-1)', '(None, 16, 16, 6) float32'],
  ['tf.concat([x, x], 1)', '(None, 32, 16, 3) float32'],
  ['K.concatenate([x, x])', '(None, 16, 16, 6) float32'],
  ['ops.concatenate((m, m), axis=1)', '(None, 10, 8) float32'],
  ['tf.stack([ids, ids], axis=1)', '(None, 2, 5) int32'],
  ['ops.stack([m, m])', '(2, None, 5, 8) float32'],
  ['tf.split(x, 4, axis=1)[0]', '(None, 4, 16, 3) float32'],
  ['tf.split(x, [1, 2], axis=-1)[1]', '(None, 16, 16, 2) float32'],
  ['tf.split(x, [10, -1], axis=1)[1]', '(None, 6, 16, 3) float32'],
  ['tf.unstack(x, axis=1)[3]', '(None, 16, 3) float32'],
  ['tf.matmul(m, m, transpose_b=True)', '(None, 5, 5) float32'],
  ['tf.linalg.matmul(m, m, transpose_a=True)', '(None, 8, 8) float32'],
  ['K.batch_dot(m, m, axes=2)', '(None, 5, 5) float32'],
  ['K.batch_dot(m, m, axes=(1, 1))', '(None, 8, 8) float32'],
  ["tf.einsum('bij,bkj->bik', m, m)", '(None, 5, 5) float32'],
  ["tf.einsum('bij, bkj -> bik', m, m)", '(None, 5, 5) float32'],
  ['tf.tensordot(m, m, axes=[[2], [2]])', '(None, 5, None, 5) float32'],
  ['tf.reduce_mean(x, axis=[1, 2])', '(None, 3) float32'],
  ['tf.reduce_sum(x, 1, True)', '(None, 1, 16, 3) float32'],
  ['tf.math.reduce_max(x, axis=-1)', '(None, 16, 16) float32'],
  ['K.mean(x, axis=-1, keepdims=True)', '(None, 16, 16, 1) float32'],
  ['K.sum(x)', '() float32'],
  ['tf.math.reduce_std(x, axis=1)', '(None, 16, 3) float32'],
  ['K.argmax(x)', '(None, 16, 16) int32'],
  ['tf.argmax(x)', '(16, 16, 3) int32'],
  ['tf.reduce_logsumexp(m, axis=-1)', '(None, 5) float32'],
  ['tf.norm(m, axis=-1)', '(None, 5) float32'],
  ['ops.any(x > 0, axis=1)', '(None, 16, 3) bool'],
  ['tf.expand_dims(m, -1)', '(None, 5, 8, 1) float32'],
  ['K.expand_dims(m)', '(None, 5, 8, 1) float32'],
  ['tf.squeeze(x[:, :1], axis=1)', '(None, 16, 3) float32'],
  ['tf.cast(ids, tf.float32)', '(None, 5) float32'],
  ["K.cast(x, 'int32')", '(None, 16, 16, 3) int32'],
  ["tf.cast(x > 0, dtype='float16')", '(None, 16, 16, 3) float16'],
  ['tf.pad(x, [[0, 0], [1, 1], [2, 2], [0, 0]])', '(None, 18, 20, 3) float32'],
  ['K.spatial_2d_padding(x, ((1, 1), (2, 2)))', '(None, 18, 20, 3) float32'],
  ['K.temporal_padding(m, (3, 0))', '(None, 8, 8) float32'],
  ['tf.image.resize(x, (32, 24))', '(None, 32, 24, 3) float32'],
  ["tf.image.resize(x, [8, 8], method='nearest')", '(None, 8, 8, 3) float32'],
  ['tf.image.resize(x, (32, 24), preserve_aspect_ratio=True)', '? float32'],
  ["K.resize_images(x, 2, 3, 'channels_last')", '(None, 32, 48, 3) float32'],
  ['tf.one_hot(ids, 10)', '(None, 5, 10) float32'],
  ['tf.one_hot(ids, depth=10, axis=1)', '(None, 10, 5) float32'],
  ['tf.nn.softmax(m)', '(None, 5, 8) float32'],
  ['tf.nn.relu(x)', '(None, 16, 16, 3) float32'],
  ['tf.nn.leaky_relu(x, alpha=0.1)', '(None, 16, 16, 3) float32'],
  ['K.relu(x, max_value=6)', '(None, 16, 16, 3) float32'],
  ['keras.activations.gelu(x)', '(None, 16, 16, 3) float32'],
  ['tf.keras.activations.swish(x)', '(None, 16, 16, 3) float32'],
  ['tf.nn.l2_normalize(m, axis=-1)', '(None, 5, 8) float32'],
  ['tf.nn.dropout(x, rate=0.5)', '(None, 16, 16, 3) float32'],
  ['tf.tile(m, [1, 2, 3])', '(None, 10, 24) float32'],
  ['tf.repeat(m, 3, axis=1)', '(None, 15, 8) float32'],
  ['K.repeat_elements(m, 2, axis=-1)', '(None, 5, 16) float32'],
  ['K.repeat(layers.Flatten()(m), 5)', '(None, 5, 40) float32'],
  ['tf.where(x > 0, x, tf.zeros_like(x))', '(None, 16, 16, 3) float32'],
  ['tf.clip_by_value(x, 0.0, 1.0)', '(None, 16, 16, 3) float32'],
  ['K.maximum(x, 0.0)', '(None, 16, 16, 3) float32'],
  ['tf.minimum(x, y)', '(None, 16, 16, 3) float32'],
  ['tf.math.squared_difference(x, y)', '(None, 16, 16, 3) float32'],
  ['tf.add_n([x, y, x])', '(None, 16, 16, 3) float32'],
  ['m + tf.range(8)', '(None, 5, 8) float32'],
  ['m + tf.constant([1.0] * 8)', '(None, 5, 8) float32'],
  ['m * tf.ones((5, 1, 8))', '(5, 5, 8) float32'],
  ['m @ tf.eye(8)', '(None, 5, 8) float32'],
  ['m + K.zeros((8,))', '(None, 5, 8) float32'],
  ['m + tf.random.normal((8,))', '(None, 5, 8) float32'],
  ['tf.gather(m, [0, 2], axis=1)', '(None, 2, 8) float32'],
  ['tf.gather(table, ids)', '(None, 5, 7) float32'],
  ['tf.math.top_k(m, k=3)[1]', '(None, 5, 3) int32'],
  ['tf.nn.moments(x, axes=[1, 2])[0]', '(None, 3) float32'],
  ['tf.sqrt(x)', '(None, 16, 16, 3) float32'],
  ['tf.math.rsqrt(x)', '(None, 16, 16, 3) float32'],
  ['K.square(x)', '(None, 16, 16, 3) float32'],
  ['tf.math.log(x + 1e-7)', '(None, 16, 16, 3) float32'],
  ['m / tf.math.sqrt(tf.cast(8, tf.float32))', '(None, 5, 8) float32'],
  ['tf.stop_gradient(x)', '(None, 16, 16, 3) float32'],
  ['tf.identity(x)', '(None, 16, 16, 3) float32'],
  ['tf.nn.space_to_depth(x, 2)', '(None, 8, 8, 12) float32'],
  ['ops.max_pool(x, 2)', '(None, 8, 8, 3) float32'],
  ['tf.cumsum(m, axis=1)', '(None, 5, 8) float32'],
  ['ops.flip(x, axis=1)', '(None, 16, 16, 3) float32'],
  ['layers.Add()([x, y]) + 1', '(None, 16, 16, 3) float32'],
  ['sum([x, y])', '(None, 16, 16, 3) float32'],
  ['keras.layers.Reshape((x.shape[1] * 3, 16))(x)', '(None, 48, 16) float32'],
] as const

describe('expressions', () => {
  for (const [expression, expected] of cases) test(expression, () => assert.equal(typeOf(expression), expected))
})

const refused = [
  'x + m',
  'x[:2]',
  'x[None]',
  'x[:, 20]',
  'x[:, 0, 0, 0, 0]',
  'm @ m',
  'ops.reshape(m[0], (-1, 9))',
  'ops.reshape(m[0], (5, 9))',
  'ops.concatenate([x, m], axis=1)',
  'ops.squeeze(m, axis=1)',
  'ops.transpose(m, (0, 1))',
  'ops.split(m, 3, axis=1)',
  'ops.mean(m, axis=3)',
  'ops.expand_dims(m)',
  'ops.relu(m, 3)',
  'ops.softmax(m, axes=1)',
  'ops.one_hot(ids)',
  'ops.pad(m, [[1, 1], [1, 1]])',
  "ops.einsum('bij,bjk->bik', m, m, m)",
  'ops.stack([m, ids])',
  "m + 'a'",
  'ops.where(m > 0, m)',
]

describe('what Keras refuses is an error, once', () => {
  for (const expression of refused)
    test(expression, () => {
      const errors = analyze(`z = ${expression}\n`).problems.filter(({ finding }) => isError(finding))
      assert.equal(errors.length, 1, JSON.stringify(errors))
    })
})

/** What real Keras prints for this program: names are numbered as those of layers are, and shared with them. */
const summary = [
  'input_layer',
  'true_divide',
  'conv2d',
  'relu',
  'multiply',
  'add',
  'get_item',
  'mean',
  'concatenate',
  'dense',
  'power',
  'subtract',
  'add_1',
  'add_2',
  'get_item_1',
  'softmax',
]

const program = `
z = x / 255.0
z = layers.Conv2D(8, 3, padding='same')(z)
z = z + ops.relu(z) * 2
z = ops.mean(z[:, ::2, 1:-1], axis=(1, 2))
z = layers.Dense(4)(ops.concatenate([z, z], axis=-1)) ** 2
z = 1 - z
z = layers.add([z, z])
z = z + ops.ones((4,))
z = keras.activations.softmax(z[..., None])
model = keras.Model(x, z)
`

describe('in models', () => {
  const { models, layers, visits } = analyze(program)
  const [model] = models

  test('model.summary() lists operations and layers in Keras’s order', () =>
    assert.deepEqual(
      model!.operations.map(each => each.name),
      summary,
    ))

  test('model.layers lists layers alone', () => {
    assert.deepEqual(
      model!.layers.map(each => each.name),
      ['input_layer', 'conv2d', 'dense', 'add_1'],
    )
    assert.ok(!layers.some(layer => layer instanceof Operation))
  })

  test('parameters and multiply–accumulates are those of the layers', () => {
    assert.equal(model!.counts.total, 3 * 3 * 3 * 8 + 8 + 16 * 4 + 4)
    assert.equal(model!.macs, 16 * 16 * 3 * 3 * 3 * 8 + 16 * 4)
  })

  test('a model that is called again computes its operations again', () => {
    const again = analyze(`${program}\nother = model(keras.Input((16, 16, 3), batch_size=7))\n`)
    const last = again.visits.at(-1)!
    assert.deepEqual(
      flatten(last.outputs).map(tensor => printShape(tensor.type.shape)),
      ['(7, 4, 1)'],
    )
  })

  test('each operation of the text is a visit', () =>
    assert.equal(visits.filter(visit => visit.layer instanceof Operation).length, 12))
})

test('data is part of no graph', () => {
  const { visits, problems } = analyze('d = ops.ones((3,)) * 2\nlength = len(d)\na, b, c = d\n')
  assert.equal(visits.filter(visit => visit.layer instanceof Operation).length, 0)
  assert.deepEqual(problems, [])
})

test('matrix products count as multiply–accumulates', () => {
  const { visits } = analyze('z = ops.matmul(m, ops.transpose(m, (0, 2, 1)))\nw = tf.einsum("bij,bkj->bik", m, m)\n')
  const macs = visits.map(visit => visit.facts.macs).filter(each => each !== 0)
  assert.deepEqual(
    macs.map(each => (typeof each === 'object' && 'value' in each ? each.value : each)),
    [200, 200],
  )
})
