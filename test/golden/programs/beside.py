"""Layers that give more than tensors: numbers, texts, None."""

import keras
import numpy as np
from keras import layers, ops


class Patches(layers.Layer):
    def __init__(self):
        super().__init__()
        self.proj = layers.Conv2D(4, 2, strides=2)

    def call(self, x):
        x = self.proj(x)
        _, height, width, channels = x.shape
        return ops.reshape(x, (-1, height * width, channels)), height, width, channels


class Down(layers.Layer):
    def __init__(self):
        super().__init__()
        self.patches = Patches()

    def call(self, x, height, width, channels):
        x = ops.reshape(x, (-1, height, width, channels))
        return self.patches(x)


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.patches = Patches()
        self.down = Down()
        self.head = layers.Dense(3)

    def call(self, x):
        x, height, width, channels = self.patches(x)
        x, height, width, channels = self.down(x, height=height, width=width, channels=channels)
        return self.head(ops.reshape(x, (-1, height * width * channels)))


class Attending(layers.Layer):
    def __init__(self, scores):
        super().__init__()
        self.dense = layers.Dense(3)
        self.scores = scores

    def call(self, x):
        y = self.dense(x)
        return (y, ops.softmax(y)) if self.scores else (y, None)


class Around(layers.Layer):
    def __init__(self):
        super().__init__()
        self.attending = Attending(False)
        self.last = layers.Dense(2)

    def call(self, x):
        y, scores = self.attending(x)
        return self.last(y) if scores is None else y


image = keras.Input((16, 16, 3))
net = keras.Model(image, Net()(image))
called = Net()
called(np.zeros((2, 16, 16, 3), "float32"))
x = keras.Input((6,))
around = keras.Model(x, Around()(x))
