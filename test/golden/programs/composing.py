"""Functions that make functions: partial layers, compositions by reduce, decorators, caches, iterators."""

import functools
import itertools
import operator
from functools import partial, reduce, wraps

import keras
from keras import layers
from keras.layers import BatchNormalization, Conv2D, Dense, Input, LeakyReLU
from keras.models import Model
from keras.regularizers import l2

# Compositions as in darknet.


def compose(*funcs):
    if funcs:
        return reduce(lambda f, g: lambda *a, **kw: g(f(*a, **kw)), funcs)
    raise ValueError("Composition of empty sequence not supported.")


@wraps(Conv2D)
def DarknetConv2D(*args, **kwargs):
    settings = {"kernel_regularizer": l2(5e-4)}
    settings["padding"] = "valid" if kwargs.get("strides") == (2, 2) else "same"
    settings.update(kwargs)
    return Conv2D(*args, **settings)


def DarknetConv2D_BN_Leaky(*args, **kwargs):
    no_bias_kwargs = {"use_bias": False}
    no_bias_kwargs.update(kwargs)
    return compose(DarknetConv2D(*args, **no_bias_kwargs), BatchNormalization(), LeakyReLU(negative_slope=0.1))


def make_last_layers(x, num_filters, out_filters):
    x = compose(
        DarknetConv2D_BN_Leaky(num_filters, (1, 1)),
        DarknetConv2D_BN_Leaky(num_filters * 2, (3, 3), strides=(2, 2)),
    )(x)
    y = compose(DarknetConv2D_BN_Leaky(num_filters * 2, (3, 3)), DarknetConv2D(out_filters, (1, 1)))(x)
    return x, y


inputs = Input((26, 26, 8))
last, output = make_last_layers(inputs, 16, 3 * (5 + 20))
darknet = Model(inputs, [last, output])

# Layers with some of their arguments.

conv3x3 = partial(Conv2D, kernel_size=3, padding="same", activation="relu")
narrow = partial(conv3x3, 8)
blocks = [narrow, partial(conv3x3, filters=16, strides=2), partial(partial(Dense, 4), use_bias=False)]
partials = keras.Sequential([Input((20, 20, 3))] + [block() for block in blocks])
named = keras.Sequential([Input((6,)), partial(Dense, units=3)(name="three"), blocks[2](name="four", use_bias=True)])

# A cache gives the same layer again, so its weights are shared.


@functools.lru_cache(maxsize=None)
def shared(units):
    return Dense(units)


x = Input((4,))
cached = Model(x, layers.add([shared(4)(x), shared(4)(shared(4)(x)), shared(units=4)(x)]))


class Towers:
    def __init__(self, units):
        self.units = units

    @functools.cached_property
    def projection(self):
        return Dense(self.units, name=f"projection_{self.units}")

    def __call__(self, a, b):
        return layers.concatenate([self.projection(a), self.projection(b)])


a, b = Input((5,)), Input((5,))
towers = Model([a, b], Towers(3)(a, b))

# Iterators over what layers are made of.

pooled = keras.Sequential([Input((12,))])
for units, (rate, activation) in zip(itertools.count(8, 4), itertools.product([0.1, 0.2], ["relu", "tanh"])):
    pooled.add(Dense(units, activation))
    pooled.add(layers.Dropout(rate))
for units in itertools.chain([5, 6], itertools.repeat(7, 2), itertools.islice(itertools.cycle([1, 2]), 3)):
    pooled.add(Dense(units))

flat = reduce(operator.mul, (3, 4, 5))
shape = Input((3, 4, 5))
reshaped = Model(shape, Dense(2)(layers.Reshape((flat,))(shape)))
chain = Model(shape, reduce(lambda t, layer: layer(t), [layers.Flatten(), Dense(8), Dense(1)], shape))


def scaled(x, factor=1, width=0):
    return keras.ops.pad(x * factor, [[0, 0], [0, width]])


leaky = partial(keras.activations.leaky_relu, negative_slope=0.2)
lambdas = keras.Sequential([Input((6,)), layers.Lambda(partial(scaled, width=2)), Dense(3, activation=leaky), layers.Lambda(partial(scaled, factor=2))])
