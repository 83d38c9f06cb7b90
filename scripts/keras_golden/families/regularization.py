"""Dropout and its kin, noise, and ActivityRegularization."""

from ..draw import row
from ..plan import Plan


def rate(draw):
    """Returns a rate, mostly between 0 and 1."""
    return draw.one(0.1, 0.2, 0.25, 0.3, 0.5, 0.5, 0.8, 0, 0.0, 1, 1.0, 1.5, -0.1, 50)


def dropout(draw):
    """Draws Dropout and AlphaDropout."""
    rank = draw.randint(1, 5)
    noise = lambda: draw.one([None] + [1] * (rank - 1), [None] * rank, [1] * (rank + 1), 3, [0] * rank, ["a"] * rank)
    config = {
        "rate": rate(draw),
        **draw.some({"noise_shape": noise, "seed": lambda: draw.one(42, None, "a", 1.5)}, 0.25),
    }
    return row(config, draw.shape(rank), {"training": draw.flag()} if draw.chance(0.15) else None)


def noise(name):
    """Returns the draw of GaussianDropout (rate) and GaussianNoise (stddev)."""

    def draw_noise(draw):
        config = {name: rate(draw), **draw.some({"seed": lambda: draw.one(42, None)}, 0.25)}
        return row(config, draw.shape(draw.randint(1, 5)))

    return draw_noise


def spatial(rank):
    """Returns the draw of SpatialDropoutND."""

    def draw_spatial(draw):
        config = {"rate": rate(draw), **draw.some({"seed": lambda: 42}, 0.1)}
        if rank > 1 or draw.chance(0.05):
            config |= draw.some({"data_format": lambda: draw.one("channels_last", "channels_first", "NHWC")}, 0.4)
        return row(config, draw.image(rank))

    return draw_spatial


def activity(draw):
    """Draws ActivityRegularization."""
    return row(
        draw.some({"l1": lambda: draw.one(0.1, 0, -1.0), "l2": lambda: draw.one(0.1, 2, "a")}, 0.6),
        draw.shape(draw.randint(1, 4)),
    )


DROPOUT = [
    row({"rate": 0.5}, [None, 128]),
    row({"rate": 0.25}, [None, 12, 12, 64]),
    row({"rate": 0.2, "noise_shape": [None, 1, 64]}, [None, 10, 64]),
    row({"rate": 0.2, "seed": 42}, [None, None, 64]),
    row({"rate": 0}, [None, 128]),
]
PLANS = {
    "Dropout": Plan(130, dropout, DROPOUT, spoiled=0.2),
    "AlphaDropout": Plan(50, dropout, DROPOUT[:2], spoiled=0.2),
    "GaussianDropout": Plan(40, noise("rate"), [row({"rate": 0.5}, [None, 128])], spoiled=0.2),
    "GaussianNoise": Plan(
        40, noise("stddev"), [row({"stddev": 0.1}, [None, 128]), row({"stddev": 3.0}, [None, 4])], spoiled=0.2
    ),
    "SpatialDropout1D": Plan(50, spatial(1), [row({"rate": 0.2}, [None, 100, 64])], spoiled=0.25),
    "SpatialDropout2D": Plan(60, spatial(2), [row({"rate": 0.2}, [None, 28, 28, 64])], spoiled=0.25),
    "SpatialDropout3D": Plan(40, spatial(3), [row({"rate": 0.2}, [None, 8, 8, 8, 4])], spoiled=0.25),
    "ActivityRegularization": Plan(25, activity, [row({"l1": 0.01}, [None, 64]), row({"l2": 0.01}, [None, 64])]),
}
