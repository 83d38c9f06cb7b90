"""Compares our Python parser with CPython's `ast`, node by node: kinds, values and places.

    python3 scripts/python_ast_compare.py [folder ...]

Without a folder it reads the standard library of the Python it runs on. Run it from the project's root, with Node in
the path. Files that CPython refuses, or that are not UTF-8, are left out. Places inside of f-strings are compared from
Python 3.12 on only: before, CPython did not know them.

Measured: with Python 3.11, over its standard library 1,778 files and 2.67 million nodes, over keras and numpy 1,391 files and
1.78 million nodes; no difference.
"""

import ast
import json
import re
import subprocess
import sys
import sysconfig
import warnings
from pathlib import Path

MAX_SHOWN = 30
OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "LShift": "<<", "RShift": ">>", "BitAnd": "&", "BitOr": "|", "BitXor": "^", "USub": "-", "UAdd": "+",
    "Invert": "~", "Not": "not", "And": "and", "Or": "or", "Lt": "<", "Gt": ">", "LtE": "<=", "GtE": ">=",
    "Eq": "==", "NotEq": "!=", "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not",
}  # fmt: skip


class Places:
    """Turns CPython's lines and UTF-8 columns into UTF-16 offsets in the text as Node reads it."""

    def __init__(self, text):
        self.lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + self.units(line))
        self.mark = 1 if text.startswith("\ufeff") else 0

    @staticmethod
    def units(text):
        return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2

    def offset(self, line, column):
        text = self.lines[line - 1]
        if line == 1 and self.mark:
            return 1 + self.units(text[1:].encode()[:column].decode())
        if text.isascii():
            return self.starts[line - 1] + column
        return self.starts[line - 1] + self.units(text.encode()[:column].decode())


