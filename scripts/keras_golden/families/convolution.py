"""Convolutions: plain, transposed, depthwise and separable, in one to three dimensions."""

from ..draw import row
from ..plan import Plan


def common(draw, rank):
    """Returns arguments that all convolutions share."""
    data_format = draw.one(None, None, None, "channels_last", "channels_first", "channels_first")
    config = {"kernel_size": draw.window(rank)}
    config |= draw.some({"strides": lambda: draw.window(rank, 1, 3)}, 0.5)
    if "strides" not in config or draw.chance(0.1):
        config |= draw.some({"dilation_rate": lambda: draw.window(rank, 1, 3)}, 0.35)
    config |= draw.some({"padding": lambda: draw.one("valid", "same", "same", "SAME")}, 0.6)
    config |= draw.some({"use_bias": draw.flag, "activation": lambda: draw.one("relu", "tanh", None)}, 0.25)
    config |= {"data_format": data_format} if data_format else {}
    return config, draw.image(rank, data_format, unknown=draw.one(0, 0, 0.3))


def conv(rank):
    """Returns the draw of ConvND."""

    def draw_conv(draw):
        config, inputs = common(draw, rank)
        config = {"filters": draw.channels(), **config}
        if rank == 1:
            config |= draw.some({"padding": lambda: "causal"}, 0.2)
        return row(grouped(draw, config, inputs), again(draw, inputs))

    return draw_conv


def grouped(draw, config, inputs):
    """Adds groups, most of which divide both channels and filters."""
    if not draw.chance(0.25):
        return config
    channels = inputs[1] if config.get("data_format") == "channels_first" else inputs[-1]
    groups = draw.one(1, 2, 3, 4, channels)
    filters = groups * draw.randint(1, 4) if draw.chance(0.8) else config["filters"]
    return {**config, "filters": filters, "groups": groups}


def again(draw, inputs):
    """Returns the inputs, now and then with None channels."""
    return [*inputs[:-1], None] if draw.chance(0.02) else inputs


def transposed(rank):
    """Returns the draw of ConvNDTranspose."""

    def draw_transposed(draw):
        config, inputs = common(draw, rank)
        config = {"filters": draw.channels(), **config}
        if draw.chance(0.35):
            strides = config.get("strides", 1)
            each = strides if isinstance(strides, list) else [strides] * rank
            drawn = [draw.randint(0, max(stride - 1, draw.one(0, 0, 1))) for stride in each]
            config["output_padding"] = drawn if draw.flag() else max(0, min(each) - 1)
        return row(config, again(draw, inputs))

    return draw_transposed


def depthwise(rank):
    """Returns the draw of DepthwiseConvND."""

    def draw_depthwise(draw):
        config, inputs = common(draw, rank)
        if "strides" in config and isinstance(config["strides"], list) and draw.chance(0.7):
            config["strides"] = config["strides"][0]
        config |= draw.some({"depth_multiplier": lambda: draw.randint(1, 4)}, 0.4)
        return row(config, again(draw, inputs))

    return draw_depthwise


def separable(rank):
    """Returns the draw of SeparableConvND."""

    def draw_separable(draw):
        question = depthwise(rank)(draw)
        question["config"] = {"filters": draw.channels(), **question["config"]}
        return question

    return draw_separable


SEQUENCE = [None, 128, 16]
PHOTO = [None, 224, 224, 3]
DIGIT = [None, 28, 28, 1]
VOLUME = [None, 16, 32, 32, 1]

