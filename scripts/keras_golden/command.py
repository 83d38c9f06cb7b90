"""The command: writes the golden files, or answers rows that it is given."""

import argparse
import json
import os
import sys
import time
from pathlib import Path

GOLDEN = Path(__file__).resolve().parents[2] / "test" / "golden" / "layers"


def main(documentation):
    """Runs the command line and returns the exit status."""
    parser = argparse.ArgumentParser(description=documentation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="classes whose rows to rewrite, separated by commas")
    parser.add_argument("--examples", metavar="FILE", help="answer the rows of FILE (- is stdin) and print them")
    parser.add_argument("--operations", action="store_true", help="rewrite the rows of tensor operations instead")
    parser.add_argument("--arrays", action="store_true", help="rewrite the rows of arguments of NumPy instead")
    options = parser.parse_args()
    prepare()
    if options.operations:
        from .operations.command import write as write_operations

        return write_operations()
    if options.arrays:
        from .arrays import write as write_arrays

        return write_arrays()
    if options.examples:
        return print_answers(options.examples)
    return write(options.only.split(",") if options.only else None)


def prepare():
    """Starts the program again with a fixed hash seed: messages of Keras print sets."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ["KERAS_BACKEND"] = "tensorflow"
    os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    silence()


def silence():
    """Quiets the warnings of Keras and TensorFlow, which are no part of an answer."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


def print_answers(path):
    """Answers the rows of a file in order and prints them in the golden form."""
    from .encoding import lines
    from .oracle import answer

    text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
    print(lines([answer(question(row)) for row in json.loads(text)]), end="")
    return 0


def question(row):
    """Returns a row without its answer."""
    answered = ("outputs", "weights", "params", "refused")
    return {key: value for key, value in row.items() if key not in answered}


def write(only):
    """Rewrites the files of all classes, or of some, and prints a table of what was refused."""
    from .families import PLANS

    chosen = [name for name in PLANS if only is None or name in only]
    GOLDEN.mkdir(parents=True, exist_ok=True)
    write_index()
    totals = [write_class(name, PLANS[name]) for name in chosen]
    rows, refused = (sum(each) for each in zip(*totals))
    print(f"{rows} rows, {refused} refused ({refused / rows:.0%})")
    return 0


def write_index():
    """Writes index.json."""
    from .encoding import lines
    from .index import index

    (GOLDEN / "index.json").write_text(lines(index()), encoding="utf-8")


def write_class(name, plan):
    """Writes the rows of one class; returns how many there are and how many are refused."""
    from .encoding import lines
    from .oracle import answer

    start = time.monotonic()
    rows = [timed(answer, each) for each in plan.questions(name)]
    refused = sum("refused" in row for row in rows)
    (GOLDEN / f"{name}.json").write_text(lines(rows), encoding="utf-8")
    seconds = time.monotonic() - start
    print(f"{name:40} {len(rows):5} rows {refused / len(rows):4.0%} refused {seconds:6.1f} s", flush=True)
    return len(rows), refused


def timed(answer, each):
    """Answers a question, and names on stderr the ones that take more than two seconds."""
    start = time.monotonic()
    row = answer(each)
    if time.monotonic() - start > 2:
        print(f"slow: {time.monotonic() - start:.1f} s {each}", file=sys.stderr)
    return row
