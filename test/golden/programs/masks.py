"""Masks that come with tensors: which layers give them on, and what layers of the program do with them."""

import keras
import numpy as np
from keras import layers, ops


class TemporalSoftmax(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.supports_masking = True

    def call(self, inputs, mask=None):
        assert mask is not None
        weights = ops.expand_dims(ops.cast(mask, "float32"), -1)
        inputs_exp = ops.exp(inputs) * weights
        return inputs_exp / ops.sum(inputs_exp * weights, axis=-1, keepdims=True)


class Choosing(layers.Layer):
    """Has a weight more where a mask comes with its input."""

    def build(self, input_shape):
        self.plain = layers.Dense(2)
        self.masked = layers.Dense(3)

    def call(self, inputs, mask=None):
        return self.plain(inputs) if mask is None else self.masked(inputs)


class Losing(layers.Layer):
    def call(self, inputs):
        return inputs * 2.0


class Keeping(layers.Layer):
    def __init__(self):
        super().__init__()
        self.supports_masking = True

    def call(self, inputs):
        return ops.relu(inputs)


class Inside(layers.Layer):
    def __init__(self):
        super().__init__()
        self.embedding = layers.Embedding(10, 4, mask_zero=True)
        self.dense = layers.Dense(4)
        self.first = Choosing()
        self.second = Choosing()

    def call(self, inputs):
        x = self.dense(self.embedding(inputs))
        return ops.concatenate([self.first(x), self.second(x * 2.0)], axis=-1)


words = keras.Input((None,), dtype="int32")
embedded = layers.Embedding(10, 4, mask_zero=True)(words)
softmax = keras.Model(words, TemporalSoftmax()(layers.Dense(1)(embedded)))
direct = keras.Model(words, Choosing()(embedded))
dropped = keras.Model(words, Choosing()(layers.Dropout(0.1)(layers.LayerNormalization()(embedded))))
summed = keras.Model(words, Choosing()(embedded + 1.0))
convolved = keras.Model(words, Choosing()(layers.Conv1D(3, 2)(embedded)))
sequence = keras.Model(words, Choosing()(layers.LSTM(3, return_sequences=True)(embedded)))
last = keras.Model(words, Choosing()(layers.LSTM(3)(embedded)))
both = keras.Model(words, Choosing()(layers.Bidirectional(layers.LSTM(3, return_sequences=True))(embedded)))
lost = keras.Model(words, Choosing()(Losing()(embedded)))
kept = keras.Model(words, Choosing()(Keeping()(embedded)))
unmasked = keras.Model(words, Choosing()(layers.Embedding(10, 4)(words)))
inside = keras.Model(words, Inside()(words))
stack = keras.Sequential([layers.Embedding(10, 4, mask_zero=True), layers.Dropout(0.1), Choosing()])
stack(words)
masking = keras.Sequential([keras.Input((5, 3)), layers.Masking(), layers.Dense(2), TemporalSoftmax()])
