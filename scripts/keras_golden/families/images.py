"""Resizing, cropping and augmentation of images; arguments are drawn by their names."""

import inspect

from ..draw import row, typed
from ..plan import Plan

FACTORS = [
    0.1,
    0.2,
    0.5,
    0.5,
    1.0,
    [0.1, 0.3],
    [0.2, 0.2],
    [0.0, 1.0],
    0,
    -0.3,
    1.5,
    [-0.2, 0.3],
    [0.3, 0.1],
    [0.1],
    "a",
    None,
]
VALUES = {
    "height": [4, 8, 16, 224, 1, 0, -1, 2.5],
    "width": [4, 8, 12, 224, 1, 0],
    "factor": FACTORS,
    "x_factor": FACTORS,
    "y_factor": FACTORS,
    "height_factor": FACTORS,
    "width_factor": FACTORS,
    "brightness_factor": FACTORS,
    "contrast_factor": FACTORS,
    "saturation_factor": FACTORS,
    "hue_factor": FACTORS,
    "addition_factor": FACTORS,
    "threshold_factor": FACTORS,
    "scale": [1.0, 0.5, [0.02, 0.33], [0.1, 0.2], 2.0, [0.5], "a"],
    "value_range": [[0, 255], [0, 1], [0.0, 1.0], [-1, 1], [0, 1, 2], 255, "a"],
    "interpolation": ["nearest", "bilinear", "bilinear", "bicubic", "lanczos3", "area", "linear"],
    "fill_mode": ["reflect", "constant", "wrap", "nearest", "zeros"],
    "fill_value": [0.0, 1, None],
    "mode": ["horizontal", "vertical", "horizontal_and_vertical", "diagonal"],
    "data_format": ["channels_last", "channels_last", "channels_first"],
    "seed": [42, None, 1337, "a"],
    "crop_to_aspect_ratio": [True, False],
    "pad_to_aspect_ratio": [True, False],
    "antialias": [True, False],
    "num_chains": [1, 3],
    "chain_depth": [1, 3, -1],
    "num_ops": [1, 2, 5],
    "alpha": [0.2, 1.0],
    "bins": [16, 256],
    "clip_limit": [4.0, 2],
    "tile_grid_size": [[8, 8], [2, 2], 4],
    "kernel_size": [3, 5, [3, 5], 2, 1],
    "sigma": [1.0, 0.5, [0.1, 2.0], 2],
    "all_ops": [True, False],
    "max_number": [1, 4, 10],
}
SPECIAL = {
    ("RandomPosterization", "factor"): [1, 4, 8, [2, 5], 0, 9, 0.5],
}


def image_layer(name):
    """Returns the draw of one of keras.layers' image layers."""

    def draw_image_layer(draw):
        import keras

        parameters = inspect.signature(getattr(keras.layers, name)).parameters.values()
        config = {each.name: value(draw, name, each.name) for each in parameters if wanted(draw, each)}
        return row(
            config, images(draw, config.get("data_format")), {"training": draw.flag()} if draw.chance(0.1) else None
        )

    return draw_image_layer


def wanted(draw, parameter):
    """Whether to give an argument: required ones always."""
    return parameter.name in VALUES and (parameter.default is parameter.empty or draw.chance(0.2))


