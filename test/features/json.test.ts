/** The JSON that programs read, version 1: kept stable. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { programJson } from '../../server/src/core/features/json.ts'
import { symbol } from '../../server/src/core/tensor/size.ts'
import { built, lenet5, net, python } from './documents.ts'

test('a model, word for word', () => {
  const text = `from keras import layers, Sequential, Input
m = Sequential([
    Input((4,)),
    layers.Dense(3, trainable=False),
    layers.Dense(-1),
])
`
  const at = (line: number, from: number, to: number) => ({
    start: { line, column: from },
    end: { line, column: to },
  })
  assert.deepEqual(programJson(python(text).program), {
    path: 'model.py',
    language: 'python',
    layers: [
      {
        id: 0,
        class: 'InputLayer',
        name: 'input_layer',
        range: at(3, 4, 15),
        params: 0,
        trainable_params: 0,
        weights: [],
        calls: [{ range: at(3, 4, 15), inputs: [], outputs: [[null, 4]], macs: 0 }],
      },
      {
        id: 1,
        class: 'Dense',
        name: 'dense',
        range: at(4, 4, 36),
        params: 15,
        trainable_params: 0,
        weights: [
          { name: 'kernel', shape: [4, 3], trainable: false },
          { name: 'bias', shape: [3], trainable: false },
        ],
        calls: [{ range: at(4, 4, 36), inputs: [[null, 4]], outputs: [[null, 3]], macs: 12 }],
      },
      {
        id: 2,
        class: 'Dense',
        name: 'dense_1',
        range: at(5, 4, 20),
        params: null,
        trainable_params: null,
        weights: [],
        calls: [{ range: at(5, 4, 20), inputs: [[null, 3]], outputs: [], macs: null }],
      },
    ],
    models: [
      {
        name: 'sequential',
        class: 'Sequential',
        range: { start: { line: 2, column: 4 }, end: { line: 6, column: 2 } },
        layers: [1, 2],
        inputs: [[null, 4]],
        outputs: [null],
        params: null,
        trainable_params: null,
        non_trainable_params: null,
        macs: null,
      },
    ],
    problems: [
      {
        code: 'invalid-argument',
        severity: 'error',
        message: 'Dense: units must be a positive integer, not -1.',
        range: at(5, 17, 19),
        related: [],
      },
    ],
  })
})

test('LeNet-5: the input that Keras adds is not listed, and rows add up', () => {
  const { layers, models, problems } = programJson(python(lenet5).program)
  assert.deepEqual(
    layers.map(layer => layer.params),
    [608, 0, 3216, 0, 0, 48120, 10164, 850, 110],
  )
  assert.deepEqual(models[0]!.layers, [0, 1, 2, 3, 4, 5, 6, 7, 8])
  assert.deepEqual([models[0]!.params, models[0]!.macs], [63_068, 849_420])
  assert.deepEqual([models[0]!.inputs, models[0]!.outputs], [[[null, 32, 32, 3]], [[null, 10]]])
  assert.deepEqual(problems, [])
})

test('both languages give the same numbers', () => {
  const numbers = (text: string, language: typeof python) =>
    programJson(language(text).program).layers.map(({ class: name, params, calls }) => [
      name,
      params,
      calls[0]!.outputs,
    ])
  const lines = 'input 32x32x3\nconv 8 5x5 relu\nmaxpool 2x2 strides=2\nflatten\ndense 10\n'
  const same = `from keras import layers, Sequential, Input
Sequential([
    Input((32, 32, 3)), layers.Conv2D(8, 5, activation="relu"), layers.MaxPooling2D(2, strides=2),
    layers.Flatten(), layers.Dense(10)])
`
  assert.deepEqual(numbers(lines, net), numbers(same, python))
})

test('symbolic sizes are written with *, unknown ones as "?"', () => {
  const document = built('Dense(8)(x)\nDense(n)(x)\n', ({ builder, input, layer, call }) => {
    const x = input(3, 128)
    const n = symbol('vocab_size')
    const dense = layer('Dense', [n], 'Dense(n)')
    call(dense, x, 'Dense(n)(x)')
    const wide = layer('Dense', [8], 'Dense(8)')
    builder.call(
      wide,
      {
        tensors: new Map([
          ['inputs', { type: { shape: [2, { kind: 'unknown', why: 'so' }], dtype: 'float32' }, producer: undefined }],
        ]),
      },
      wide.place,
    )
  })
  const [, symbolic, unknown] = programJson(document.program).layers
  assert.deepEqual(symbolic!.calls[0]!.outputs, [[null, 3, 'vocab_size']])
  // 128 · vocab_size + vocab_size
  assert.equal(symbolic!.params, '129*vocab_size')
  assert.equal(symbolic!.calls[0]!.macs, '384*vocab_size')
  assert.deepEqual(unknown!.calls[0]!.inputs, [[2, '?']])
  assert.equal(unknown!.params, null)
})

test('a layer that was made in another file says so', () => {
  const document = built('x\n', ({ input }) => void input(4))
  const [layer] = programJson(document.program).layers
  assert.equal(layer!.file, 'elsewhere.py')
  assert.deepEqual(
    layer!.calls.map(({ file, outputs }) => ({ file, outputs })),
    [{ file: 'elsewhere.py', outputs: [[null, 4]] }],
  )
})

test('layers of models within models stand in their place, each once', () => {
  const text = `from keras import layers, Sequential, Input
inner = Sequential([Input((4,)), layers.Dense(4)])
outer = Sequential([inner, layers.Dense(2)])
`
  const { layers, models } = programJson(python(text).program)
  assert.deepEqual(
    layers.map(layer => [layer.id, layer.class]),
    [
      [0, 'InputLayer'],
      [1, 'Dense'],
      [2, 'Dense'],
    ],
  )
  assert.deepEqual(
    models.map(model => model.layers),
    [[1], [1, 2]],
  )
})

test('related places have ranges', () => {
  const text = 'from keras import layers, Input\nx = layers.LSTM(4)(Input((5, 3)))\nlayers.LSTM(2)(x)\n'
  const [problem] = programJson(python(text).program).problems
  assert.deepEqual(problem!.related, [
    {
      message: 'the input (None, 4) comes from lstm',
      range: { start: { line: 2, column: 4 }, end: { line: 2, column: 33 } },
    },
  ])
})

test('a call that a loop repeats is told once; the batch of data is null, also where the same is called within a graph', () => {
  const { program } = python(`import keras, tensorflow as tf
class Recurrent(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(4)
    def call(self, inputs):
        state = tf.zeros((inputs.shape[0], 4))
        for step in range(3):
            state = self.inner(state)
        return state
Recurrent()(keras.Input(batch_shape=(16, 8)))
Recurrent()(tf.zeros((2, 8)))
`)
  const inner = programJson(program).layers.filter(each => each.class === 'Dense')
  assert.deepEqual(
    inner.map(({ calls }) => calls.map(({ inputs, outputs }) => ({ inputs, outputs }))),
    [[{ inputs: [[16, 4]], outputs: [[16, 4]] }], [{ inputs: [[2, 4]], outputs: [[null, 4]] }]],
  )
})

test('what is predicted adds no calls to the layers on the way', () => {
  const { program } = python(`import keras, numpy as np
class Projection(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.inner = keras.layers.Dense(3)
    def call(self, inputs):
        return self.inner(inputs)
inputs = keras.Input((8,), batch_size=128)
model = keras.Model(inputs, Projection()(inputs))
keras.layers.Dense(2)(model.predict(np.zeros((4, 8))))
`)
  const dense = programJson(program).layers.filter(each => each.class === 'Dense')
  assert.deepEqual(
    dense.map(({ calls }) => calls.map(({ inputs }) => inputs)),
    [[[[128, 8]]], [[[4, 3]]]],
  )
})

test('the batch of data is told where the calls of a layer differ in more', () => {
  const { program } = python(`import keras, numpy as np
pool = keras.layers.MaxPooling2D()
pool(pool(keras.Input((8, 8, 1))))
pool(np.zeros((5, 8, 8, 1)))
`)
  const [layer] = programJson(program).layers.filter(each => each.class === 'MaxPooling2D')
  assert.deepEqual(
    layer!.calls.map(({ outputs }) => outputs),
    [[[null, 4, 4, 1]], [[null, 2, 2, 1]], [[5, 4, 4, 1]]],
  )
})

test('what holds a copy that is not known has no total', () => {
  const { program } = python(`import keras
class Double(keras.layers.Layer):
    def call(self, x):
        return x * 2
inputs = keras.Input((4,))
network = keras.Model(inputs, keras.layers.Dense(3)(Double()(inputs)))
class Averaged(keras.Model):
    def __init__(self):
        super().__init__()
        self.network = network
        self.average = keras.models.clone_model(network)
    def call(self, x):
        return self.network(x)
averaged = Averaged()
averaged(inputs)
`)
  const params = Object.fromEntries(programJson(program).models.map(each => [each.class, each.params]))
  assert.deepEqual(params, { Functional: 15, Averaged: null })
})