CONV2D = [
    row({"filters": 32, "kernel_size": [3, 3], "activation": "relu"}, DIGIT),
    row({"filters": 64, "kernel_size": [3, 3], "activation": "relu"}, [None, 13, 13, 32]),
    row(
        {"filters": 8, "kernel_size": [5, 5], "strides": 1, "padding": "valid", "activation": "relu"}, [None, 32, 32, 3]
    ),
    row({"filters": 6, "kernel_size": 5, "activation": "tanh", "padding": "same"}, DIGIT),
    row({"filters": 64, "kernel_size": 3, "padding": "same", "activation": "relu"}, PHOTO),
    row({"filters": 64, "kernel_size": 7, "strides": 2, "padding": "same", "use_bias": False}, PHOTO),
    row({"filters": 512, "kernel_size": 3, "padding": "same"}, [None, 14, 14, 512]),
    row({"filters": 96, "kernel_size": 11, "strides": 4}, [None, 227, 227, 3]),
    row({"filters": 64, "kernel_size": 1}, [None, None, None, 256]),
    row({"filters": 32, "kernel_size": 3, "groups": 4, "padding": "same"}, [None, 28, 28, 16]),
    row({"filters": 32, "kernel_size": 3, "dilation_rate": 2, "padding": "same"}, [None, 64, 64, 8]),
    row({"filters": 8, "kernel_size": [50, 50]}, [None, 32, 32, 3]),
    row({"filters": 8, "kernel_size": 3, "kernel_regularizer": "l2", "kernel_initializer": "he_normal"}, DIGIT),
    row({"filters": 8, "kernel_size": 5, "strides": 5}, [None, 32, 32, 3]),
    row({"filters": 32, "kernel_size": 3}, [None, 28, 28]),
    row({"filters": 32, "kernel_size": 3}, [None, 784]),
    row({"filters": 32, "kernel_size": 3, "lora_rank": 2}, DIGIT),
    row({"filters": 16, "kernel_size": 3, "trainable": False}, DIGIT),
    row({"filters": 16, "kernel_size": 3, "name": "conv1_conv", "dtype": "mixed_float16"}, DIGIT),
    row({"filters": 16, "kernel_size": 3, "input_shape": [28, 28, 1]}, DIGIT),
    row({"filters": 4, "kernel_size": 3}, [None, None, None, None]),
]
CONV1D = [
    row({"filters": 32, "kernel_size": 3, "activation": "relu"}, SEQUENCE),
    row({"filters": 128, "kernel_size": 7, "padding": "valid", "strides": 3}, [None, None, 128]),
    row({"filters": 32, "kernel_size": 2, "padding": "causal", "dilation_rate": 4}, SEQUENCE),
    row({"filters": 32, "kernel_size": 3, "padding": "causal", "strides": 2}, SEQUENCE),
    row({"filters": 32, "kernel_size": 3, "padding": "causal", "data_format": "channels_first"}, SEQUENCE),
    row({"filters": 250, "kernel_size": 3}, [None, 400, 50]),
    row({"filters": 64, "kernel_size": 3}, [None, 100]),
    row({"filters": 64, "kernel_size": [3]}, [None, None, 1]),
]
CONV3D = [
    row({"filters": 64, "kernel_size": 3, "activation": "relu"}, [None, 32, 32, 16, 1]),
    row({"filters": 8, "kernel_size": [3, 3, 3], "padding": "same", "strides": [1, 2, 2]}, VOLUME),
    row({"filters": 8, "kernel_size": 3}, [None, 32, 32, 3]),
]
TRANSPOSED = [
    row({"filters": 64, "kernel_size": 3, "strides": 2, "padding": "same", "activation": "relu"}, [None, 7, 7, 64]),
    row({"filters": 1, "kernel_size": 3, "padding": "same", "activation": "sigmoid"}, [None, 28, 28, 32]),
    row({"filters": 128, "kernel_size": [4, 4], "strides": [2, 2], "padding": "same"}, [None, 7, 7, 128]),
    row({"filters": 32, "kernel_size": 2, "strides": 2}, [None, 16, 16, 64]),
    row({"filters": 32, "kernel_size": 3, "strides": 2, "output_padding": 1, "padding": "same"}, [None, 16, 16, 64]),
    row({"filters": 32, "kernel_size": 3, "strides": 2, "output_padding": 2}, [None, 16, 16, 64]),
    row({"filters": 32, "kernel_size": 3, "strides": 1, "output_padding": 0}, [None, None, None, 64]),
    row({"filters": 32, "kernel_size": 2, "strides": 3}, [None, 5, 5, 2]),
]
TRANSPOSED_1D = [
    row({"filters": 32, "kernel_size": 7, "padding": "same", "strides": 2, "activation": "relu"}, [None, 72, 16]),
    row({"filters": 8, "kernel_size": 3}, [None, None, 16]),
]
TRANSPOSED_3D = [row({"filters": 8, "kernel_size": 2, "strides": 2}, [None, 4, 8, 8, 16])]
DEPTHWISE = [
    row({"kernel_size": 3, "padding": "same", "use_bias": False}, [None, 112, 112, 32]),
    row({"kernel_size": 3, "strides": [2, 2], "padding": "valid"}, [None, 113, 113, 64]),
    row({"kernel_size": [3, 3], "depth_multiplier": 4, "activation": "relu"}, [None, 12, 12, 3]),
    row({"kernel_size": 3, "strides": [1, 2]}, [None, 12, 12, 3]),
]
DEPTHWISE_1D = [row({"kernel_size": 3, "depth_multiplier": 3, "activation": "relu"}, [None, 10, 12])]
SEPARABLE = [
    row({"filters": 128, "kernel_size": 3, "padding": "same"}, [None, 74, 74, 64]),
    row({"filters": 32, "kernel_size": [3, 3], "activation": "relu", "depth_multiplier": 2}, [None, 28, 28, 3]),
]
SEPARABLE_1D = [row({"filters": 4, "kernel_size": 3, "activation": "relu"}, [None, 10, 12])]

PLANS = {
    "Conv1D": Plan(350, conv(1), CONV1D),
    "Conv2D": Plan(450, conv(2), CONV2D),
    "Conv3D": Plan(200, conv(3), CONV3D),
    "Conv1DTranspose": Plan(200, transposed(1), TRANSPOSED_1D),
    "Conv2DTranspose": Plan(250, transposed(2), TRANSPOSED),
    "Conv3DTranspose": Plan(120, transposed(3), TRANSPOSED_3D),
    "DepthwiseConv1D": Plan(150, depthwise(1), DEPTHWISE_1D),
    "DepthwiseConv2D": Plan(200, depthwise(2), DEPTHWISE),
    "SeparableConv1D": Plan(150, separable(1), SEPARABLE_1D),
    "SeparableConv2D": Plan(200, separable(2), SEPARABLE),
}
