"""Tensors that are known: what they hold decides what is built."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


def block(x, rate):
    y = layers.Dense(6)(x)
    y = layers.Dropout(0.5)(y) if rate else y
    return layers.Add()([x, y])


x = keras.Input((6,))
y = x
for rate in [r for r in tf.linspace(0.0, 0.1, 3)]:
    y = block(y, rate)
linear = keras.Model(x, y)

sizes = tf.constant([3, 4, 5])
y = x
for size in sizes:
    y = layers.Dense(int(size))(y)
counted = keras.Model(x, y)

y = x
for step in tf.range(3):
    y = layers.Dense(2 + int(step))(y)
ranged = keras.Model(x, y)

chosen = keras.Model(x, layers.Dense(int(sizes[1]))(x) if sizes[0] == 3 else x)
if tf.reduce_sum(sizes) > 11:
    summed = keras.Model(x, layers.Dense(int(tf.reduce_sum(sizes)))(x))
else:
    summed = keras.Model(x, x)
product = keras.Model(x, layers.Dense(int(tf.reduce_prod(sizes)))(x))
computed = keras.Model(x, layers.Dense(int(sizes[0] * 2 + 1))(x))
read = keras.Model(x, layers.Dense(sizes.numpy()[2].item())(x))
listed = keras.Model(x, layers.Dense(sizes.numpy().tolist()[0])(x))
length = keras.Model(x, layers.Dense(len(sizes))(x))
keras_made = keras.Model(x, layers.Dense(int(ops.max(ops.convert_to_tensor([4, 9, 2]))))(x))
first, second = ops.split(x, 2, axis=1)
split = keras.Model(x, layers.Dense(2)(first) + layers.Dense(2)(second))
position = layers.Embedding(7, 6)(ops.arange(6))
added = keras.Model(x, layers.Dense(3)(x + ops.sum(position, axis=0)))
shape = tf.constant([2, 3])
reshaped = keras.Model(x, ops.reshape(x, (-1, int(shape[0]), int(shape[1]))))
