"""Classes that programs derive from Keras's layers: own builds, own calls, what they inherit."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers, ops


class Doubled(layers.Dense):
    def call(self, inputs):
        return super().call(inputs) * 2


class Summed(layers.Dense):
    """Keras asks Dense's compute_output_shape, not this call."""

    def call(self, inputs):
        return ops.sum(super().call(inputs), axis=-1)


class Scaled(layers.Dense):
    """A build of its own, and no call."""

    def build(self, input_shape):
        super().build(input_shape)
        self.scale = self.add_weight(shape=(self.units,), initializer="ones", name="scale")


class Standardized(layers.Conv2D):
    def call(self, inputs):
        mean, var = tf.nn.moments(self.kernel, axes=[0, 1, 2], keepdims=True)
        result = self.convolution_op(inputs, (self.kernel - mean) / tf.sqrt(var + 1e-10))
        if self.use_bias:
            result = result + self.bias
        return result


class Overridden(layers.Conv2D):
    def convolution_op(self, inputs, kernel):
        mean, var = tf.nn.moments(kernel, axes=[0, 1, 2], keepdims=True)
        return tf.nn.conv2d(
            inputs,
            (kernel - mean) / tf.sqrt(var + 1e-10),
            padding="valid",
            strides=list(self.strides),
            name=self.__class__.__name__,
        )


class Masked(layers.Dense):
    """Written anew, with what the class above has made."""

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer=self.kernel_initializer, name="w")
        self.b = self.add_weight(shape=(self.units,), initializer=self.bias_initializer, name="b")
        self.built = True

    def call(self, inputs):
        return self.activation(ops.matmul(inputs, self.w) + self.b)


class Twice(layers.Dense):
    """Another layer in it, which is made before it is built."""

    def __init__(self, units, **kwargs):
        super().__init__(units, activation="relu", **kwargs)
        self.more = layers.Dense(units)

    def call(self, inputs):
        return self.more(super().call(inputs))


class Halving(layers.Conv2D):
    def __init__(self, filters, **kwargs):
        super().__init__(filters, kernel_size=3, strides=2, padding="same", **kwargs)


class Positional(layers.Embedding):
    def __init__(self, input_dim, output_dim, **kwargs):
        super().__init__(input_dim, output_dim, **kwargs)

    def call(self, inputs):
        return super().call(inputs) * ops.sqrt(ops.cast(self.output_dim, "float32"))


class Block(layers.Layer):
    """Within a call, the calls of own layers are made."""

    def __init__(self, units):
        super().__init__()
        self.first = Twice(units)
        self.last = Summed(units)

    def call(self, inputs):
        return self.last(self.first(inputs))


class Around(layers.Wrapper):
    """A wrapper without an `__init__` of its own."""

    def call(self, inputs):
        return self.layer(inputs) + 1.0


class Dropping(layers.Dropout):
    def call(self, inputs, training=None):
        return super().call(inputs, training=True)


class Recurrent(layers.LSTM):
    def __init__(self, units):
        super().__init__(units, return_sequences=True)

    def call(self, sequences, initial_state=None, mask=None, training=False):
        return super().call(sequences, initial_state, mask, training) * 0.5


x = keras.Input((6,))
doubled = keras.Model(x, Doubled(4)(x))
summed = keras.Model(x, Summed(4)(x))
scaled = keras.Model(x, Scaled(4)(x))
masked = keras.Model(x, Masked(5, activation="relu")(x))
twice = keras.Model(x, Twice(3)(x))
block = keras.Model(x, Block(3)(x))
around = keras.Model(x, Around(layers.Dense(3))(x))
dropping = keras.Model(x, Dropping(0.5)(x))

image = keras.Input((28, 28, 1))
standardized = keras.Model(image, Standardized(8, kernel_size=(3, 3), activation="relu")(image))
overridden = keras.Model(image, Overridden(8, 3, strides=2, use_bias=False)(image))
halving = keras.Sequential([keras.Input((28, 28, 1)), Halving(8), Halving(16, use_bias=False), layers.Flatten()])

words = keras.Input((7,))
positional = keras.Model(words, Positional(20, 4)(words))
steps = keras.Input((7, 2))
recurrent = keras.Model(steps, Recurrent(5)(steps))

stack = keras.Sequential([Doubled(4, input_shape=(6,)), Scaled(3), Twice(2)])
eager = keras.Sequential([Twice(3), Summed(2)])
eager(np.zeros((4, 6), "float32"))

convolved = layers.Conv2D(4, 3, strides=2)
sizes = keras.Sequential(
    [
        keras.Input((9,)),
        layers.Dense(convolved.kernel_size[0] + convolved.strides[1]),
        layers.Dense(len(layers.MaxPooling2D(2).pool_size)),
    ]
)
