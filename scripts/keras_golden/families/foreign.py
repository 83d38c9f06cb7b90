"""Layers around foreign code, which need files or packages that are not there when this runs.

Their rows of ImportError, ModuleNotFoundError and OSError say only that; the rows with
missing or unknown arguments say more.
"""

from ..draw import row
from ..plan import Plan

IDENTITY = {"lambda": "lambda x: x"}


def foreign(**required):
    """Returns the draw of a layer whose required arguments have these values."""

    def draw_foreign(draw):
        given = {name: value for name, value in required.items() if draw.chance(0.75)}
        return row({**given, **draw.some({"name": lambda: draw.one("x", 3), "units": lambda: 3}, 0.25)}, draw.shape(2))

    return draw_foreign


PLANS = {
    "TFSMLayer": Plan(15, foreign(filepath="missing", call_endpoint="serve")),
    "TorchModuleWrapper": Plan(15, foreign(module=None)),
    "JaxLayer": Plan(15, foreign(call_fn=IDENTITY, seed=3)),
    "FlaxLayer": Plan(15, foreign(module=None, method="apply")),
}
