"""Lambda layers and operations on tensors between layers."""

import keras
import tensorflow as tf
from keras import layers, ops

x = keras.Input((20, 8))
first = keras.Model(x, layers.Dense(3)(layers.Lambda(lambda s: s[:, 0])(x)))


def halves(t):
    return ops.split(t, 2, axis=-1)


x = keras.Input((20, 8))
left, right = layers.Lambda(halves)(x)
split = keras.Model(x, layers.Dense(3)(left - right))

x = keras.Input((20, 8))
joined = layers.Lambda(lambda pair: ops.concatenate(pair, axis=1) * 2.0)([x, x])
mean = layers.Lambda(lambda t: ops.mean(t, axis=1, keepdims=True), name="mean")(joined)
merged = keras.Model(x, [joined, mean, layers.Flatten()(mean)])

x = keras.Input((20, 8))
gate = ops.sigmoid(layers.Dense(8)(x))
scaled = x * gate + (1 - gate) * ops.relu(x)
pooled = ops.max(scaled, axis=1)
operations = keras.Model(x, layers.Dense(2)(pooled[:, 2:6]))

x = keras.Input((4, 6, 3))
y = ops.reshape(x, (-1, 4 * 6, x.shape[-1]))
y = ops.transpose(y, (0, 2, 1))
y = ops.matmul(y, layers.Dense(5)(ops.transpose(y, (0, 2, 1))))
shaped = keras.Model(x, layers.Dense(1)(ops.expand_dims(y, 1)))

pair = [keras.Input((8, 3)), keras.Input((8, 3))]


def distance(vectors):
    a, b = vectors
    return ops.sqrt(ops.sum(ops.square(a - b), axis=-1))


def distance_shape(shapes):
    first, second = shapes
    return (first[0], first[1] // 2)


far = layers.Lambda(distance, output_shape=distance_shape)(pair)
siamese = keras.Model(pair, layers.Dense(2)(far))

x = keras.Input((8, 3))
functions = [
    layers.Lambda(tf.nn.relu),
    layers.Lambda(ops.transpose),
    layers.Lambda(keras.activations.softmax),
    layers.Lambda(tf.nn.l2_normalize, arguments={"axis": 1}),
    layers.Lambda(lambda t, n: t[:, :n], arguments={"n": 4}),
    layers.Lambda(lambda t, n: t[:, :n], None, None, {"n": 5}),
    layers.Lambda(lambda t: t[:, :2], lambda shape: (shape[0], 6, shape[2])),
    layers.Lambda(lambda t, n: t[:, :n], lambda shape: shape, arguments={"n": 4}),
]
whole = keras.Model(x, [function(x) for function in functions])


class Running(layers.Layer):
    def __init__(self):
        super().__init__()
        self.shorter = layers.Lambda(lambda t: t[:, :2], output_shape=lambda shape: shape)

    def call(self, t):
        return self.shorter(t)


run = keras.Model(x, layers.Flatten()(Running()(x)))
