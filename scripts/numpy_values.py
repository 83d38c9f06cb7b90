"""Runs the snippets of test/golden/numpy with NumPy and writes what values they show.

    ../keras/bin/pip install numpy==2.4.6
    ../keras/bin/python scripts/numpy_values.py [NAME…]

They are as the snippets of scripts/python_values.py, which see. `shape(a, b)` writes down types and shapes alone, for
arrays whose elements the evaluator does not know. NumPy 2.4.6 is the judge.
"""

import pathlib
import sys

sys.dont_write_bytecode = True

import numpy as np  # noqa: E402
import python_values  # noqa: E402

FOLDER = pathlib.Path(__file__).parent.parent / "test" / "golden" / "numpy"
plain = python_values.text


def text(value):
    """An array as its type, its shape and its elements; a scalar as NumPy writes it."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype.name}{value.shape} [{', '.join(map(number, value.ravel().tolist()))}]"
    if isinstance(value, (np.bool_, np.str_)):
        return plain(value.item())
    if isinstance(value, np.generic):
        return f"np.{value.dtype.name}({value!s})"
    return plain(value)


def number(value):
    return str(int(value)) if isinstance(value, bool) else str(value)


def shape(*values):
    python_values.rows.append([python_values.line_of_caller(), *map(bare, values)])


def bare(value):
    return f"{value.dtype.name}{value.shape}"


if __name__ == "__main__":
    python_values.FOLDER = FOLDER
    python_values.text = text
    python_values.FUNCTIONS.append(shape)
    np.seterr(all="ignore")
    python_values.main()
