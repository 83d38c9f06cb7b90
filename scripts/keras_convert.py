"""Runs the Keras code that Shapeline writes for the `.net` files of the examples with real Keras, and writes what it makes.

    npm run build
    python -m venv ../keras
    ../keras/bin/pip install keras==3.15.1 tensorflow-cpu==2.21.0
    ../keras/bin/python scripts/keras_convert.py

Writes test/golden/convert.json: for each file its open sizes, to which it gives numbers, and its models, each with
class, name where Keras does not number it, total and trainable parameters, output shapes, and its layers but inputs in
Keras's order as "class shapes parameters". Of many layers only how many there are and the SHA-256 of their lines is kept.
test/convert/golden.test.ts compares them with what we say of the `.net` file. Takes a few minutes.
"""

import hashlib
import inspect
import json
import os
import pathlib
import re
import subprocess

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import keras  # noqa: E402

ROOT = pathlib.Path(__file__).parent.parent
MOST_LAYERS = 100


def written(file):
    command = ["node", "dist/cli/shapeline.cjs", "convert", str(file), "--to", "keras"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def run(code):
    """The models of a file, and the sizes that its functions were given."""
    keras.backend.clear_session()
    variables = {}
    exec(compile(code, "written.py", "exec"), variables)
    models = {id(value): value for value in variables.values() if isinstance(value, keras.Model)}
    sizes = {}
    for make in [value for name, value in variables.items() if name.startswith("make_")]:
        for name in inspect.signature(make).parameters:
            sizes.setdefault(name, 24 + 8 * len(sizes))
        made = make(*[sizes[name] for name in inspect.signature(make).parameters])
        for model in made if isinstance(made, tuple) else [made]:
            models[id(model)] = model
    return list(models.values()), sizes


def count(weights):
    return sum(int(keras.ops.size(weight)) for weight in weights)


def shapes_of(tensors):
    return [list(tensor.shape) for tensor in keras.tree.flatten(tensors)]


def line_of(layer):
    nodes = layer._inbound_nodes
    shapes = json.dumps(shapes_of(nodes[0].output_tensors)) if nodes else "?"
    return f"{type(layer).__name__} {shapes} {count(layer.weights)}"


def describe(model):
    lines = [line_of(layer) for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return {
        "class": type(model).__name__,
        "name": None if re.fullmatch(r"(functional|sequential)(_\d+)?", model.name) else model.name,
        "total": count(model.weights),
        "trainable": count(model.trainable_weights),
        "outputs": shapes_of(model.outputs),
        "layers": lines if len(lines) <= MOST_LAYERS else [str(len(lines)), digest],
    }


def main():
    files = [*ROOT.glob("examples/**/*.net"), *ROOT.glob("test/convert/cases/*.net"), *ROOT.glob("test/parity/[!m]*.net")]
    golden = {}
    for file in sorted(files):
        models, sizes = run(written(file))
        golden[str(file.relative_to(ROOT))] = {"sizes": sizes, "models": [describe(model) for model in models]}
        print(f"{file.name}: {len(models)} models", flush=True)
    path = ROOT / "test" / "golden" / "convert.json"
    path.write_text(json.dumps(golden, indent=1) + "\n")


if __name__ == "__main__":
    main()
