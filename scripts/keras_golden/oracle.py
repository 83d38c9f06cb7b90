"""Puts one question to real Keras: what does this layer, so configured, do with these inputs."""

import re

import keras
from keras._tf_keras.keras import layers as tf_layers
from keras.src.applications.convnext import LayerScale, StochasticDepth
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

from .encoding import decode, decode_config

application_layers = {each.__name__: each for each in (LayerScale, StochasticDepth, CustomScaleLayer)}


def answer(question):
    """Returns the question's row with Keras's answer: outputs, weights and params, or refused."""
    keras.backend.clear_session(free_memory=False)
    keras.config.disable_traceback_filtering()  # Clearing turns it on, and it would hide the phase.
    return {**question, **ask(question)}


def ask(question):
    """Constructs and calls the layer, and describes what happened."""
    try:
        layer = construct(question)
    except Exception as error:  # noqa: BLE001 Whatever Keras raises is its answer.
        return refusal(error, "construct")
    try:
        layer, outputs = call(layer, question)
    except Exception as error:  # noqa: BLE001 Whatever Keras raises is its answer.
        return refusal(error, phase_of(error, layer))
    weights = [describe_weight(layer, weight) for weight in layer.weights]
    return {"outputs": describe(outputs), "weights": weights, "params": layer.count_params()}


def layer_class(name):
    """Returns what keras.layers binds to a name, else what only tf.keras.layers or keras.applications binds to it."""
    return getattr(keras.layers, name, None) or getattr(tf_layers, name, None) or application_layers[name]


def construct(question):
    """Returns the layer; of a lower-case function such as `add`, its arguments."""
    config = decode_config(question["config"], layer_class)
    target = layer_class(question["class"])
    return target(**config) if is_layer(target) or question["class"] == "Input" else (target, config)


def is_layer(target):
    """Whether a name's object is a layer class rather than a function."""
    return isinstance(target, type)


def call(layer, question):
    """Returns the layer and the outputs of its last call; input layers are not called."""
    if question["class"] in ("Input", "InputLayer"):
        return (layer, layer.output) if question["class"] == "InputLayer" else (source(layer), layer)
    arguments = {name: argument(value) for name, value in question.get("call", {}).items()}
    inputs = [tensors(each) for each in [question["inputs"], *question.get("calls", [])]]
    if isinstance(layer, tuple):
        function, config = layer
        outputs = function(inputs[0], **config)
        return source(outputs), outputs
    for each in inputs:
        outputs = layer(each, **arguments)
    return layer, outputs


def source(tensor):
    """Returns the layer that made a symbolic tensor."""
    return tensor._keras_history.operation


def tensors(spec):
    """Returns keras.Input tensors for a row's inputs."""
    if is_shape(spec):
        return keras.Input(batch_shape=tuple(spec))
    if isinstance(spec, list):
        return [tensors(item) for item in spec]
    if is_tensor(spec):
        sparse = spec.get("sparse", False)
        return keras.Input(batch_shape=tuple(spec["shape"]), dtype=spec.get("dtype"), sparse=sparse)
    return {name: tensors(item) for name, item in spec.items()}


def is_shape(spec):
    """Whether a form is a shape, a list of sizes."""
    return isinstance(spec, list) and all(size is None or isinstance(size, int) for size in spec)


def is_tensor(spec):
    """Whether a form is a tensor's shape with its dtype."""
    return isinstance(spec, dict) and "shape" in spec and spec.keys() <= {"shape", "dtype", "sparse"}


def argument(value):
    """Returns the value of a call's further argument, in which tensors are written in full."""
    if isinstance(value, list):
        return [argument(item) for item in value]
    return tensors(value) if is_tensor(value) else decode(value, layer_class)


def describe(outputs):
    """Returns the form of what a layer gave, structure included."""
    if isinstance(outputs, dict):
        return {name: describe(item) for name, item in outputs.items()}
    if isinstance(outputs, (list, tuple)):
        return [describe(item) for item in outputs]
    if outputs is None:
        return None
    shape, dtype = list(outputs.shape), keras.backend.standardize_dtype(outputs.dtype)
    sparse = {"sparse": True} if getattr(outputs, "sparse", False) else {}
    return shape if dtype == "float32" and not sparse else {"shape": shape, "dtype": dtype, **sparse}


def describe_weight(layer, weight):
    """Returns [path below the layer, shape, trainable, dtype unless float32]."""
    path = weight.path.removeprefix(f"{layer.name}/")
    trainable = any(weight is each for each in layer.trainable_weights)
    dtype = [] if weight.dtype == "float32" else [weight.dtype]
    return [path, list(weight.shape), trainable, *dtype]


def refusal(error, phase):
    """Returns the description of an exception, without addresses that differ from run to run."""
    message = re.sub(r"0x[0-9a-f]{6,}", "0x…", str(error))[:200]
    return {"refused": {"type": type(error).__name__, "phase": phase, "message": message}}


def phase_of(error, layer):
    """Says whether a call's exception came out of the layer's own build."""
    trace = error.__traceback__
    while trace:
        frame = trace.tb_frame
        if frame.f_code.co_name == "_maybe_build":
            return "build" if builds(frame.f_locals["self"], layer) else "call"
        if frame.f_code.co_name == "symbolic_call":
            return "call"
        trace = trace.tb_next
    return "call"


def builds(building, layer):
    """Whether a build is the layer's own; a function's layer is the first one that builds."""
    return building is layer or isinstance(layer, tuple)
