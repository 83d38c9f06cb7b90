"""Generators, match, exceptions and the classes of things decide how models are built."""

import keras
from keras import layers


class BlockConfig:
    def __init__(self, filters, repeats=2):
        self.filters, self.repeats = filters, repeats

    def __iter__(self):
        for i in range(self.repeats):
            yield self.filters * (i + 1)


def blocks(configs):
    for stage, config in enumerate(configs, 1):
        for i, filters in enumerate(config):
            yield f"stage{stage}_block{i}", filters


def activation_of(kind):
    match kind:
        case "relu" | "elu":
            return kind
        case {"name": name}:
            return name
        case _:
            raise ValueError(kind)


def units_of(text):
    try:
        return int(text)
    except ValueError:
        return 10


def join(x):
    if isinstance(x, (list, tuple)):
        x = layers.Concatenate()(x)
    return layers.Flatten()(x)


inputs = keras.Input((32, 32, 3))
x = inputs
for name, filters in blocks([BlockConfig(8), BlockConfig(16, 1)]):
    x = layers.Conv2D(filters, 3, padding="same", name=name, activation=activation_of({"name": "relu"}))(x)
side = layers.Conv2D(4, 1, activation=activation_of("elu"))(inputs)
model = keras.Model(inputs, layers.Dense(units_of("?"))(join([x, side])))

frozen = keras.Sequential([keras.Input((8,)), layers.Dense(4), layers.Dropout(0.5), layers.SpatialDropout1D(0.1) if False else layers.Dense(3)])
for layer in frozen.layers:
    if isinstance(layer, layers.Dense) and not isinstance(layer, (layers.Dropout, keras.Model)):
        layer.trainable = type(layer).__name__ != "Dense"
    elif layer.__class__ is layers.Dropout:
        layer.trainable = False

sizes = iter([16, 8])
stacked = keras.Sequential([keras.Input((4,))])
while (size := next(sizes, None)) is not None:
    stacked.add(layers.Dense(size))
for size in (s for s in {2, 2, 2}):
    stacked.add(layers.Dense(size))
single = keras.Model(inputs, join(inputs))
