"""Losses, metrics, initializers, regularizers and constraints that a program calls itself."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

y = np.zeros((4, 3), "float32")
p = np.ones((4, 3), "float32")


def of_shapes(*tensors):
    sizes = [1 + size for tensor in tensors for size in [len(tensor.shape), *tensor.shape]]
    return keras.Sequential([keras.Input((3,)), *[layers.Dense(size) for size in sizes]])


loss = of_shapes(
    keras.losses.MeanSquaredError()(y, p),
    keras.losses.BinaryCrossentropy(reduction="none")(y, p),
    keras.losses.Huber(reduction=None)(y, p),
    keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="none")(np.zeros((4, 5)), np.ones((4, 5, 3))),
)
functions = of_shapes(
    keras.losses.mean_squared_error(y, p),
    keras.losses.sparse_categorical_crossentropy(np.zeros((4, 5)), np.ones((4, 5, 3))),
    keras.metrics.binary_crossentropy(y, p),
)
others = of_shapes(keras.metrics.BinaryAccuracy()(y, p), keras.regularizers.L2(0.1)(p), keras.constraints.MaxNorm()(p))
initial = of_shapes(
    tf.random_normal_initializer()(shape=(3, 4)),
    keras.initializers.GlorotUniform()((3, 4)),
    keras.initializers.zeros()((2,)),
    keras.initializers.RandomNormal(stddev=0.1)(shape=[2, 5], dtype="float32"),
)


class Endpoint(layers.Layer):
    def __init__(self):
        super().__init__()
        self.loss_fn = keras.losses.BinaryCrossentropy(from_logits=True)
        self.dense = layers.Dense(3)

    def call(self, targets, logits):
        self.add_loss(self.loss_fn(targets, logits))
        return tf.nn.softmax(self.dense(logits))


class Linear(layers.Layer):
    def __init__(self, units=4, input_dim=2):
        super().__init__()
        initializer = keras.initializers.HeNormal()
        self.w = keras.Variable(initializer(shape=(input_dim, units), dtype="float32"), trainable=True)

    def call(self, inputs):
        return keras.ops.matmul(inputs, self.w)


targets, logits = keras.Input((3,), batch_size=8), keras.Input((3,), batch_size=8)
endpoint = keras.Model([targets, logits], Endpoint()(targets, logits))
vectors = keras.Input((2,))
linear = keras.Model(vectors, Linear()(vectors))
