"""`sys`, `string`, `types`, `typing`, `abc`: what is read of them."""
import abc
import string
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Dict, Generic, List, NamedTuple, NewType, Optional, Tuple, TypeVar, Union, cast
from copy import copy, deepcopy
from shown import raises, show, unknown

show(sys.version_info >= (3, 0), sys.version_info[0], sys.version_info.major, sys.version_info < (3,), sys.maxsize)
show(string.ascii_lowercase, string.ascii_letters[26:30], string.digits, len(string.printable), string.hexdigits, string.punctuation[:3])
show(TYPE_CHECKING, cast(int, "3"), NewType("Size", int)(5))
unknown(sys.argv)

config = SimpleNamespace(width=32, sizes=[1, 2])
config.depth = 4
show(config, config.width * config.depth, config == SimpleNamespace(width=32, sizes=[1, 2], depth=4), config.__dict__)
other = deepcopy(config)
other.sizes.append(3)
near = copy(config)
near.width = 1
show(config.sizes, other.sizes, config.width, near.width)
config.__dict__["width"] = 7
show(config.width)
raises(lambda: config.height)

T = TypeVar("T")
Shape = Tuple[int, Optional[int]]


class Box(Generic[T]):
    def __init__(self, value: T, more: Dict[str, List[Any]] = None):
        self.value = value

    def get(self) -> Union[T, None]:
        return self.value


show(Box(3).get())


class Base(abc.ABC):
    @abc.abstractmethod
    def size(self):
        pass

    @property
    @abc.abstractmethod
    def name(self):
        pass


class Small(Base):
    name = "small"

    def size(self):
        return 8


show(Small().size(), Small().name)


class Block(NamedTuple):
    filters: int
    stride: int = 1
    name: Optional[str] = None

    @property
    def wide(self):
        return self.filters * 2

    def scaled(self, by):
        return self._replace(filters=self.filters * by)


show(Block(64), Block(64, name="a"), Block(8).wide, Block(8, 2).scaled(3), Block._fields, Block(1)[0], tuple(Block(1)))
Pair = NamedTuple("Pair", [("a", int), ("b", int)])
show(Pair(1, 2), Pair(b=3, a=4).a)
raises(lambda: Block())


class Thing:
    kind = "thing"

    def __init__(self):
        self.size = 3


thing = Thing()
show(getattr(thing, "size", 0), getattr(thing, "depth", 4), hasattr(thing, "kind"), hasattr(thing, "none"), hasattr(Thing, "kind"), getattr(Thing, "x", None))
show(getattr(config, "width", 0), getattr(config, "none", 5), hasattr(config, "none"), hasattr(Block(1), "filters"), getattr(Block(1), "none", 2), hasattr(Block(1), "none"))
