"""Runs the programs of test/golden/programs with real Keras and writes what their models are.

    python -m venv ../keras
    ../keras/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    ../keras/bin/python scripts/keras_programs.py

Beside each program PROGRAM.py it writes PROGRAM.json: for every variable of the module that holds a model its class,
name, total and trainable parameters, output shapes (null where Keras keeps none), and its layers in Keras's order as [class, name, parameters],
parameters null where the layer was not built.
The test test/python/programs.test.ts compares them with what the evaluator finds. Takes about ten seconds.
"""

import json
import os
import pathlib
import runpy

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402


def shapes_of(structure):
    return [list(tensor.shape) for tensor in keras.tree.flatten(structure)]


def count(weights):
    return sum(int(keras.ops.size(weight)) for weight in weights)


def describe(model):
    return {
        "class": type(model).__name__,
        "name": model.name,
        "total": count(model.weights),
        "trainable": count(model.trainable_weights),
        "outputs": shapes_of(model.outputs) if hasattr(model, "outputs") else None,
        "layers": [[type(layer).__name__, layer.name, count(layer.weights) if layer.built else None] for layer in model.layers],
    }


def main():
    folder = pathlib.Path(__file__).parent.parent / "test" / "golden" / "programs"
    for program in sorted(folder.glob("*.py")):
        keras.backend.clear_session()
        variables = runpy.run_path(str(program), run_name="__main__")
        models = {name: describe(value) for name, value in variables.items() if isinstance(value, keras.Model)}
        lines = [f"  {json.dumps(name)}: {json.dumps(model)}" for name, model in models.items()]
        program.with_suffix(".json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
        print(f"{program.name}: {len(models)} models")


if __name__ == "__main__":
    main()
