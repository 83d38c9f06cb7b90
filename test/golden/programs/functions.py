"""Functions: defaults, keywords, *args and **kwargs both ways, closures, lambdas, recursion, functions as values."""

import functools

import keras
from keras import layers


def conv_block(x, filters, kernel=3, *, strides=1, activation="relu", name=None):
    x = layers.Conv2D(
        filters, kernel, strides=strides, padding="same", use_bias=False, name=name and f"{name}_conv"
    )(x)
    x = layers.BatchNormalization()(x)
    return layers.Activation(activation)(x)


inputs = keras.Input((64, 64, 3))
x = conv_block(inputs, 16)
x = conv_block(x, filters=32, strides=2, name="second")
x = conv_block(x, 8, 5, activation="tanh")
defaults = keras.Model(inputs, x)


def dense_stack(x, *units, **options):
    for n in units:
        x = layers.Dense(n, **options)(x)
    return x


inputs = keras.Input((10,))
variadic = keras.Model(inputs, dense_stack(inputs, 8, 4, 2, activation="relu", use_bias=False))

common = {"padding": "same", "activation": "relu"}
sizes = (3, 5)
inputs = keras.Input((16, 16, 3))
unpacked = keras.Model(inputs, layers.Conv2D(4, sizes, **common)(layers.Conv2D(*[6, 3], **common)(inputs)))


def make_head(units):
    def head(x):
        return layers.Dense(units * scale)(x)

    scale = 3
    return head


inputs = keras.Input((7,))
closure = keras.Model(inputs, make_head(5)(inputs))

twice = lambda x, layer=lambda y: layers.Dense(6)(y): layer(layer(x))
inputs = keras.Input((7,))
lambdas = keras.Model(inputs, twice(inputs))


def pyramid(x, depth):
    if depth == 0:
        return x
    return pyramid(layers.Dense(2**depth)(x), depth - 1)


inputs = keras.Input((7,))
recursion = keras.Model(inputs, pyramid(inputs, 4))

count = 0


def counted(x):
    global count
    count += 1
    return layers.Dense(count * 10)(x)


inputs = keras.Input((7,))
globals_ = keras.Model(inputs, counted(counted(inputs)))


def build(n, head=None):
    """Returns early in some cases."""
    model = keras.Sequential([keras.Input((n,)), layers.Dense(4)])
    if head is None:
        return model
    model.add(layers.Dense(head))
    return model


early = build(3)
late = build(3, head=9)


# Decorators of the program's own.
def doubled(function):
    def wrapper(units, *args, **kwargs):
        return function(units * 2, *args, **kwargs)

    return wrapper


@doubled
def dense(units, x):
    return layers.Dense(units)(x)


inputs = keras.Input((4,))
decorated = keras.Model(inputs, dense(3, inputs))
