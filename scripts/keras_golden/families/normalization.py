"""Normalization layers."""

from ..draw import layer, row, tensor
from ..plan import Plan


def shape_of(draw):
    """Returns a rank and a shape whose last size is mostly defined."""
    rank = draw.choice([2, 2, 3, 4, 4, 5])
    shape = draw.shape(rank, draw.one(0, 0, 0.2))
    shape[-1] = shape[-1] if draw.chance(0.1) else draw.channels()
    return rank, shape


def affine(draw):
    """Returns center and scale, now and then."""
    return draw.some({"center": draw.flag, "scale": draw.flag, "epsilon": lambda: draw.one(1e-3, 1e-5, 1)}, 0.3)


def batch(draw):
    """Draws BatchNormalization: one axis, from either end, in range or not."""
    rank, shape = shape_of(draw)
    axis = lambda: draw.one(-1, 1, draw.axis(rank), draw.axis(rank), rank, [-1], 3.0, 1.5)
    options = {
        "axis": axis,
        "momentum": lambda: draw.one(0.9, 0.99, "a"),
        "trainable": draw.flag,
        "synchronized": draw.flag,
        "renorm": draw.flag,
        "dtype": lambda: draw.one("float16", "mixed_float16"),
    }
    config = {**draw.some(options, 0.22), **affine(draw)}
    if config.get("renorm") and draw.flag():
        config["renorm_clipping"] = draw.one(
            {"rmax": 3.0, "rmin": 0.3, "dmax": 5.0}, {"rmax": 0.1, "rmin": 0.3}, {"max": 1}
        )
    return row(config, shape, {"training": draw.flag()} if draw.chance(0.1) else None)


def axes(draw, rank):
    """Returns one axis or several, some out of range or twice."""
    several = [draw.axis(rank) for _ in range(draw.randint(1, 3))]
    return draw.one(-1, draw.axis(rank), several, draw.sample(range(1, rank), min(rank - 1, 2)), rank, -rank - 1, [])


def layer_norm(draw):
    """Draws LayerNormalization."""
    rank, shape = shape_of(draw)
    options = {"axis": lambda: axes(draw, rank), "rms_scaling": lambda: draw.chance(0.3), "trainable": draw.flag}
    return row({**draw.some(options, 0.4), **affine(draw)}, shape)


def group(draw):
    """Draws GroupNormalization, groups mostly dividing the channels."""
    rank, shape = shape_of(draw)
    axis = draw.one(None, None, -1, 1, draw.axis(rank), draw.axis(rank))
    axis = draw.one(rank, [1]) if draw.chance(0.05) else axis
    channels = (shape[axis] if isinstance(axis, int) and axis < rank else shape[-1]) or 1
    divisors = [each for each in range(1, channels + 1) if channels % each == 0]
    groups = draw.one(-1, *[draw.choice(divisors) for _ in range(6)], draw.one(2, 3, 8, 32))
    config = {"groups": groups, **affine(draw)} if draw.chance(0.95) else affine(draw)
    return row({**config, **({} if axis is None else {"axis": axis})}, shape)


def rms(draw):
    """Draws RMSNormalization and UnitNormalization."""
    rank, shape = shape_of(draw)
    return row(draw.some({"axis": lambda: axes(draw, rank)}, 0.6), shape)


WRAPPED = [
    (layer("Dense", units=4), 2),
    (layer("Dense", units=4), 3),
    (layer("Conv2D", filters=4, kernel_size=3, padding="same"), 4),
    (layer("Conv2D", filters=4, kernel_size=3), 4),
    (layer("Embedding", input_dim=10, output_dim=4), 2),
    (layer("Conv1D", filters=4, kernel_size=2, padding="same"), 3),
    (layer("Flatten"), 3),
    (layer("LSTM", units=3), 3),
    (layer("DepthwiseConv2D", kernel_size=2, padding="same"), 4),
    (layer("Dense", units=4, use_bias=False), 2),
]


def spectral(draw):
    """Draws SpectralNormalization."""
    inner, rank = draw.choice(WRAPPED)
    shape = draw.shape(rank, 0)
    return row({"layer": inner, **draw.some({"power_iterations": lambda: draw.one(1, 3, 0, -1)}, 0.3)}, shape)


IMAGE = [None, 28, 28, 32]
BATCH = [
    row({}, IMAGE),
    row({}, [None, 128]),
    row({"axis": 1}, [None, 3, 32, 32]),
    row({"axis": 3, "epsilon": 1.001e-5, "name": "bn_conv1"}, [None, 112, 112, 64]),
    row({"scale": False}, IMAGE),
    row({"center": False, "scale": False}, IMAGE),
    row({"trainable": False}, IMAGE),
    row({}, [None, None, None, 64]),
    row({}, [None, None]),
    row({"axis": [1]}, IMAGE),
    row({"axis": 4}, IMAGE),
    row({"momentum": 0.9}, [None, 10, 16], {"mask": tensor(None, 10, dtype="bool")}),
]
LAYER = [
    row({}, [None, 10, 64]),
    row({"epsilon": 1e-6}, [None, 197, 768]),
    row({"axis": [1, 2]}, [None, 10, 64]),
    row({"axis": [1, 2, 3]}, IMAGE),
    row({"axis": 1}, [None, 10, 64]),
    row({}, [None, None, 64]),
    row({"axis": 3}, [None, 10, 64]),
    row({"axis": -1, "center": False}, [None, 64]),
]
GROUP = [
    row({}, [None, 28, 28, 64]),
    row({"groups": 8}, IMAGE),
    row({"groups": -1}, IMAGE),
    row({"groups": 1, "axis": -1}, IMAGE),
    row({"groups": 3}, IMAGE),
    row({"groups": 64}, IMAGE),
    row({"groups": 4, "axis": 1}, [None, 8, 16, 16]),
]
SPECTRAL = [
    row({"layer": layer("Conv2D", filters=2, kernel_size=2)}, [None, 10, 10, 3]),
    row({"layer": layer("Dense", units=10)}, [None, 32]),
]
PLANS = {
    "BatchNormalization": Plan(300, batch, BATCH, spoiled=0.2),
    "LayerNormalization": Plan(220, layer_norm, LAYER, spoiled=0.2),
    "GroupNormalization": Plan(220, group, GROUP, spoiled=0.2),
    "RMSNormalization": Plan(70, rms, [row({}, [None, 10, 64]), row({"axis": [1, 2]}, [None, 3, 4])], spoiled=0.2),
    "UnitNormalization": Plan(60, rms, [row({}, [None, 64]), row({"axis": 1}, [None, 3, 4])], spoiled=0.2),
    "SpectralNormalization": Plan(70, spectral, SPECTRAL, spoiled=0.15),
}