class Converter:
    """CPython's tree in our terms. Keys that are left out are not compared."""

    def __init__(self, text):
        self.places = Places(text)
        self.text = text
        self.in_string = 0

    def __call__(self, node):
        if node is None:
            return None
        if isinstance(node, list):
            return [self(item) for item in node]
        convert = getattr(self, type(node).__name__, None)
        result = convert(node) if convert else {name: self(value) for name, value in ast.iter_fields(node) if name != "ctx"}
        result.setdefault("type", type(node).__name__)
        if hasattr(node, "lineno") and not (self.in_string and sys.version_info < (3, 12)):
            result.setdefault("start", self.places.offset(node.lineno, node.col_offset))
            result.setdefault("end", self.places.offset(node.end_lineno, node.end_col_offset))
        return result

    def identifier(self, name):
        return {"name": name}

    # ---- statements

    def FunctionDef(self, node):
        result = {
            "type": "FunctionDef",
            "name": self.identifier(node.name),
            "params": self.parameters(node.args),
            "returns": self(node.returns),
            "body": self(node.body),
            "decorators": self(node.decorator_list),
            "isAsync": isinstance(node, ast.AsyncFunctionDef),
        }
        return self.with_start(node, self.with_type_params(node, result))

    AsyncFunctionDef = FunctionDef

    def ClassDef(self, node):
        result = {
            "name": self.identifier(node.name),
            "args": self.arguments(node.bases, node.keywords),
            "body": self(node.body),
            "decorators": self(node.decorator_list),
        }
        return self.with_start(node, self.with_type_params(node, result))

    def with_start(self, node, result):
        """Our node begins at the `@` of its first decorator."""
        if node.decorator_list:
            first = result["decorators"][0]
            units = self.text.encode("utf-16-le")
            before = units[: first["start"] * 2].decode("utf-16-le")
            result["start"] = Places.units(before[: before.rindex("@")])
        return result

    def with_type_params(self, node, result):
        if hasattr(node, "type_params"):
            result["typeParams"] = self(node.type_params)
        return result

    def type_param(self, node, star):
        result = {"type": None, "name": node.name, "star": star, "bound": self(getattr(node, "bound", None))}
        if hasattr(node, "default_value"):
            result["default"] = self(node.default_value)
        return result

    def TypeVar(self, node):
        return self.type_param(node, "")

    def TypeVarTuple(self, node):
        return self.type_param(node, "*")

    def ParamSpec(self, node):
        return self.type_param(node, "**")

    def TypeAlias(self, node):
        return {"name": self.identifier(node.name.id), "typeParams": self(node.type_params), "value": self(node.value)}

    def parameters(self, args):
        positional = args.posonlyargs + args.args
        defaults = [None] * (len(positional) - len(args.defaults)) + args.defaults
        kinds = ["positional-only"] * len(args.posonlyargs) + ["positional"] * len(args.args)
        found = list(zip(positional, kinds, defaults))
        if args.vararg:
            found.append((args.vararg, "rest", None))
        found += [(arg, "keyword-only", default) for arg, default in zip(args.kwonlyargs, args.kw_defaults)]
        if args.kwarg:
            found.append((args.kwarg, "keywords", None))
        return [
            {"kind": kind, "name": arg.arg, "annotation": self(arg.annotation), "default": self(default)}
            for arg, kind, default in found
        ]

    def For(self, node):
        result = {name: self(getattr(node, name)) for name in ("target", "iter", "body", "orelse")}
        return result | {"type": "For", "isAsync": isinstance(node, ast.AsyncFor)}

    AsyncFor = For

    def With(self, node):
        return {"type": "With", "items": self(node.items), "body": self(node.body), "isAsync": isinstance(node, ast.AsyncWith)}

    AsyncWith = With

    def withitem(self, node):
        return {"type": None, "context": self(node.context_expr), "target": self(node.optional_vars)}

    def Match(self, node):
        return {"subject": self(node.subject), "cases": self(node.cases)}

    def match_case(self, node):
        return {"type": None, "pattern": self(node.pattern), "guard": self(node.guard), "body": self(node.body)}

    def Raise(self, node):
        return {"exception": self(node.exc), "cause": self(node.cause)}

    def Try(self, node):
        result = {name: self(getattr(node, name)) for name in ("body", "handlers", "orelse", "finalbody")}
        return result | {"type": "Try", "isStar": not isinstance(node, ast.Try)}

    TryStar = Try

    def ExceptHandler(self, node):
        name = self.identifier(node.name) if node.name else None
        return {"type": None, "exception": self(node.type), "name": name, "body": self(node.body)}

    def Assert(self, node):
        return {"test": self(node.test), "message": self(node.msg)}

    def ImportFrom(self, node):
        return {"level": node.level, "module": node.module or "", "names": self(node.names)}

    def alias(self, node):
        return {"type": None, "name": node.name, "asName": node.asname}

    def Global(self, node):
        return {"names": node.names}

    Nonlocal = Global

    def Assign(self, node):
        return {"targets": self(node.targets), "value": self(node.value)}

    def AugAssign(self, node):
        return {"target": self(node.target), "operator": self.operator(node.op), "value": self(node.value)}

    def AnnAssign(self, node):
        return {"target": self(node.target), "annotation": self(node.annotation), "value": self(node.value)}

    # ---- expressions

    def operator(self, node):
        return OPERATORS[type(node).__name__]

    def BoolOp(self, node):
        return {"operator": self.operator(node.op), "values": self(node.values)}

    def BinOp(self, node):
        return {"left": self(node.left), "operator": self.operator(node.op), "right": self(node.right)}

    def UnaryOp(self, node):
        return {"operator": self.operator(node.op), "operand": self(node.operand)}

    def Lambda(self, node):
        return {"params": self.parameters(node.args), "body": self(node.body)}

    def Set(self, node):
        return {"elements": self(node.elts)}

    List = Tuple = Set

    def GeneratorExp(self, node):
        return {"element": self(node.elt), "value": None, "generators": self(node.generators)}

    ListComp = SetComp = GeneratorExp

    def DictComp(self, node):
        return {"element": self(node.key), "value": self(node.value), "generators": self(node.generators)}

    def comprehension(self, node):
        return {
            "type": None,
            "target": self(node.target),
            "iter": self(node.iter),
            "conditions": self(node.ifs),
            "isAsync": bool(node.is_async),
        }

    def Compare(self, node):
        operators = [self.operator(operator) for operator in node.ops]
        return {"left": self(node.left), "operators": operators, "comparators": self(node.comparators)}

    def Call(self, node):
        return {"callee": self(node.func), "args": self.arguments(node.args, node.keywords)}

    def arguments(self, args, keywords):
        """In the order of the source, as ours are."""
        in_order = sorted([*args, *keywords], key=lambda node: (node.lineno, node.col_offset))
        return [self.keyword_argument(node) if isinstance(node, ast.keyword) else self.argument(node) for node in in_order]

    def argument(self, node):
        """CPython does not know the place of a plain argument, which may have parentheses around its value."""
        value = self(node)
        if not isinstance(node, ast.Starred):
            return {"name": None, "star": "", "value": value}
        return value | {"type": None, "name": None, "star": "*"}

    def keyword_argument(self, node):
        value = self(node.value)
        star = "" if node.arg else "**"
        result = {"name": self.identifier(node.arg) if node.arg else None, "star": star, "value": value}
        if "start" in value:
            result["start"] = self.places.offset(node.lineno, node.col_offset)
            result["end"] = self.places.offset(node.end_lineno, node.end_col_offset)
        return result

    def JoinedStr(self, node):
        self.in_string += 1
        result = {"parts": merged(self(node.values))}
        self.in_string -= 1
        return result

    def FormattedValue(self, node):
        spec = merged(self(node.format_spec.values)) if node.format_spec else None
        return {"value": self(node.value), "conversion": None if node.conversion == -1 else chr(node.conversion), "spec": spec}

    def Constant(self, node):
        value = node.value
        if isinstance(value, str):
            return {"type": "String", "value": value}
        if isinstance(value, bytes):
            return {"type": "Bytes", "value": value.decode("latin-1")}
        if value is None or value is ... or isinstance(value, bool):
            return {"type": "Constant", "value": "..." if value is ... else str(value)}
        return {"type": "Number", "kind": type(value).__name__, "value": number(value)}

    def Attribute(self, node):
        return {"value": self(node.value), "attribute": self.identifier(node.attr)}

    def Subscript(self, node):
        return {"value": self(node.value), "slice": self(node.slice)}

    def Name(self, node):
        return {"name": node.id}

    # ---- patterns

    def MatchSingleton(self, node):
        return {"value": str(node.value)}

    def MatchClass(self, node):
        keywords = [{"name": name, "pattern": self(pattern)} for name, pattern in zip(node.kwd_attrs, node.kwd_patterns)]
        return {"cls": self(node.cls), "patterns": self(node.patterns), "keywords": keywords}

    def MatchMapping(self, node):
        return {"keys": self(node.keys), "patterns": self(node.patterns), "rest": node.rest}

    def MatchStar(self, node):
        return {"name": node.name}

    def MatchAs(self, node):
        return {"pattern": self(node.pattern), "name": node.name}


