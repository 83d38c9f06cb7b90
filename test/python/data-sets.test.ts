/** What is told of calls in loops over data: one entry for what is the same in each turn, and no size of a batch. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { programJson } from '../../server/src/core/features/json.ts'
import { createService } from '../../server/src/core/service.ts'

/** The outputs of the calls of each layer, as JSON has them. */
function outputsOf(text: string) {
  const document = createService({ read: () => undefined }).update('file:///program.py', 'python', text)!
  return Object.fromEntries(
    programJson(document.program).layers.map(({ name, calls }) => [name, calls.map(each => each.outputs)]),
  )
}

const head = `
import numpy as np
import tensorflow as tf
import keras
from keras import layers
x = np.zeros((100, 12, 10), "float32")
`

test('turns that are alike are told once, and the size of the batch is left to the data', () => {
  const outputs = outputsOf(`${head}
hidden = layers.Dense(4, name="hidden")
for epoch in range(3):
    for batch in tf.data.Dataset.from_tensor_slices(x).batch(32):
        hidden(batch)
`)
  assert.deepEqual(outputs.hidden, [[[null, 12, 4]]])
})

test('calls of different shapes in one turn are told each, with their batch', () => {
  const outputs = outputsOf(`${head}
pool = layers.MaxPooling1D(2, name="pool")
for i in range(5):
    pool(pool(x))
`)
  assert.deepEqual(outputs.pool, [[[100, 6, 10]], [[100, 3, 10]]])
})

test('a model that data have built is told without the size of their batch', () => {
  const outputs = outputsOf(`${head}
model = keras.Sequential([layers.Dense(4, name="hidden")])
for batch in tf.data.Dataset.from_tensor_slices(x).batch(1, drop_remainder=True).take(1):
    model(batch)
`)
  assert.deepEqual(outputs.hidden, [[[null, 12, 4]]])
})

test('what differs from one element to the next is open where data are gone through', () => {
  const outputs = outputsOf(`${head}
data = tf.data.Dataset.from_generator(list, output_signature=tf.TensorSpec((None, 3), tf.float32)).batch(4, drop_remainder=True)
for batch in data:
    layers.Dense(2, name="hidden")(batch)
`)
  const [[shape]] = outputs.hidden as [[readonly unknown[]]]
  assert.equal(shape[1] === null, false)
  assert.equal(shape[2], 2)
})
