"""Windows that slide over tensors, as TensorFlow has them."""

import tensorflow as tf
import keras
from keras import layers


class Pooled(layers.Layer):
    def __init__(self, pool, **options):
        super().__init__()
        self.pool = pool
        self.options = options

    def call(self, x):
        return self.pool(x, **self.options)


image = keras.Input((17, 19, 3))
images = keras.Model(
    image,
    [
        Pooled(tf.nn.max_pool2d, ksize=3, strides=2, padding="SAME")(image),
        Pooled(tf.nn.max_pool2d, ksize=(2, 3), strides=(1, 2), padding="VALID")(image),
        Pooled(tf.nn.max_pool, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="SAME")(image),
        Pooled(tf.nn.avg_pool2d, ksize=[2], strides=[2], padding="VALID", data_format="NHWC")(image),
        Pooled(tf.nn.avg_pool, ksize=4, strides=3, padding="SAME")(image),
    ],
)
steps = keras.Input((None, 4))
sequences = keras.Model(steps, Pooled(tf.nn.max_pool1d, ksize=2, strides=2, padding="VALID")(steps))
volume = keras.Input((9, 8, 7, 4))
volumes = keras.Model(volume, Pooled(tf.nn.avg_pool3d, ksize=2, strides=2, padding="SAME")(volume))
dense = keras.Sequential([layers.Flatten(), layers.Dense(2)])
dense(tf.nn.max_pool2d(tf.zeros((2, 8, 8, 3)), 2, 2, "SAME"))