def number(value):
    """As Node writes it: JSON numbers up to 2^53, text for what JSON cannot hold; complex by its imaginary part."""
    value = value.imag if isinstance(value, complex) else value
    if value == float("inf"):
        return "Infinity"
    return str(value) if isinstance(value, int) and value > 2**53 - 1 else value


def merged(parts):
    """Joins adjacent texts and drops empty ones, as implementations differ in where they cut them. `{x=}` is text too."""
    result = []
    for part in parts:
        if part.get("text") is not None:
            result = merged([*result, {"type": "String", "value": part["text"]}])
            part = part | {"text": None}
            if part["conversion"] is None and part["spec"] is None:
                part["conversion"] = "r"
        if part["type"] != "String":
            result.append(part)
        elif part["value"] and result and result[-1]["type"] == "String":
            result[-1] = {"type": "String", "value": result[-1]["value"] + part["value"]}
        elif part["value"]:
            result.append({"type": "String", "value": part["value"]})
    return result


def differences(expected, ours, path, count):
    """Yields where the trees differ; adds to `count[0]` the number of nodes compared."""
    if isinstance(expected, dict) and isinstance(ours, dict):
        count[0] += "start" in expected
        if expected.get("type") is None:
            expected = {key: value for key, value in expected.items() if key != "type"}
        for key, value in expected.items():
            mine = ours.get(key, "nothing")
            if key in ("parts", "spec") and isinstance(mine, list):
                mine = merged(mine)
            yield from differences(value, mine, f"{path}.{key}", count)
    elif isinstance(expected, list) and isinstance(ours, list) and len(expected) == len(ours):
        for index, (one, other) in enumerate(zip(expected, ours)):
            yield from differences(one, other, f"{path}[{index}]", count)
    elif not same(expected, ours):
        yield f"{path}: CPython {json.dumps(expected)[:200]}, ours {json.dumps(ours)[:200]}"


def same(expected, ours):
    if isinstance(expected, str) and isinstance(ours, str) and "\ufffd" in ours:
        # A character given by its name, which we do not know.
        return bool(re.fullmatch(".".join(map(re.escape, ours.split("\ufffd"))), expected, re.DOTALL))
    if isinstance(expected, str) and isinstance(ours, str):
        return expected.encode("utf-16", "surrogatepass") == ours.encode("utf-16", "surrogatepass")
    if isinstance(expected, float) and isinstance(ours, (int, float)):
        return expected == float(ours)
    return expected == ours


def parsed(path):
    """The text and CPython's tree of a file, or None if CPython refuses it or it is not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8")
        return text, ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    folders = sys.argv[1:] or [sysconfig.get_path("stdlib")]
    files = [path for folder in folders for path in sorted(Path(folder).rglob("*.py")) if "site-packages" not in path.relative_to(folder).parts]
    node = subprocess.Popen(["node", "scripts/python-tree.mjs"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    count, compared, different, total, shown = [0], 0, 0, 0, 0
    for path in files:
        found = parsed(path)
        if found is None:
            continue
        text, tree = found
        node.stdin.write(f"{path.resolve()}\n")
        node.stdin.flush()
        answer = json.loads(node.stdout.readline())
        problems = [f"problem at {problem['from']}: {problem['message']}" for problem in answer["problems"]]
        found = problems + list(differences(Converter(text)(tree.body), answer["nodes"], "", count))
        compared += 1
        different += bool(found)
        total += len(found)
        for line in found[: max(0, min(3, MAX_SHOWN - shown))]:
            shown += 1
            print(f"{path}: {line}")
    node.stdin.close()
    print(f"{compared} files, {count[0]} nodes with places, {total} differences in {different} files")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
