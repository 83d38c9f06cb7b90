"""Asks CPython what the expressions of test/golden/net/expressions.txt come to.

    python3 scripts/net_values.py

Expressions of `.net` are Python's, but for a few words that stand here as names. A line holds one expression; blank
lines and comments are skipped. Beside it the script writes expressions.json: for each line the value as Python writes
it, with lists and tuples alike in round brackets, or `raises` where CPython raises an error. A line that ends in `# unknown`
is one that CPython computes and `.net` does not. The test test/net/expressions.test.ts compares. CPython 3.11 is the judge.
"""

import json
import math
import pathlib
import warnings

warnings.simplefilter("ignore")
FOLDER = pathlib.Path(__file__).parent.parent / "test" / "golden" / "net"
LISTS = {name: lambda *args, make=make: list(make(*args)) for name, make in
         {"range": range, "reversed": reversed, "enumerate": enumerate, "zip": zip}.items()}
NAMES = {"true": True, "false": False, "none": None, "ceil": math.ceil, "floor": math.floor, "sqrt": math.sqrt,
         "exp": math.exp, "log": math.log, "log2": math.log2, **LISTS}


def text(value):
    if isinstance(value, (list, tuple)):
        items = ", ".join(map(text, value))
        return f"({items},)" if len(value) == 1 else f"({items})"
    return repr(value)


def answer(line):
    if line.endswith("# unknown"):
        return "unknown"
    try:
        return text(eval(line, dict(NAMES)))
    except Exception:
        return "raises"


if __name__ == "__main__":
    lines = [line.strip() for line in (FOLDER / "expressions.txt").read_text().splitlines()]
    rows = [[line, answer(line)] for line in lines if line and not line.startswith("#")]
    written = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    (FOLDER / "expressions.json").write_text(f"[\n{written}\n]\n")
