"""Seeded draws of sizes, shapes and windows, with a bias to the corners that people hit."""

import random


class Draw(random.Random):
    """A random source that knows what layer arguments look like."""

    def chance(self, probability):
        """Returns True with a probability."""
        return self.random() < probability

    def one(self, *values):
        """Returns one of its arguments."""
        return self.choice(values)

    def some(self, options, probability=0.4):
        """Returns a dict with a random part of `options`, whose values are thunks."""
        return {name: draw() for name, draw in options.items() if self.chance(probability)}

    def flag(self):
        """Returns a boolean."""
        return self.chance(0.5)

    def batch(self):
        """Returns a batch size, mostly None."""
        return self.one(None, None, None, None, None, 1, 2, 8)

    def size(self):
        """Returns a length in space or time."""
        return self.one(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17, 20, 28, 32, 33)

    def channels(self):
        """Returns a number of channels, features or units."""
        return self.one(1, 2, 3, 4, 5, 6, 8, 8, 10, 12, 16, 16, 24, 32, 64)

    def shape(self, rank, unknown=0.1):
        """Returns a shape of that rank with its batch dimension."""
        return [self.batch(), *(self.maybe(self.size(), unknown) for _ in range(rank - 1))]

    def maybe(self, size, unknown=0.1):
        """Returns the size, or None with a probability."""
        return None if self.chance(unknown) else size

    def image(self, rank, data_format=None, unknown=0.1):
        """Returns a shape of batch, `rank` spatial sizes and channels in the data format's order."""
        space = [self.maybe(self.size(), unknown) for _ in range(rank)]
        channels = [self.channels()]
        parts = channels + space if data_format == "channels_first" else space + channels
        return [self.batch(), *parts]

    def other(self, shape):
        """Returns a shape for a layer's next call: one size differs, or the rank."""
        at = self.randrange(1, len(shape))
        if self.chance(0.15):
            return shape[:at] + shape[at + 1 :]
        return [*shape[:at], self.one(shape[at], None, self.size()), *shape[at + 1 :]]

    def window(self, rank, low=1, high=5):
        """Returns one number for all axes, or a number for each."""
        if self.chance(0.5):
            return self.randint(low, high)
        return [self.randint(low, high) for _ in range(rank)]

    def axis(self, rank):
        """Returns an axis that a tensor of that rank has, counted from either end."""
        return self.randrange(-rank, rank)


def row(config, inputs=None, call=None, calls=None):
    """Returns a question without its class."""
    parts = {"config": config, "inputs": inputs, "call": call, "calls": calls}
    return {name: part for name, part in parts.items() if part is not None}


def typed(shape, dtype):
    """Returns the form of a tensor with a dtype."""
    return list(shape) if dtype == "float32" else {"shape": list(shape), "dtype": dtype}


def tensor(*shape, dtype=None):
    """Returns the full form of a tensor, as further arguments of a call need it."""
    return {"shape": list(shape), **({"dtype": dtype} if dtype else {})}


def layer(name, **config):
    """Returns the form of an inner layer."""
    return {"layer": name, "config": config}
