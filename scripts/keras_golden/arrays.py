"""Asks the golden questions again with numbers and arrays of NumPy in the places of Python's own."""

import json
from pathlib import Path

GOLDEN = Path(__file__).parent.parent.parent / "test" / "golden"


def write():
    """Writes test/golden/arrays.json: for each parameter of each layer a row for each form that its value can have."""
    from .encoding import lines
    from .oracle import answer

    rows = [answer(each) for path in sorted((GOLDEN / "layers").glob("*.json")) for each in questions(path)]
    (GOLDEN / "arrays.json").write_text(lines(rows), encoding="utf-8")
    print(f"{len(rows)} rows, {sum('refused' in row for row in rows)} refused")
    return 0


def questions(path):
    """Yields variants of the rows of one class that Keras accepts, one for each parameter and form."""
    if path.stem == "index":
        return
    seen = set()
    for row in json.loads(path.read_text(encoding="utf-8")):
        question = {key: value for key, value in row.items() if key not in ("outputs", "weights", "params")}
        if "refused" in row or "calls" in row:
            continue
        for name, value in row["config"].items():
            for form, other in forms(value):
                if (name, form) not in seen:
                    seen.add((name, form))
                    yield {**question, "config": {**row["config"], name: other}}


def forms(value):
    """Yields the forms of a value that NumPy could give, by their names."""
    if isinstance(value, bool):
        yield "bool", scalar("bool", value)
    elif isinstance(value, int):
        yield "integer", scalar("int64", value)
    elif isinstance(value, float):
        yield "float", scalar("float32", value)
    elif isinstance(value, list) and value and all(is_integer(item) for item in value):
        yield "tuple of integers", [scalar("int64", item) for item in value]
        yield "array", scalar("int64", value)
    elif isinstance(value, list) and value and all(is_pair(item) for item in value):
        yield "tuple of pairs", [[scalar("int64", item) for item in pair] for pair in value]
        yield "matrix", scalar("int64", value)


def scalar(dtype, value):
    """Returns the JSON form of a number, or of an array, of NumPy."""
    return {"numpy": dtype, "value": value}


def is_integer(value):
    """Whether a value is an int and no bool."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_pair(value):
    """Whether a value is a list of ints."""
    return isinstance(value, list) and all(is_integer(item) for item in value)
