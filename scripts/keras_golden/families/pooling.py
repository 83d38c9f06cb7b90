"""Pooling: max and average, global and adaptive, in one to three dimensions."""

from ..draw import row
from ..plan import Plan


def pooling(rank):
    """Returns the draw of MaxPoolingND and AveragePoolingND."""

    def draw_pooling(draw):
        data_format = draw.one(None, None, None, "channels_last", "channels_first")
        config = {"pool_size": draw.window(rank, 1, 4)} if draw.chance(0.9) else {}
        config |= draw.some(
            {"strides": lambda: draw.window(rank, 1, 4), "padding": lambda: draw.one("valid", "same")}, 0.45
        )
        config |= draw.some({"strides": lambda: draw.one(None, 0, 5)}, 0.08)
        config |= {"data_format": data_format} if data_format else {}
        return row(config, draw.image(rank, data_format, draw.one(0, 0, 0.3)))

    return draw_pooling


def global_pooling(rank):
    """Returns the draw of GlobalMaxPoolingND and GlobalAveragePoolingND."""

    def draw_global(draw):
        config = draw.some({"data_format": lambda: draw.one("channels_last", "channels_first", None)}, 0.5)
        config |= draw.some({"keepdims": draw.flag}, 0.5)
        return row(config, draw.image(rank, unknown=draw.one(0, 0.3)))

    return draw_global


def adaptive(rank):
    """Returns the draw of AdaptiveMaxPoolingND and AdaptiveAveragePoolingND."""

    def draw_adaptive(draw):
        data_format = draw.one(None, None, "channels_last", "channels_first")
        config = {"output_size": draw.window(rank, 1, 7)}
        if rank > 1 and draw.chance(0.1):
            config["output_size"] = [None] + [draw.randint(1, 5) for _ in range(rank - 1)]
        config |= {"data_format": data_format} if data_format else {}
        return row(config, draw.image(rank, data_format, draw.one(0, 0, 0.2)))

    return draw_adaptive


WINDOWS_1D = [
    row({"pool_size": 2}, [None, 126, 32]),
    row({"pool_size": 5}, [None, None, 128]),
    row({}, [None, 10, 16]),
    row({"pool_size": 2, "strides": 1, "padding": "same"}, [None, 5, 1]),
    row({"pool_size": 3, "data_format": "channels_first"}, [None, 8, 10]),
]
WINDOWS_2D = [
    row({"pool_size": [2, 2]}, [None, 28, 28, 8]),
    row({"pool_size": [2, 2], "strides": 2}, [None, 10, 10, 16]),
    row({"pool_size": 2}, [None, 13, 13, 64]),
    row({"pool_size": 3, "strides": 2}, [None, 55, 55, 96]),
    row({"pool_size": 3, "strides": 2, "padding": "same"}, [None, 112, 112, 64]),
    row({"pool_size": 2}, [None, None, None, 32]),
    row({"pool_size": [2, 2]}, [None, 1, 1, 64]),
    row({"pool_size": [2, 2], "padding": "same"}, [None, 1, 1, 64]),
    row({"pool_size": [2, 2], "data_format": "channels_first"}, [None, 3, 32, 32]),
    row({"pool_size": [1, 2]}, [None, 7, 9, 4]),
    row({"pool_size": 2}, [None, 64]),
    row({}, [None, 8, 8, 3]),
]
WINDOWS_3D = [
    row({"pool_size": 2}, [None, 30, 30, 14, 64]),
    row({"pool_size": [1, 2, 2], "strides": [1, 2, 2]}, [None, 16, 112, 112, 64]),
    row({}, [None, 8, 8, 8, 1]),
]
GLOBAL_1D = [
    row({}, [None, 100, 64]),
    row({}, [None, None, 128]),
    row({"keepdims": True}, [None, 3, 4]),
    row({}, [None, 64]),
]
GLOBAL_2D = [
    row({}, [None, 7, 7, 512]),
    row({}, [None, None, None, 1280]),
    row({"keepdims": True}, [None, 7, 7, 2048]),
    row({"data_format": "channels_first"}, [None, 512, 7, 7]),
    row({}, [None, 512]),
]
GLOBAL_3D = [row({}, [None, 4, 5, 4, 256]), row({}, [None, 7, 7, 512])]
ADAPTIVE = {
    1: [row({"output_size": 1}, [None, 10, 8]), row({"output_size": 3}, [None, 64, 3])],
    2: [
        row({"output_size": 7}, [None, 14, 14, 3]),
        row({"output_size": [7, 5]}, [None, 28, 28, 3]),
        row({"output_size": 1}, [None, None, None, 3]),
    ],
    3: [row({"output_size": 2}, [None, 8, 8, 8, 3]), row({"output_size": [1, 2, 3]}, [None, 8, 8, 8, 3])],
}

EVERYDAY = {1: (WINDOWS_1D, GLOBAL_1D), 2: (WINDOWS_2D, GLOBAL_2D), 3: (WINDOWS_3D, GLOBAL_3D)}
COUNTS = {1: 150, 2: 200, 3: 120}


def plans(rank):
    """Returns the plans of all pooling layers of a rank."""
    windows, whole = EVERYDAY[rank]
    found = {}
    for kind in ("Max", "Average"):
        found[f"{kind}Pooling{rank}D"] = Plan(COUNTS[rank], pooling(rank), windows)
        found[f"Global{kind}Pooling{rank}D"] = Plan(45, global_pooling(rank), whole, spoiled=0.4)
        found[f"Adaptive{kind}Pooling{rank}D"] = Plan(50, adaptive(rank), ADAPTIVE[rank])
    return found


PLANS = plans(1) | plans(2) | plans(3)
