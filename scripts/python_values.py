"""Runs the snippets of test/golden/values with CPython and writes what values they show.

    python3 scripts/python_values.py [NAME…]

A snippet says `from shown import show, raises, symbol, unknown`. `show(a, b)` writes the values down, `raises(lambda: …)`
makes sure that CPython raises, so that the evaluator must not know a value, `unknown(a)` is a value that the evaluator
cannot know or does not tell, and `symbol(a, "n")` one that it knows as the symbol `n`. Beside each snippet NAME.py it writes NAME.json: a row [line, value, …] for every call of
`show` in the order of the run. The test test/python/values.test.ts compares the rows with what the evaluator shows.
CPython 3.11 is the judge.
"""

import collections
import enum
import json
import pathlib
import runpy
import sys
import types

FOLDER = pathlib.Path(__file__).parent.parent / "test" / "golden" / "values"
rows = []


def line_of_caller():
    return sys._getframe(2).f_lineno


def show(*values):
    rows.append([line_of_caller(), *map(text, values)])


def raises(run):
    try:
        value = run()
    except Exception:
        rows.append([line_of_caller(), "raises"])
    else:
        sys.exit(f"line {line_of_caller()} gives {value!r}")


def unknown(*values):
    rows.append([line_of_caller(), *("unknown" for _ in values)])


def symbol(_value, name):
    rows.append([line_of_caller(), f"<{name}>"])


def text(value):
    """A value as Python writes it; sets in order, subclasses of the collections as what they are a kind of."""
    if isinstance(value, enum.Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return f"{type(value).__name__}({fields(value._asdict())})"
    if isinstance(value, tuple):
        return f"({items(value)}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{items(value)}]"
    if isinstance(value, collections.deque):
        return f"deque([{items(value)}])"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(k)}: {text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, frozenset):
        return f"frozenset({text(set(value))})"
    if isinstance(value, set):
        return "{" + ", ".join(sorted(map(text, value))) + "}" if value else "set()"
    if isinstance(value, types.SimpleNamespace):
        return f"namespace({fields(vars(value))})"
    if isinstance(value, (type(None), bool, int, float, str, bytes, range)):
        return repr(value)
    if isinstance(value, type):
        return f"<class {value.__name__}>"
    return f"<function {value.__name__}>" if callable(value) and hasattr(value, "__name__") else f"<{type(value).__name__}>"


def items(values):
    return ", ".join(map(text, values))


def fields(values):
    return ", ".join(f"{name}={text(value)}" for name, value in values.items())


FUNCTIONS = [show, raises, unknown, symbol]


def main():
    shown = types.ModuleType("shown")
    vars(shown).update({function.__name__: function for function in FUNCTIONS})
    sys.modules["shown"] = shown
    for program in sorted(FOLDER.glob("*.py")):
        if len(sys.argv) > 1 and program.stem not in sys.argv[1:]:
            continue
        rows.clear()
        arguments, sys.argv = sys.argv, [str(program)]
        runpy.run_path(str(program), run_name="__main__")
        sys.argv = arguments
        program.with_suffix(".json").write_text("[\n" + ",\n".join(f"  {json.dumps(row)}" for row in rows) + "\n]\n")
        print(f"{program.name}: {sum(len(row) - 1 for row in rows)} values")


if __name__ == "__main__":
    main()
