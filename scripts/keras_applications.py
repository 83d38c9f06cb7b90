"""Builds every model of keras.applications with real Keras and writes what its layers are.

    python -m venv ../keras
    ../keras/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    ../keras/bin/python scripts/keras_applications.py

Writes test/golden/applications.json: for each model its total, trainable and non-trainable parameters, and its layers
in Keras's order, each as "class name shape parameters" (None is written as -). The test test/python/applications.test.ts
compares them with what the evaluator makes of Keras's own source. Takes about ten minutes.
"""

import json
import os
import pathlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402


def count(weights):
    return sum(int(keras.ops.size(weight)) for weight in weights)


def line(layer):
    outputs = keras.tree.flatten(layer.output)
    shape = ";".join(",".join("-" if size is None else str(size) for size in tensor.shape) for tensor in outputs)
    return f"{type(layer).__name__} {layer.name} {shape} {count(layer.weights)}"


def describe(model):
    return {
        "total": count(model.weights),
        "trainable": count(model.trainable_weights),
        "non_trainable": count(model.non_trainable_weights),
        "layers": [line(layer) for layer in model.layers],
    }


def main():
    models = {}
    for name in sorted(dir(keras.applications)):
        make = getattr(keras.applications, name)
        if not name[0].isupper() or not callable(make):
            continue
        keras.backend.clear_session()
        models[name] = describe(make(weights=None))
        print(f"{name}: {models[name]['total']}", flush=True)
    lines = [f"  {json.dumps(name)}: {json.dumps(model)}" for name, model in models.items()]
    path = pathlib.Path(__file__).parent.parent / "test" / "golden" / "applications.json"
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    main()
