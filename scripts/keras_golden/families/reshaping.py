"""Reshaping: Flatten, Reshape, Permute, RepeatVector, padding, cropping and up-sampling."""

import math

from ..draw import row
from ..plan import Plan


def flatten(draw):
    """Draws Flatten of any rank, None sizes included."""
    config = draw.some({"data_format": lambda: draw.one("channels_last", "channels_first", None)}, 0.35)
    return row(config, draw.shape(draw.randint(1, 5), draw.one(0, 0.3)))


def reshape(draw):
    """Draws Reshape to factors of the input's size, some with -1, some that do not fit."""
    shape = [draw.batch(), *(draw.one(1, 2, 3, 4, 6, 8, 12) for _ in range(draw.randint(1, 4)))]
    target = factors(draw, math.prod(shape[1:]))
    if draw.chance(0.35):
        target[draw.randrange(len(target))] = -1
    if draw.chance(0.2):
        target[draw.randrange(len(target))] = draw.one(-1, 5, 0, None, -2, 1)
    if draw.chance(0.2):
        shape[draw.randrange(1, len(shape))] = None
    return row({"target_shape": target if draw.chance(0.95) else target[0]}, shape)


def factors(draw, size):
    """Returns a random sequence of sizes whose product is `size`."""
    parts = []
    while draw.chance(0.7) and len(parts) < 4:
        part = draw.choice([each for each in range(1, size + 1) if size % each == 0])
        parts.append(part)
        size //= part
    draw.shuffle(parts)
    return [*parts, size]


def permute(draw):
    """Draws Permute, most orders being permutations of 1 to n."""
    rank = draw.randint(2, 5)
    dims = draw.sample(range(1, rank), rank - 1)
    if draw.chance(0.2):
        dims[draw.randrange(len(dims))] = draw.one(0, 1, rank, -1)
    return row({"dims": dims}, draw.shape(rank))


def repeat(draw):
    """Draws RepeatVector."""
    return row({"n": draw.one(1, 2, 3, 10, 28, 0, -1)}, draw.shape(2))


def pair(draw, low, high):
    """Returns an amount for both sides or a pair of amounts."""
    return draw.one(draw.randint(low, high), [draw.randint(low, high), draw.randint(low, high)])


def sides(draw, rank, low, high):
    """Returns padding or cropping in each form that Keras takes: number, numbers, pairs."""
    if rank == 1:
        return pair(draw, low, high)
    numbers = [draw.randint(low, high) for _ in range(rank)]
    pairs = [[draw.randint(low, high), draw.randint(low, high)] for _ in range(rank)]
    return draw.one(draw.randint(low, high), numbers, pairs, pairs, [numbers[0], *pairs[1:]])


def edges(name, rank):
    """Returns the draw of ZeroPaddingND (padding) and CroppingND (cropping)."""

    def draw_edges(draw):
        data_format = draw.one(None, None, "channels_last", "channels_first") if rank > 1 or name == "padding" else None
        config = {name: sides(draw, rank, 0, 3)} if draw.chance(0.92) else {}
        config |= {"data_format": data_format} if data_format else {}
        return row(config, draw.image(rank, data_format, draw.one(0, 0, 0.3)))

    return draw_edges


def up_sampling(rank):
    """Returns the draw of UpSamplingND."""

    def draw_up(draw):
        data_format = draw.one(None, None, "channels_last", "channels_first") if rank > 1 else None
        config = {"size": draw.window(rank, 1, 4)} if draw.chance(0.9) else {}
        config |= {"data_format": data_format} if data_format else {}
        if rank == 2:
            methods = lambda: draw.one("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5", "area", "BILINEAR")
            config |= draw.some({"interpolation": methods}, 0.5)
        return row(config, draw.image(rank, data_format, draw.one(0, 0, 0.3)))

    return draw_up


