"""The layers that keras.applications defines for its own models."""

from ..draw import row
from ..plan import Plan
from .merging import related


def layer_scale(draw):
    """Draws LayerScale, mostly for as many channels as there are."""
    shape = draw.image(draw.randint(0, 3))
    channels = shape[-1] if draw.chance(0.85) else draw.one(1, 4, draw.channels())
    return row({"init_values": draw.one(1e-6, 1e-5, 0.1, 1), "projection_dim": channels}, shape)


def stochastic_depth(draw):
    """Draws StochasticDepth."""
    return row({"drop_path_rate": draw.one(0.1, 0.2, 0.5, 0.0, 1)}, draw.shape(draw.randint(1, 5)))


def custom_scale(draw):
    """Draws CustomScaleLayer, mostly of two inputs that broadcast."""
    shapes = related(draw)
    return row({"scale": draw.one(0.1, 0.17, 0.2, 1.0, 2)}, (shapes * 2)[:2] if draw.chance(0.9) else shapes)


SCALE = {"init_values": 1e-6, "projection_dim": 96}
LAYER_SCALE = [
    row(SCALE, [None, 56, 56, 96]),
    row(SCALE, [None, None, None, 96]),
    row(SCALE, [None, 56, 56, 1]),
    row(SCALE, [None, 56, 56, 64]),
    row(SCALE, [None, 96]),
    row({**SCALE, "trainable": False}, [None, 96]),
    row(SCALE, {"shape": [None, 96], "dtype": "int32"}),
    row({"init_values": 0.1, "projection_dim": -1}, [None, 96]),
    row({"init_values": 0.1, "projection_dim": "8"}, [None, 8]),
    row({"init_values": 0.1, "projection_dim": None}, [None, 8]),
]
STOCHASTIC_DEPTH = [
    row({"drop_path_rate": 0.1}, [None, 56, 56, 96]),
    row({"drop_path_rate": 0.1}, {"shape": [None, 8], "dtype": "int32"}),
]
CUSTOM_SCALE = [
    row({"scale": 0.17}, [[None, 35, 35, 320], [None, 35, 35, 320]]),
    row({"scale": 0.17}, [[None, None, None, 320], [None, None, None, 320]]),
    row({"scale": 0.17}, [[None, 7, 7, 8], [None, 1, 1, 8]]),
    row({"scale": 0.17}, [[None, 7, 7, 8], [None, 7, 7, 4]]),
    row({"scale": 1.0}, [[2, 8], [3, 8]]),
    row({"scale": 1.0}, [[None, 8]]),
    row({"scale": 1.0}, [[None, 8], [None, 8], [None, 8]]),
    row({"scale": None}, [[None, 8], [None, 8]]),
]

PLANS = {
    "LayerScale": Plan(60, layer_scale, LAYER_SCALE, spoiled=0),
    "StochasticDepth": Plan(20, stochastic_depth, STOCHASTIC_DEPTH, spoiled=0),
    "CustomScaleLayer": Plan(80, custom_scale, CUSTOM_SCALE, spoiled=0),
}
