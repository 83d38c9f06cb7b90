"""Recurrent layers, their cells, and the wrappers over time."""

from ..draw import layer, row, tensor
from ..plan import Plan


def options(draw, probability=0.18):
    """Returns the flags that recurrent layers share."""
    return draw.some(
        {
            "return_sequences": draw.flag,
            "return_state": draw.flag,
            "go_backwards": draw.flag,
            "stateful": lambda: draw.chance(0.4),
            "unroll": draw.flag,
            "use_bias": draw.flag,
            "dropout": lambda: draw.one(0.2, 0.5, 1.5, -1),
            "recurrent_dropout": lambda: draw.one(0.2, 0.5),
            "activation": lambda: draw.one("relu", "tanh", None, "sigmoid"),
        },
        probability,
    )


SPECIAL = {
    "SimpleRNN": {},
    "LSTM": {
        "unit_forget_bias": [True, False],
        "recurrent_activation": ["hard_sigmoid", "sigmoid"],
        "use_cudnn": ["auto", False],
    },
    "GRU": {"reset_after": [True, False], "recurrent_activation": ["sigmoid", None], "implementation": [1, 2]},
}
STATES = {"SimpleRNN": 1, "LSTM": 2, "GRU": 1}


def sequence(draw):
    """Returns a shape of batch, time and features, the features mostly defined."""
    return [draw.batch(), draw.maybe(draw.size(), 0.3), draw.maybe(draw.channels(), 0.04)]


def recurrent(name):
    """Returns the draw of SimpleRNN, LSTM or GRU."""

    def draw_recurrent(draw):
        config = {"units": draw.channels(), **options(draw)}
        config |= draw.some(
            {key: lambda values=values: draw.choice(values) for key, values in SPECIAL[name].items()}, 0.15
        )
        if draw.chance(0.12):
            config |= {"return_sequences": True, "return_state": True}
        inputs = sequence(draw)
        return row(config, inputs, called(draw, inputs[0], config["units"], STATES[name]))

    return draw_recurrent


def called(draw, batch, units, count):
    """Returns further arguments of the call: initial states, a mask, training."""
    if draw.chance(0.08):
        states = [tensor(batch, units) for _ in range(count)]
        return {"initial_state": states if count > 1 or draw.flag() else states[0]}
    return {"training": draw.flag()} if draw.chance(0.05) else None


CELLS = {"SimpleRNNCell": 1, "LSTMCell": 2, "GRUCell": 1}


def cell(name):
    """Returns the draw of a cell, called on one step and its states."""

    def draw_cell(draw):
        units, batch = draw.channels(), draw.batch()
        chosen = options(draw)
        kept = {key: chosen[key] for key in chosen.keys() & {"use_bias", "dropout", "recurrent_dropout", "activation"}}
        states = [tensor(batch, draw.one(*[units] * 9, 5)) for _ in range(CELLS[name])]
        return row({"units": units, **dict(sorted(kept.items()))}, [batch, draw.channels()], {"states": states})

    return draw_cell


def any_cell(draw):
    """Returns the form of a cell, or of something that is none."""
    units = draw.one(2, 3, 4, 8)
    name = draw.one("SimpleRNNCell", "LSTMCell", "LSTMCell", "GRUCell")
    return layer(name, units=units) if draw.chance(0.95) else layer("Dense", units=units)


def rnn(draw):
    """Draws RNN of one cell, of a list of cells, or of StackedRNNCells."""
    cells = [any_cell(draw) for _ in range(draw.randint(1, 3))]
    chosen = draw.one(any_cell(draw), cells, layer("StackedRNNCells", cells=cells))
    flags = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll")
    config = {key: value for key, value in options(draw).items() if key in flags}
    return row({"cell": chosen, **config}, sequence(draw))


def states_of(form, batch):
    """Returns the states that a cell's form asks for."""
    sizes = [tensor(batch, form["config"]["units"])]
    return sizes * 2 if form["layer"] == "LSTMCell" else sizes


def stacked(draw):
    """Draws StackedRNNCells, called on one step and the states of each cell."""
    cells, batch = [any_cell(draw) for _ in range(draw.randint(1, 3))], draw.batch()
    states = [states_of(each, batch) for each in cells]
    return row({"cells": cells}, [batch, draw.channels()], {"states": states})