RESHAPE = [
    row({"target_shape": [28, 28, 1]}, [None, 784]),
    row({"target_shape": [7, 7, 128]}, [None, 6272]),
    row({"target_shape": [-1, 64]}, [None, 7, 7, 64]),
    row({"target_shape": [-1]}, [None, 4, 4, 2]),
    row({"target_shape": [28, 28]}, [None, 28, 28, 1]),
    row({"target_shape": [-1, 2, 2]}, [None, 12]),
    row({"target_shape": [28, 28, 3]}, [None, 784]),
    row({"target_shape": [-1, 4]}, [None, None, 8]),
    row({"target_shape": [4, 4]}, [None, None]),
    row({"target_shape": [-1, -1]}, [None, 12]),
    row({"target_shape": [10, 64], "input_shape": [640]}, [None, 640]),
    row({"target_shape": []}, [None, 1]),
]
FLATTEN = [
    row({}, [None, 5, 5, 16]),
    row({}, [None, 28, 28]),
    row({}, [None, 64]),
    row({}, [None]),
    row({}, [None, None, 64]),
    row({}, [32, 4, 4]),
    row({"data_format": "channels_first"}, [None, 3, 8, 8]),
    row({"data_format": "channels_first"}, [None, None, 8, 8]),
    row({"input_shape": [28, 28]}, [None, 28, 28]),
]
PERMUTE = [
    row({"dims": [2, 1]}, [None, 10, 64]),
    row({"dims": [3, 1, 2]}, [None, 28, 14, 3]),
    row({"dims": [1, 3]}, [None, 3, 4]),
    row({"dims": [0, 1]}, [None, 3]),
    row({"dims": [1, 2]}, [None, 3, 4, 5]),
]
PADDING_1D = [row({"padding": 1}, [None, 10, 4]), row({"padding": [2, 0]}, [None, 10, 4]), row({}, [None, None, 4])]
PADDING_2D = [
    row({"padding": 1}, [None, 28, 28, 3]),
    row({"padding": [3, 3]}, [None, 224, 224, 3]),
    row({"padding": [[0, 1], [0, 1]]}, [None, 112, 112, 64]),
    row({"padding": [[3, 3], [3, 3]]}, [None, None, None, 3]),
    row({"padding": 1, "data_format": "channels_first"}, [None, 3, 28, 28]),
    row({"padding": [1, 2, 3, 4]}, [None, 28, 28, 3]),
]
PADDING_3D = [row({"padding": 2}, [None, 8, 8, 8, 1]), row({}, [None, 8, 8, 8, 1])]
CROPPING_1D = [row({"cropping": 1}, [None, 10, 4]), row({}, [None, 2, 4]), row({"cropping": [5, 5]}, [None, 10, 4])]
CROPPING_2D = [
    row({"cropping": [[2, 2], [4, 4]]}, [None, 28, 28, 3]),
    row({"cropping": [[50, 20], [0, 0]]}, [None, 160, 320, 3]),
    row({"cropping": 1}, [None, 2, 2, 3]),
    row({"cropping": [16, 16]}, [None, 28, 28, 3]),
    row({"cropping": [[1, 1], [1, 1]]}, [None, None, None, 64]),
]
CROPPING_3D = [row({"cropping": [[2, 4], [2, 2], [1, 0]]}, [None, 28, 28, 10, 3]), row({}, [None, 5, 5, 5, 1])]
UP_1D = [row({"size": 2}, [None, 10, 4]), row({}, [None, None, 4])]
UP_2D = [
    row({"size": [2, 2]}, [None, 7, 7, 64]),
    row({}, [None, 14, 14, 32]),
    row({"size": 2, "interpolation": "bilinear"}, [None, 14, 14, 32]),
    row({"size": 4, "interpolation": "bilinear", "data_format": "channels_first"}, [None, 3, 8, 8]),
    row({"size": 2}, [None, None, None, 32]),
    row({"size": [1, 2, 3]}, [None, 14, 14, 32]),
]
UP_3D = [row({"size": [2, 2, 2]}, [None, 4, 8, 8, 16]), row({}, [None, 4, 4, 4, 1])]

PLANS = {
    "Flatten": Plan(90, flatten, FLATTEN, spoiled=0.25),
    "Reshape": Plan(260, reshape, RESHAPE, spoiled=0.2),
    "Permute": Plan(110, permute, PERMUTE, spoiled=0.25),
    "RepeatVector": Plan(40, repeat, [row({"n": 10}, [None, 64]), row({"n": 3}, [None, 4, 5])]),
    "ZeroPadding1D": Plan(70, edges("padding", 1), PADDING_1D),
    "ZeroPadding2D": Plan(120, edges("padding", 2), PADDING_2D),
    "ZeroPadding3D": Plan(80, edges("padding", 3), PADDING_3D),
    "Cropping1D": Plan(70, edges("cropping", 1), CROPPING_1D),
    "Cropping2D": Plan(120, edges("cropping", 2), CROPPING_2D),
    "Cropping3D": Plan(80, edges("cropping", 3), CROPPING_3D),
    "UpSampling1D": Plan(50, up_sampling(1), UP_1D),
    "UpSampling2D": Plan(100, up_sampling(2), UP_2D),
    "UpSampling3D": Plan(60, up_sampling(3), UP_3D),
}
