"""Builds every model of keras.applications with real Keras and writes what its layers are.

    python -m venv ../keras
    ../keras/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    ../keras/bin/python scripts/keras_applications.py

Writes test/golden/applications.json: for each model its total, trainable and non-trainable parameters, and its layers
in Keras's order, each as "class name shape parameters" (None is written as -). test/golden/application_variants.json
holds the same of some models with arguments, and their names. Tests compare them with what the library of `.net` files
gives, and test/python/applications.test.ts with what the evaluator makes of Keras's own source. Takes about ten minutes;
with the argument `variants`, only those are written, in one.
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402


FOLDER = pathlib.Path(__file__).parent.parent / "test" / "golden"

# What each argument that changes the architecture does, once at least.
VARIANTS = [
    ("ConvNeXtTiny", {"include_top": False, "input_shape": (96, 65, 3), "include_preprocessing": False}),
    ("ConvNeXtTiny", {"include_top": False, "input_shape": (None, None, 3), "pooling": "avg"}),
    ("ConvNeXtTiny", {"classes": 5, "classifier_activation": None, "name": "tiny"}),
    ("DenseNet121", {"include_top": False, "input_shape": (64, 48, 3)}),
    ("DenseNet121", {"include_top": False, "input_shape": (None, None, 3), "pooling": "max"}),
    ("EfficientNetB0", {"include_top": False, "input_shape": (150, 75, 3), "pooling": "max"}),
    ("EfficientNetB1", {"input_shape": (101, 100, 3), "classes": 7, "classifier_activation": None}),
    ("EfficientNetB3", {"include_top": False, "input_shape": (None, None, 3)}),
    ("EfficientNetV2B0", {"include_top": False, "input_shape": (33, 50, 3), "include_preprocessing": False}),
    ("EfficientNetV2B3", {"include_top": False, "input_shape": (None, None, 3), "pooling": "avg"}),
    ("InceptionResNetV2", {"include_top": False, "input_shape": (75, 80, 3), "pooling": "max"}),
    ("InceptionV3", {"include_top": False, "input_shape": (75, 100, 3), "pooling": "avg"}),
    ("InceptionV3", {"classes": 4, "classifier_activation": "sigmoid", "input_shape": (299, 160, 1)}),
    ("MobileNet", {"alpha": 0.25, "input_shape": (128, 128, 3)}),
    ("MobileNet", {"depth_multiplier": 2, "dropout": 0.5, "classes": 10}),
    ("MobileNet", {"alpha": 0.35, "include_top": False, "input_shape": (75, 100, 1), "pooling": "avg"}),
    ("MobileNetV2", {"alpha": 1.4, "classes": 10, "classifier_activation": None}),
    ("MobileNetV2", {"alpha": 0.35, "include_top": False, "input_shape": (96, 101, 3)}),
    ("MobileNetV2", {"alpha": 1.3, "include_top": False, "input_shape": (None, None, 3), "pooling": "max"}),
    ("MobileNetV3Large", {"minimalistic": True, "input_shape": (224, 224, 3), "include_preprocessing": False}),
    ("MobileNetV3Large", {"alpha": 1.25, "classes": 2, "dropout_rate": 0}),
    ("MobileNetV3Small", {"alpha": 0.75, "input_shape": (97, 130, 3)}),
    ("MobileNetV3Small", {"minimalistic": True, "include_top": False, "pooling": "avg"}),
    ("NASNetMobile", {"include_top": False, "input_shape": (101, 64, 3), "pooling": "max"}),
    ("NASNetMobile", {"include_top": False, "input_shape": (224, 224, 3)}),
    ("ResNet50", {"include_top": False, "input_shape": (160, 160, 3), "pooling": "avg"}),
    ("ResNet50", {"input_shape": (33, 65, 1), "classes": 3, "classifier_activation": "sigmoid", "name": "small"}),
    ("ResNet50V2", {"include_top": False, "input_shape": (75, 50, 3), "pooling": "max"}),
    ("VGG16", {"include_top": False, "input_shape": (None, None, 3)}),
    ("VGG16", {"input_shape": (64, 64, 3), "classes": 10, "classifier_activation": None}),
    ("VGG19", {"include_top": False, "input_shape": (32, 32, 3), "pooling": "max"}),
    ("Xception", {"include_top": False, "input_shape": (71, 100, 3), "pooling": "avg"}),
    ("Xception", {"include_top": False, "input_shape": (None, None, 3)}),
]


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


def write(file, models):
    lines = [f"  {json.dumps(name)}: {json.dumps(model)}" for name, model in models.items()]
    (FOLDER / file).write_text("{\n" + ",\n".join(lines) + "\n}\n")


def make(name, arguments):
    keras.backend.clear_session()
    return getattr(keras.applications, name)(weights=None, **arguments)


def defaults():
    models = {}
    for name in sorted(dir(keras.applications)):
        if not name[0].isupper() or not callable(getattr(keras.applications, name)):
            continue
        models[name] = describe(make(name, {}))
        print(f"{name}: {models[name]['total']}", flush=True)
    return models


def variants():
    models = {}
    for name, arguments in VARIANTS:
        model = make(name, arguments)
        text = ", ".join(f"{argument}={value!r}" for argument, value in arguments.items())
        models[f"{name}({text})"] = {"model": name, "arguments": arguments, "name": model.name, **describe(model)}
        print(f"{name}({text}): {model.count_params()}", flush=True)
    return models


def main():
    if sys.argv[1:] != ["variants"]:
        write("applications.json", defaults())
    write("application_variants.json", variants())


if __name__ == "__main__":
    main()