def inner(draw):
    """Returns a recurrent layer for Bidirectional, or something that is none."""
    name = draw.one("LSTM", "LSTM", "GRU", "SimpleRNN")
    config = {
        "units": draw.one(2, 3, 4, 8, 16),
        **draw.some({"return_sequences": draw.flag, "return_state": draw.flag}, 0.35),
    }
    config |= draw.some(
        {"stateful": draw.flag, "go_backwards": draw.flag, "dropout": lambda: 0.2, "unroll": draw.flag}, 0.05
    )
    if draw.chance(0.06):
        return draw.one(
            layer("Dense", units=4),
            layer("RNN", cell=layer("LSTMCell", units=4)),
            5,
            layer("Conv1D", filters=2, kernel_size=3),
        )
    return layer(name, **config)


def bidirectional(draw):
    """Draws Bidirectional with every merge mode and, now and then, its own backward layer."""
    form = inner(draw)
    modes = {"merge_mode": lambda: draw.one("concat", "sum", "mul", "ave", None, None, "max", "")}
    config = {"layer": form, **draw.some(modes, 0.6)}
    if draw.chance(0.15) and isinstance(form, dict):
        other = inner(draw) if draw.chance(0.4) else layer(form["layer"], **form["config"])
        backwards = {"go_backwards": True} if draw.chance(0.8) else {}
        config["backward_layer"] = (
            other if not isinstance(other, dict) else layer(other["layer"], **{**other["config"], **backwards})
        )
    return row(config, sequence(draw))


TIMED = [
    (layer("Dense", units=4), 3),
    (layer("Dense", units=4), 4),
    (layer("Dense", units=4), 2),
    (layer("Conv2D", filters=4, kernel_size=3), 5),
    (layer("Conv2D", filters=4, kernel_size=3, padding="same"), 5),
    (layer("MaxPooling2D"), 5),
    (layer("Flatten"), 4),
    (layer("Flatten"), 5),
    (layer("Dropout", rate=0.3), 3),
    (layer("BatchNormalization"), 4),
    (layer("LSTM", units=4), 4),
    (layer("Conv1D", filters=3, kernel_size=2), 4),
    (layer("Embedding", input_dim=10, output_dim=3), 3),
    (layer("Activation", activation="relu"), 3),
    (layer("GlobalAveragePooling2D"), 5),
    (layer("Reshape", target_shape=[-1]), 4),
    (layer("Conv2D", filters=4, kernel_size=3), 4),
    (layer("TimeDistributed", layer=layer("Dense", units=2)), 4),
    (5, 3),
    (layer("LayerNormalization"), 3),
]


def time_distributed(draw):
    """Draws TimeDistributed over layers that people distribute."""
    form, rank = draw.choice(TIMED)
    return row({"layer": form}, draw.shape(rank, draw.one(0, 0, 0.2)))


def conv_lstm(rank):
    """Returns the draw of ConvLSTMND."""

    def draw_conv_lstm(draw):
        data_format = draw.one(None, None, None, "channels_first")
        config = {"filters": draw.one(1, 2, 3, 4, 8), "kernel_size": draw.window(rank, 1, 3)}
        config |= draw.some(
            {"padding": lambda: draw.one("valid", "same"), "strides": lambda: draw.window(rank, 1, 2)}, 0.4
        )
        config |= draw.some({"dilation_rate": lambda: draw.window(rank, 1, 2)}, 0.1)
        config |= draw.some({"return_sequences": draw.flag, "return_state": draw.flag}, 0.3)
        config |= draw.some(
            {"use_bias": draw.flag, "dropout": lambda: 0.2, "stateful": draw.flag, "go_backwards": draw.flag}, 0.1
        )
        config |= {"data_format": data_format} if data_format else {}
        image = draw.image(rank, data_format, draw.one(0, 0, 0.15))
        return row(config, [image[0], draw.maybe(draw.one(1, 3, 10), 0.2), *image[1:]])

    return draw_conv_lstm


