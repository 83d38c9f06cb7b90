"""Variables as weights and as sizes, and layers that meet data of unknown shape before they meet an input."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers


class Scale(layers.Layer):
    def __init__(self, size):
        super().__init__()
        self.scale = keras.Variable(np.ones((size,)), name="scale")
        self.calls = keras.Variable(0, trainable=False, dtype="int32")
        self.parts = [keras.Variable(initializer="zeros", shape=(2, 3)), keras.Variable([[1.0, 2.0]])]
        self.offset = self.add_weight(shape=(size,), name="offset")

    def call(self, x):
        return x * self.scale + self.offset


inputs = keras.Input((4,))
scaled = keras.Model(inputs, Scale(4)(inputs))
frozen = keras.Sequential([layers.Input((6,)), Scale(6), layers.Dense(2)])
frozen.layers[0].trainable = False

table = keras.Variable(np.zeros((3, 5)), name="table")
sized = keras.Sequential([layers.Input((table.shape[-1],)), layers.Dense(table.shape[0])])

# A layer that is called on data first: its weights are those that its later input needs.
base_input = keras.Input((8,))
base = keras.Model(base_input, layers.Dense(6, name="features")(base_input))
base.trainable = False
dataset = tf.data.Dataset.from_tensor_slices((np.zeros((20, 8), "float32"), np.zeros((20,), "int32")))
dataset = dataset.map(lambda x, y: (x + 1, y)).shuffle(10).batch(4).prefetch(tf.data.AUTOTUNE)
for samples, labels in dataset.take(1):
    found = base(samples)
head = layers.Dense(3)
head(found)
transfer_input = keras.Input((8,))
transfer = keras.Model(transfer_input, head(base(transfer_input, training=False)))
counted = keras.Sequential([layers.Input((len(transfer.trainable_variables),)), layers.Dense(base.predict(np.zeros((7, 8)), verbose=0).shape[0])])
