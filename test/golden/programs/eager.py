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