WORDS = [None, 100, 32]
EVERYDAY = [
    row({"units": 32}, WORDS),
    row({"units": 64, "return_sequences": True}, [None, None, 128]),
    row({"units": 50, "activation": "relu"}, [None, 3, 1]),
    row({"units": 4, "return_sequences": True, "return_state": True}, [None, 10, 8]),
    row({"units": 4, "return_state": True}, [None, None, 8]),
    row({"units": 4, "stateful": True}, [8, 10, 8]),
    row({"units": 4, "stateful": True}, [None, 10, 8]),
    row({"units": 4, "unroll": True}, [None, None, 8]),
    row({"units": 64}, [None, 100]),
    row({"units": 64}, [None, 100, None]),
    row({"units": 128, "dropout": 0.2, "recurrent_dropout": 0.2}, [None, 80, 128]),
    row({"units": 10, "input_shape": [10, 1]}, [None, 10, 1]),
    row({"units": 4, "trainable": False}, WORDS),
]
BIDIRECTIONAL = [
    row({"layer": layer("LSTM", units=64)}, [None, 100, 128]),
    row({"layer": layer("LSTM", units=64, return_sequences=True)}, [None, None, 128]),
    row({"layer": layer("GRU", units=32, return_sequences=True), "merge_mode": "sum"}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8, return_state=True)}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8), "merge_mode": None}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8), "merge_mode": "add"}, [None, 10, 16]),
    row({"layer": layer("Dense", units=8)}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8), "backward_layer": layer("GRU", units=8, go_backwards=True)}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8), "backward_layer": layer("LSTM", units=8)}, [None, 10, 16]),
    row({"layer": layer("RNN", cell=layer("GRUCell", units=8))}, [None, 10, 16]),
    row({"layer": layer("LSTM", units=8)}, [None, 16]),
]
TIME = [
    row({"layer": layer("Dense", units=8)}, [None, 10, 16]),
    row({"layer": layer("Conv2D", filters=64, kernel_size=3)}, [None, 10, 128, 128, 3]),
    row({"layer": layer("Flatten")}, [None, 10, 4, 4, 8]),
    row({"layer": layer("Dense", units=8)}, [None, 16]),
    row({"layer": layer("Dense", units=8)}, [None, None, 16]),
]
RNN = [
    row({"cell": layer("LSTMCell", units=32)}, [None, 10, 8]),
    row({"cell": [layer("LSTMCell", units=4), layer("GRUCell", units=5)]}, [None, None, 8]),
    row({"cell": [layer("LSTMCell", units=4), layer("GRUCell", units=5)], "return_state": True}, [None, 10, 8]),
    row({"cell": layer("SimpleRNNCell", units=4), "return_sequences": True, "return_state": True}, [None, 10, 8]),
    row({"cell": layer("Dense", units=4)}, [None, 10, 8]),
]
CONV_LSTM = {
    1: [row({"filters": 4, "kernel_size": 3}, [None, 10, 32, 3])],
    2: [
        row(
            {"filters": 64, "kernel_size": [5, 5], "padding": "same", "return_sequences": True}, [None, None, 64, 64, 1]
        ),
        row({"filters": 40, "kernel_size": [3, 3], "padding": "same"}, [None, 10, 40, 40, 1]),
    ],
    3: [row({"filters": 2, "kernel_size": 3}, [None, 4, 8, 8, 8, 1])],
}

PLANS = {
    "SimpleRNN": Plan(160, recurrent("SimpleRNN"), EVERYDAY, spoiled=0.25),
    "LSTM": Plan(260, recurrent("LSTM"), EVERYDAY, spoiled=0.25),
    "GRU": Plan(230, recurrent("GRU"), EVERYDAY, spoiled=0.25),
    "Bidirectional": Plan(220, bidirectional, BIDIRECTIONAL, spoiled=0.12),
    "TimeDistributed": Plan(180, time_distributed, TIME, spoiled=0.15),
    "RNN": Plan(130, rnn, RNN, spoiled=0.15),
    "SimpleRNNCell": Plan(35, cell("SimpleRNNCell"), spoiled=0.25),
    "LSTMCell": Plan(45, cell("LSTMCell"), spoiled=0.25),
    "GRUCell": Plan(45, cell("GRUCell"), spoiled=0.25),
    "StackedRNNCells": Plan(40, stacked, spoiled=0.15),
    "ConvLSTM1D": Plan(90, conv_lstm(1), CONV_LSTM[1], spoiled=0.25),
    "ConvLSTM2D": Plan(110, conv_lstm(2), CONV_LSTM[2], spoiled=0.25),
    "ConvLSTM3D": Plan(60, conv_lstm(3), CONV_LSTM[3], spoiled=0.25),
}
