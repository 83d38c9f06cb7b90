"""Makes one mistake in a question: a wrong rank, an impossible value, a forgotten argument."""

import copy

NUMBERS = [0, -1, -2, 2.5, 2.0, "3", None, [2], [2, 2], 1]
WORDS = ["unknown", "Same", "", None, 3, True]
FLAGS = [0, 1, "yes", None]
BY_NAME = {
    "padding": ["sme", "VALID", "full", "causal", "same ", None, 0, [1, 1]],
    "data_format": ["channel_last", "NHWC", "channels_first", "Channels_First", "", 1],
    "activation": ["rellu", "RELU", "", 5, None, "swish"],
    "interpolation": ["linear", "Nearest", "bicubic", "cubic", None],
    "dtype": ["float31", "float16", "mixed_float16", "int32", "float64", 3],
    "trainable": [False, "no", 1, None],
    "name": [5, "a/b", "", None, "my layer"],
}
FRACTIONS = [-0.5, 1.5, 2, "0.5", None, [0.1, 0.2], 0, 1, 1.0]
BY_SUFFIX = {
    "_initializer": ["zero", "unknown", None, "he_normal", 3],
    "_regularizer": ["l2", "L3", "l1_l2", 0.01],
    "_constraint": ["non_neg", "max_nrm", "unit_norm"],
}
EXTRA = {"filter": 3, "unit": 4, "stride": 2, "shape": [3], "dilation": 2, "input_shape": [4], "dtype": "float16"}


def spoil(draw, question):
    """Returns a copy of the question with one mistake (that Keras may yet accept)."""
    spoiled = copy.deepcopy(question)
    ways = [other_rank, other_rank, undefined] if "inputs" in question else []
    ways += [bad_value] * (6 if question["config"] else 0) + [bad_common]
    draw.choice(ways + [unknown_argument, forgotten] if draw.chance(0.3) else ways)(draw, spoiled)
    return spoiled


def shapes(spec):
    """Returns the shapes in a form of inputs, as the lists that may be changed."""
    if isinstance(spec, dict):
        found = [spec["shape"]] if "shape" in spec else [each for item in spec.values() for each in shapes(item)]
        return found
    if all(size is None or isinstance(size, int) for size in spec):
        return [spec]
    return [each for item in spec for each in shapes(item)]


def other_rank(draw, question):
    """Drops or inserts a dimension of one input."""
    shape = draw.choice(shapes(question["inputs"]))
    at = draw.randrange(1, len(shape) + 1) if shape else 0
    if len(shape) > 1 and draw.flag():
        del shape[min(at, len(shape) - 1)]
    else:
        shape.insert(at, draw.one(None, 1, 2, 5))


def undefined(draw, question):
    """Makes one dimension None, the last one most often: weights need it."""
    shape = draw.choice(shapes(question["inputs"]))
    if shape:
        shape[draw.one(-1, -1, draw.randrange(len(shape)))] = None


def bad_value(draw, question):
    """Replaces the value of one argument."""
    name = draw.choice(list(question["config"]))
    question["config"][name] = draw.choice(candidates(draw, name, question["config"][name]))


def bad_common(draw, question):
    """Sets an argument that every layer has."""
    name = draw.one("dtype", "trainable", "name")
    question["config"][name] = draw.choice(BY_NAME[name])


def candidates(draw, name, value):
    """Returns replacements in the manner of the argument's name, or of its present value."""
    if name in BY_NAME:
        return BY_NAME[name]
    for suffix, values in BY_SUFFIX.items():
        if name.endswith(suffix):
            return values
    kinds = ((bool, FLAGS), (int, NUMBERS), (float, FRACTIONS), (str, WORDS))
    for kind, values in kinds:
        if isinstance(value, kind):
            return values
    return broken(draw, value) if isinstance(value, list) and value else NUMBERS


def broken(draw, sequence):
    """Returns sequences of a wrong length or with one element replaced."""
    at = draw.randrange(len(sequence))
    element = sequence[at]
    others = [-1, 0, "a", None, 1.5] if isinstance(element, (int, type(None))) else candidates(draw, "", element)
    replaced = [sequence[:at] + [other] + sequence[at + 1 :] for other in others]
    return [sequence + [element], sequence[:-1], [], element, *replaced]


def unknown_argument(draw, question):
    """Adds an argument that most layers do not have."""
    name = draw.choice(list(EXTRA))
    question["config"].setdefault(name, EXTRA[name])


def forgotten(draw, question):
    """Removes an argument."""
    if question["config"]:
        del question["config"][draw.choice(list(question["config"]))]
