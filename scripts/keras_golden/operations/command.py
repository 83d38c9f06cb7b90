"""Writes test/golden/operations: a file for each family, a row a line, and one of the functions' signatures."""

import json
from pathlib import Path

from ..encoding import lines
from .draws import FAMILIES, source
from .oracle import answer, question
from .signatures import signatures

GOLDEN = Path(__file__).resolve().parents[3] / "test" / "golden" / "operations"


def write():
    """Rewrites all files and prints a table of what was refused."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    (GOLDEN / "signatures.json").write_text(lines(signatures()), encoding="utf-8")
    totals = [write_family(name) for name in FAMILIES]
    rows, refused = (sum(each) for each in zip(*totals))
    print(f"{rows} rows, {refused} refused ({refused / rows:.0%})")
    return 0


def write_family(name):
    """Writes the rows of one family; returns how many there are and how many are refused."""
    rows = [answer(each) for plan in FAMILIES[name] for each in questions(*plan)]
    refused = sum("refused" in row for row in rows)
    (GOLDEN / f"{name}.json").write_text(lines(rows), encoding="utf-8")
    print(f"{name:40} {len(rows):5} rows {refused / len(rows):4.0%} refused", flush=True)
    return len(rows), refused


def questions(op, draw, count):
    """Returns the questions of one function, none twice."""
    drawn, seen = source(op), {}
    for _ in range(count * 10):
        if len(seen) >= count:
            break
        each = question(op, *draw(drawn))
        seen.setdefault(json.dumps(each, sort_keys=True), each)
    return list(seen.values())
