"""The signatures of the functions on tensors that keras.ops, keras.activations, TensorFlow and K have."""

import importlib
import inspect

MODULES = {
    "ops": "keras.ops",
    "ops.image": "keras.ops.image",
    "activations": "keras.activations",
    "random": "keras.random",
    "backend": "keras.src.legacy.backend",
    "tf": "tensorflow",
    "tf.math": "tensorflow.math",
    "tf.nn": "tensorflow.nn",
    "tf.linalg": "tensorflow.linalg",
    "tf.image": "tensorflow.image",
    "tf.random": "tensorflow.random",
}
"""Each module under the name that the catalogue of operations gives it."""


def signatures():
    """Returns {"path", "parameters": [[name, required]]} for each function, in order of the paths."""
    return [entry for short, module in MODULES.items() for entry in functions(short, resolve(module))]


def resolve(path):
    """Returns a module, or what is one in all but name, as the parts of tensorflow are."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        parent, _, name = path.rpartition(".")
        return getattr(importlib.import_module(parent), name)


def functions(short, module):
    """Yields the functions of a module that can be inspected."""
    for name in sorted(dir(module)):
        value = getattr(module, name)
        if name.startswith("_") or isinstance(value, type) or not callable(value):
            continue
        try:
            parameters = inspect.signature(value).parameters.values()
        except (TypeError, ValueError):
            continue
        yield {"path": f"{short}.{name}", "parameters": [describe(parameter) for parameter in parameters]}


def describe(parameter):
    """Returns [name, required], with the stars that Python writes before the name."""
    stars = {parameter.VAR_POSITIONAL: "*", parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
    return [stars + parameter.name, parameter.default is parameter.empty and not stars]
