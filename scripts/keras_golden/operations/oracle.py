"""Puts one question to real Keras: what does this function of keras.ops give for these arguments."""

import keras

from ..encoding import encode
from ..oracle import describe, is_tensor, refusal


def answer(question):
    """Returns the question's row with Keras's answer: outputs, or refused."""
    keras.config.disable_traceback_filtering()
    args = [argument(value) for value in question["args"]]
    kwargs = {name: argument(value) for name, value in question["kwargs"].items()}
    try:
        outputs = describe(function(question["op"])(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 Whatever Keras raises is its answer.
        return {**question, **refusal(error, "call")}
    return {**question, "outputs": outputs}


def function(path):
    """Returns what keras.ops (`ops.`) or keras.activations (`activations.`) binds to a dotted path."""
    found = keras
    for name in path.split("."):
        found = getattr(found, name)
    return found


def argument(value):
    """Returns the Python value of a JSON form: tensors, slices and floats are written as objects."""
    if isinstance(value, list):
        items = [argument(item) for item in value]
        return items if any(isinstance(item, keras.KerasTensor) for item in items) else tuple(items)
    if is_tensor(value):
        return keras.KerasTensor(tuple(value["shape"]), dtype=value.get("dtype", "float32"))
    if isinstance(value, dict):
        if "slice" in value:
            return slice(*value["slice"])
        return ... if "ellipsis" in value else float(value["float"])
    return value


def question(op, args, kwargs):
    """Returns a question; floats that a JSON reader would take for integers are marked."""
    return {"op": op, "args": encode(args), "kwargs": encode(kwargs)}
