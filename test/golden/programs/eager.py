"""Layers that are called on data at once are no part of a graph; lists of layers can be changed."""

import keras
import tensorflow as tf
from keras import layers

tokens = keras.Input((16,), dtype="int32")
positions = layers.Embedding(16, 8)(tf.range(start=0, limit=16, delta=1))
embedded = keras.Model(tokens, layers.Embedding(100, 8)(tokens) + positions)

base = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
parts = base.layers[:-1]
parts.append(layers.Dense(5))
changed = keras.Sequential([keras.Input((4,)), *parts])

table = tf.zeros((5, 3, 4))
chosen = tf.constant(1)


class Selected(layers.Layer):
    """Picks by numbers and by masks, which only data knows."""

    def call(self, inputs):
        shifted = inputs + table[chosen] + table[:, chosen][0]
        return tf.boolean_mask(shifted, shifted[:, :, 0] > 0)


class Positive(layers.Layer):
    def call(self, inputs):
        return inputs[inputs > 0][:, None]


rows = keras.Input((3, 4))
masked = keras.Model(rows, layers.Dense(2)(Selected()(rows)))
positive = keras.Model(rows, layers.Dense(2)(Positive()(rows)))
