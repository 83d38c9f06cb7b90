"""Models built from configurations: tables that are copied and popped, named tuples, dataclasses, enumerations."""

import collections
import copy
import math
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field, replace
from enum import Enum
from types import SimpleNamespace
from typing import List, NamedTuple, Optional

import keras
from keras import layers

# A table of blocks that is copied before it is popped, with widths that are rounded.

BLOCKS = [
    {"kernel_size": 3, "repeats": 1, "filters_in": 8, "filters_out": 16, "strides": 1},
    {"kernel_size": 5, "repeats": 2, "filters_in": 16, "filters_out": 24, "strides": 2},
]


def round_filters(filters, width, divisor=8):
    filters *= width
    rounded = max(divisor, int(filters + divisor / 2) // divisor * divisor)
    return int(rounded + divisor if rounded < 0.9 * filters else rounded)


def block(x, filters_in=8, filters_out=16, kernel_size=3, strides=1, name=""):
    x = layers.Conv2D(round_filters(filters_in, 1.1), 1, use_bias=False, name=name + "expand")(x)
    x = layers.DepthwiseConv2D(kernel_size, strides, padding="same", name=name + "depthwise")(x)
    return layers.Conv2D(round_filters(filters_out, 1.1), 1, name=name + "project")(x)


def from_table(table, depth=1.8):
    inputs = keras.Input((32, 32, 8))
    x = inputs
    table = copy.deepcopy(table)
    for i, args in enumerate(table):
        for j in range(int(math.ceil(depth * args.pop("repeats")))):
            if j > 0:
                args["strides"] = 1
                args["filters_in"] = args["filters_out"]
            x = block(x, **args, name="block{}{}_".format(i + 1, chr(j + 97)))
    return keras.Model(inputs, x)


table = from_table(BLOCKS)
again = from_table(BLOCKS, depth=math.pow(1.2, 2))

# Named tuples with defaults, old and new.

Args = namedtuple("Args", ["filters", "kernel", "pool"])
Args.__new__.__defaults__ = (3, None)
Stage = collections.namedtuple("Stage", "depth width", defaults=(8,))


class Head(NamedTuple):
    units: int
    activation: Optional[str] = None


def from_tuples(stages, head=Head(10)):
    model = keras.Sequential([keras.Input((16, 16, 3))])
    for args in stages:
        filters, kernel, pool = args
        model.add(layers.Conv2D(filters, kernel, padding="same"))
        if args.pool is not None:
            model.add(layers.MaxPooling2D(pool))
    model.add(layers.Flatten())
    model.add(layers.Dense(head.units, head.activation))
    return model


tuples = from_tuples([Args(8), Args(16, pool=2), Args(4, 1)._replace(kernel=5)])
staged = from_tuples([Args(stage.width) for stage in [Stage(1), Stage(2, 16)] for _ in range(stage.depth)], Head(3, "softmax"))

# Data classes, with what follows from their fields.


@dataclass
class Config:
    width: int = 16
    depths: List[int] = field(default_factory=lambda: [1, 2])
    expansion: float = 2.0
    classes: int = 10

    def __post_init__(self):
        self.hidden = int(self.width * self.expansion)


@dataclass
class Wider(Config):
    width: int = 32
    dropout: float = 0.0


def from_config(config):
    inputs = keras.Input((24,))
    x = inputs
    for depth in config.depths:
        for _ in range(depth):
            x = layers.Dense(config.hidden, activation="relu")(x)
    if getattr(config, "dropout", 1.0) > 0:
        x = layers.Dropout(0.5)(x)
    return keras.Model(inputs, layers.Dense(config.classes)(x))


plain = from_config(Config())
wider = from_config(Wider(depths=[3], classes=4))
replaced = from_config(replace(Config(width=8), expansion=0.5))

# Enumerations and namespaces.


class Norm(Enum):
    BATCH = "batch"
    LAYER = "layer"
    NONE = None

    def layer(self):
        kinds = {Norm.BATCH: layers.BatchNormalization, Norm.LAYER: layers.LayerNormalization}
        return kinds[self]() if self in kinds else layers.Activation("linear")


def normalized(settings):
    model = keras.Sequential([keras.Input((8,))])
    for norm in settings.norms:
        model.add(layers.Dense(settings.units))
        model.add(norm.layer())
    return model


norms = normalized(SimpleNamespace(units=6, norms=list(Norm)))
chosen = normalized(SimpleNamespace(**{"units": 4, "norms": [Norm("batch"), Norm["LAYER"]]}))

# Ordered and default dictionaries.

sizes = OrderedDict([("first", 8), ("second", 16)])
sizes["third"] = 32
sizes.move_to_end("first")
counts = defaultdict(int)
stack = keras.Sequential([keras.Input((4,))])
for name, units in sizes.items():
    counts[units > 8] += 1
    stack.add(layers.Dense(units, name=f"{name}_{counts[units > 8]}"))
