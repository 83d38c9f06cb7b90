"""The JSON form of configurations: what rows hold, and the Python values that Keras gets."""

import json
import math

LISTS = {"vocabulary", "idf_weights", "weights", "layers", "cells", "cell"}
"""Arguments whose sequences stay lists for Keras; all others become tuples."""


def encode(value):
    """Returns the JSON form of a Python value drawn by a family."""
    if isinstance(value, float):
        return encode_float(value)
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    return value


def encode_float(value):
    """Marks the floats that a JSON reader without a float type would take for integers."""
    if math.isfinite(value):
        return {"float": value} if value.is_integer() else value
    return {"float": str(value)}


def decode(value, layers, name=""):
    """Returns the Python value of a JSON form; `layers` resolves the class of an inner layer."""
    if isinstance(value, list):
        items = [decode(item, layers, name) for item in value]
        return items if name in LISTS else tuple(items)
    if not isinstance(value, dict):
        return value
    if value.keys() == {"layer", "config"}:
        return layers(value["layer"])(**decode_config(value["config"], layers))
    if value.keys() == {"float"}:
        return float(value["float"])
    if value.keys() == {"lambda"}:
        return evaluate(value["lambda"])
    if value.keys() == {"zeros"}:
        import numpy

        return numpy.zeros(value["zeros"], "float32")
    if value.keys() == {"numpy", "value"}:
        import numpy

        return numpy.array(value["value"], value["numpy"])[()]
    return {key: decode(item, layers, key) for key, item in value.items()}


def decode_config(config, layers):
    """Returns constructor arguments from their JSON form."""
    return {name: decode(value, layers, name) for name, value in config.items()}


def evaluate(source):
    """Returns the function that a row's source text stands for."""
    import keras
    import tensorflow

    return eval(source, {"keras": keras, "ops": keras.ops, "tf": tensorflow})


def lines(rows):
    """Returns the text of a golden file: a JSON list with one compact row a line."""
    body = ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in rows)
    return f"[\n{body}\n]\n"
