"""Activation layers."""

from ..draw import row, tensor
from ..plan import Plan

NAMES = [
    "celu", "elu", "exponential", "gelu", "glu", "hard_shrink", "hard_sigmoid", "hard_silu", "hard_swish",
    "hard_tanh", "leaky_relu", "linear", "log_sigmoid", "log_softmax", "mish", "relu", "relu6", "selu",
    "sigmoid", "silu", "soft_shrink", "softmax", "softplus", "softsign", "sparse_plus", "sparse_sigmoid",
    "sparsemax", "squareplus", "swish", "tanh", "tanh_shrink", "threshold",
]  # fmt: skip


def activation(draw):
    """Draws Activation by any of Keras's names, or by a name that it does not have."""
    name = draw.choice(NAMES) if draw.chance(0.75) else draw.one("Relu", "lrelu", "prelu", None, "crelu", 3, "")
    return row({"activation": name}, draw.shape(draw.randint(1, 5)))


def relu(draw):
    """Draws ReLU."""
    options = {
        "max_value": lambda: draw.one(6, 6.0, 1.5, None, -1.0),
        "negative_slope": lambda: draw.one(0.0, 0.2, -0.1, None),
        "threshold": lambda: draw.one(0.0, 1.0, 0.5, -1),
    }
    return row(draw.some(options), draw.shape(draw.randint(1, 5)))


def leaky(draw):
    """Draws LeakyReLU."""
    options = {
        "negative_slope": lambda: draw.one(0.1, 0.2, 0, 1.0, -0.1, None),
        "alpha": lambda: draw.one(0.2, 0.3, -1),
    }
    return row(draw.some(options), draw.shape(draw.randint(1, 5)))


def elu(draw):
    """Draws ELU."""
    return row(draw.some({"alpha": lambda: draw.one(1.0, 0.5, -1.0, 2)}), draw.shape(draw.randint(1, 5)))


def softmax(draw):
    """Draws Softmax, with one axis or several, in range or not."""
    rank = draw.randint(1, 5)
    axes = lambda: draw.one(draw.axis(rank), draw.axis(rank), [draw.axis(rank), draw.axis(rank)], rank, None)
    call = {"mask": tensor(*[None] * rank, dtype="bool")} if draw.chance(0.15) else None
    return row(draw.some({"axis": axes}, 0.7), draw.shape(rank), call)


def prelu(draw):
    """Draws PReLU: its weight has the input's shape but for the shared axes."""
    rank = draw.randint(2, 5)
    shape = draw.shape(rank, draw.one(0, 0, 0.2))
    axes = lambda: draw.one(list(range(1, rank - 1)), draw.randrange(rank), [draw.randint(1, rank)], [1, 2], None, [])
    return row(draw.some({"shared_axes": axes}, 0.6), shape)


ANY = [None, 64]
PRELU = [
    row({}, [None, 64]),
    row({"shared_axes": [1, 2]}, [None, 28, 28, 32]),
    row({}, [None, 28, 28, 32]),
    row({"shared_axes": [1, 2]}, [None, None, None, 32]),
    row({}, [None, None, None, 32]),
    row({"alpha_initializer": "he_normal"}, [None, 10]),
]
PLANS = {
    "Activation": Plan(90, activation, [row({"activation": name}, [None, 4, 6]) for name in NAMES], spoiled=0.25),
    "ReLU": Plan(60, relu, [row({}, [None, 28, 28, 32]), row({"max_value": 6.0}, [None, 112, 112, 32])], spoiled=0.2),
    "LeakyReLU": Plan(
        40, leaky, [row({}, ANY), row({"negative_slope": 0.2}, ANY), row({"alpha": 0.2}, ANY)], spoiled=0.2
    ),
    "ELU": Plan(20, elu, [row({}, ANY), row({"alpha": 0.5}, ANY)]),
    "Softmax": Plan(
        60, softmax, [row({}, [None, 10]), row({"axis": -1}, [None, 5, 10]), row({"axis": 1}, [None, 5, 10])]
    ),
    "PReLU": Plan(90, prelu, PRELU),
}
