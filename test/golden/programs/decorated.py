"""Functions that TensorFlow and Keras make of others, and attributes that a program sets on their modules."""

import numpy as np
import tensorflow as tf
import keras
from keras import layers


@tf.custom_gradient
def reverse(x):
    def grad(dy):
        return -dy

    return tf.identity(x), grad


class GradientReversal(layers.Layer):
    def __init__(self, strength, **kwargs):
        super().__init__(**kwargs)
        self.strength = strength

    def call(self, x):
        @tf.custom_gradient
        def scaled(x):
            def grad(dy):
                return -dy * self.strength

            return tf.identity(x), grad

        return scaled(reverse(x))


inputs = keras.Input((4,))
adversarial = keras.Model(inputs, layers.Dense(12)(GradientReversal(0.1)(inputs)))


@keras.ops.custom_gradient
def softplus(x):
    e = keras.ops.exp(x)

    def grad(*args, upstream=None):
        return upstream * e

    return keras.ops.log(1 + e), grad


class Decorated(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(5)
        self.second = layers.Dense(2)
        self.step = tf.function(self.second)

    @tf.function(jit_compile=False)
    def call(self, x):
        return self.second(softplus(self.first(x)))


decorated = Decorated()
decorated(tf.zeros((2, 3)))

double = tf.recompute_grad(lambda x: tf.concat([x, x], axis=-1))
doubled = keras.Sequential([layers.Dense(double(tf.zeros((1, 3))).shape[-1])])
doubled.build((None, 2))

tf.model = keras.Sequential()
tf.model.add(layers.Dense(3, input_shape=(4,)))
tf.model.add(layers.Activation("relu"))
stored = tf.model

tf.units = 6
if hasattr(tf, "units"):
    sized = keras.Sequential([keras.Input((2,)), layers.Dense(tf.units)])

load = np.load
np.load = lambda *args, **kwargs: load(*args, allow_pickle=True, **kwargs)
np.load = load