def value(draw, name, parameter):
    """Returns a value, mostly one of the first half of its list, where the legal ones are."""
    values = SPECIAL.get((name, parameter), VALUES[parameter])
    return draw.choice(values[: (len(values) + 1) // 2] if draw.chance(0.7) else values)


def images(draw, data_format):
    """Returns a batch of images, or one image, or a dict of images and labels."""
    space = [draw.maybe(draw.one(4, 8, 10, 16, 32), 0.06) for _ in range(2)]
    channels = draw.one(3, 3, 3, 1)
    shape = [channels, *space] if data_format == "channels_first" else [*space, channels]
    batched = [draw.batch(), *shape]
    kinds = [batched] * 7 + [
        shape,
        typed(batched, "uint8"),
        typed(batched, "int32"),
        {"images": batched, "labels": [batched[0], 10]},
    ]
    return draw.choice(kinds)


def boxes(draw):
    """Draws MaxNumBoundingBoxes, called on a dict with bounding boxes."""
    batch, count = draw.batch(), draw.one(5, None, 2)
    inside = {"boxes": [batch, count, 4], "labels": [batch, count]}
    inputs = {"images": [batch, 8, 8, 3], "bounding_boxes": inside}
    options = {
        "bounding_box_format": lambda: draw.one("xyxy", "xywh", "rel_xyxy"),
        "fill_value": lambda: draw.one(-1, 0),
    }
    config = {"max_number": draw.one(1, 4, 10), **draw.some(options, 0.4)}
    return row(config, draw.one(inputs, inputs, inputs["images"]))


def sized(draw):
    """Draws RandomHeight and RandomWidth of tf.keras.layers."""
    options = {"interpolation": lambda: draw.one("nearest", "bilinear", "linear"), "seed": lambda: 3}
    factor = draw.one(0.2, [0.2, 0.3], [-0.2, 0.3], 1.5, -0.5, [0.3, 0.2], [-1.5, 0.2], 0, "a")
    return row({"factor": factor, **draw.some(options, 0.3)}, draw.one(draw.image(2), draw.shape(3)))


def thresholded(draw):
    """Draws ThresholdedReLU of tf.keras.layers."""
    return row(draw.some({"theta": lambda: draw.one(1.0, 0, -1, None, 2.5)}, 0.8), draw.shape(draw.randint(1, 4)))


PHOTO = [None, 32, 32, 3]
EVERYDAY = {
    "RandomFlip": [{"mode": "horizontal"}, {}],
    "RandomRotation": [{"factor": 0.1}, {"factor": [-0.2, 0.3]}],
    "RandomZoom": [{"height_factor": 0.2}, {"height_factor": [-0.3, -0.2], "width_factor": 0.1}],
    "RandomTranslation": [{"height_factor": 0.1, "width_factor": 0.1}],
    "RandomContrast": [{"factor": 0.2}],
    "RandomBrightness": [{"factor": 0.2}, {"factor": 0.2, "value_range": [0, 1]}],
    "RandomCrop": [{"height": 24, "width": 24}],
    "CenterCrop": [{"height": 24, "width": 24}],
    "Resizing": [{"height": 24, "width": 24}, {"height": 224, "width": 224, "interpolation": "nearest"}],
    "RandomGaussianBlur": [{"kernel_size": 3, "sigma": 0.5}],
    "RandomErasing": [{"factor": 0.5}],
}
NAMES = [
    "AugMix",
    "AutoContrast",
    "CenterCrop",
    "ContrastLimitedAdaptiveHistogramEqualization",
    "CutMix",
    "Equalization",
    "MixUp",
    "RandAugment",
    "RandomBrightness",
    "RandomColorDegeneration",
    "RandomColorJitter",
    "RandomContrast",
    "RandomCrop",
    "RandomElasticTransform",
    "RandomErasing",
    "RandomFlip",
    "RandomGaussianBlur",
    "RandomGrayscale",
    "RandomHue",
    "RandomInvert",
    "RandomPerspective",
    "RandomPosterization",
    "RandomRotation",
    "RandomSaturation",
    "RandomSharpness",
    "RandomShear",
    "RandomTranslation",
    "RandomZoom",
    "Resizing",
    "Solarization",
]


def everyday(name):
    """Returns a layer's everyday rows; the layer with its defaults where it has them all."""
    return [row(config, PHOTO) for config in EVERYDAY.get(name, [])]


PLANS = {
    name: Plan(
        70 if name in ("CenterCrop", "Resizing", "RandomCrop") else 40, image_layer(name), everyday(name), spoiled=0.15
    )
    for name in NAMES
}
PLANS |= {
    "MaxNumBoundingBoxes": Plan(20, boxes, spoiled=0.2),
    "RandomHeight": Plan(25, sized, [row({"factor": 0.2}, PHOTO)], spoiled=0.15),
    "RandomWidth": Plan(25, sized, [row({"factor": 0.2}, PHOTO)], spoiled=0.15),
    "ThresholdedReLU": Plan(20, thresholded, [row({}, [None, 8])], spoiled=0.15),
}
