"""`json`, `numbers`, `collections.abc`, `ChainMap`, and what of `typing` is asked with isinstance."""
import collections.abc
import json
import numbers
from collections import ChainMap, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Callable, TypedDict
from shown import raises, show, unknown

show(json.loads('{"filters": [16, 32], "rate": 0.5, "name": "a\\u00e9", "bias": true, "norm": null}'), json.loads("[]"), json.loads(" 3 "))
show(json.loads("1e3"), json.loads("-12345678901234567890"), json.loads('{"a": {"b": [[], {}]}}'), json.loads('"x"'), json.loads("1.0"))
raises(lambda: json.loads("{'a': 1}"))
raises(lambda: json.loads("[1, 2"))
raises(lambda: json.loads("[1,]"))
raises(lambda: json.loads("01"))
show(isinstance(3, numbers.Integral), isinstance(3.0, numbers.Integral), isinstance(3.0, numbers.Number), isinstance("3", numbers.Number), isinstance(True, numbers.Real))
show(isinstance([1], Iterable), isinstance("ab", Sequence), isinstance({}, Mapping), isinstance(3, Iterable), isinstance((1,), collections.abc.Sequence), isinstance({}, Sequence))
show(isinstance(len, Callable), isinstance(3, Callable), isinstance(OrderedDict(), Mapping), isinstance(iter([]), collections.abc.Iterator), isinstance(range(3), Sequence))
chained = ChainMap({"a": 1}, {"a": 2, "b": 3})
show(chained["a"], chained["b"], chained.get("c", 9), len(chained), list(chained), dict(chained.items()), list(chained.maps))
chained["b"] = 4
show(chained["b"], chained.maps, chained.parents["b"], chained.new_child({"a": 0})["a"], "a" in chained, "z" in chained)
raises(lambda: chained["z"])


class Config(TypedDict, total=False):
    width: int
    name: str


show(Config(width=3), Config({"width": 1}, name="a"), MappingProxyType({"a": 1})["a"])
