"""Lists what keras.layers holds: names, aliases, bases and signatures, by introspection."""

import inspect

import keras

from .encoding import encode
from .oracle import tf_layers


def index():
    """Returns a record for each object of keras.layers, then of tf.keras.layers alone."""
    own = records(keras.layers, names(keras.layers), {})
    legacy = set(names(tf_layers)) - set(names(keras.layers))
    return own + records(tf_layers, sorted(legacy), {"namespace": "tf.keras.layers"})


def names(module):
    """Returns the public names of a module."""
    return [name for name in dir(module) if not name.startswith("_")]


def records(module, public, extra):
    """Groups names by the object that they are bound to, and describes each object."""
    bound = {}
    for name in public:
        bound.setdefault(id(getattr(module, name)), []).append(name)
    return [{**record(getattr(module, group[0]), group), **extra} for group in bound.values()]


def record(target, group):
    """Describes one object; its name is the one it calls itself, where it is exported so."""
    name = target.__name__ if target.__name__ in group else group[0]
    aliases = [each for each in group if each != name]
    described = {"name": name, "kind": "class" if isinstance(target, type) else "function", "aliases": aliases}
    if isinstance(target, type):
        described["bases"] = [base.__name__ for base in ancestry(target)]
    described["signature"] = parameters(target)
    if isinstance(target, type) and hasattr(target, "call"):
        described["call"] = parameters(target.call)[1:]
    return described


def ancestry(target):
    """Returns the bases up to and including Layer, nearest first."""
    mro = target.__mro__[1:]
    end = mro.index(keras.Layer) + 1 if keras.Layer in mro else 0
    return mro[:end]


def parameters(target):
    """Returns [name] or [name, default] for each parameter, starred ones with their stars."""
    return [parameter(each) for each in inspect.signature(target).parameters.values()]


def parameter(each):
    """Describes one parameter."""
    stars = {each.VAR_POSITIONAL: "*", each.VAR_KEYWORD: "**"}.get(each.kind, "")
    return [stars + each.name] if each.default is each.empty else [each.name, encode(each.default)]
