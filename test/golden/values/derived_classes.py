"""Classes derived from Python's own: what they do not say is as of a dictionary, a list, a number."""
from collections import OrderedDict, defaultdict, namedtuple

from shown import raises, show


class Config(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


config = Config(units=3, inner={"rate": 0.5})
config.depth = 2
show(config.units, config.nothing, config["depth"], config.inner["rate"], len(config), sorted(config))
del config.depth
show(list(config), "units" in config, config.get("x", 7), isinstance(config, dict), type(config) is Config)
show({**config}, dict(config), config == {"units": 3, "inner": {"rate": 0.5}}, repr(Config(a=1)))


def given(units, inner):
    return units


show(given(**config))


class AttrDict(dict):
    def __init__(self, *args, **kwargs):
        super(AttrDict, self).__init__(*args, **kwargs)
        self.__dict__ = self


attributes = AttrDict(filters=8, name="conv")
attributes.kernel = 3
attributes["strides"] = 2
show(attributes.filters, attributes["kernel"], attributes.strides, sorted(attributes), hasattr(attributes, "pad"))
raises(lambda: attributes.padding)


class DotDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)

    def __setattr__(self, name, value):
        self[name] = DotDict(value) if isinstance(value, dict) else value


dots = DotDict(a=5)
dots.inner = {"b": 6}
show(dots.a, dots.inner.b, dots.get("c", 3), dots.pop("a"), len(dots), getattr(dots, "nothing", 4))
for key, value in dots.items():
    show(key, value.b)


class Totals(dict):
    def total(self):
        return sum(self.values())

    def __missing__(self, key):
        return 42


totals = Totals(a=1)
totals.update({"b": 2})
show(totals.total(), totals["c"], totals.copy(), totals.setdefault("d", 4), totals.total())


class Doubles(list):
    def double(self):
        return [x * 2 for x in self]

    def push(self, x):
        self.append(x)
        return self


doubles = Doubles([1, 2])
doubles += [3]
show(doubles.push(4).double(), doubles[1:], doubles + [5], [0] + doubles, len(doubles), 3 in doubles, doubles[-1])
doubles[0] = 9
show(list(doubles), doubles == [9, 2, 3, 4], sum(doubles), max(doubles), isinstance(doubles, (list, tuple)))


class Shifted(list):
    def __getitem__(self, i):
        return list.__getitem__(self, i) + 100


show(Shifted([1])[0], list(Shifted([1])))


class Wide(int):
    def plus(self, other):
        return self + other


show(Wide(5).plus(3), Wide("7") * 2, Wide(3) == 3, range(Wide(3))[-1], [1, 2, 3][Wide(1)], {3: 4}[Wide(3)], -Wide(2))


class Loud(str):
    def shout(self):
        return self.upper() + "!"


show(Loud("ab").shout(), Loud("ab") + "c", len(Loud("abc")), Loud("a-b").split("-"), f"{Loud('x')}", Loud("a") == "a")


class Half(float):
    pass


show(Half(2.5) * 2, Half(2.5) < 3, int(Half(2.5)))


class Pair(tuple):
    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


pair = Pair(1, 2)
one, two = pair
show(pair.first, pair[1], len(pair), one + two, pair == (1, 2), pair + (3,))


class Names(set):
    pass


names = Names(["a"])
names.add("b")
show(len(names), "b" in names, names | {"c"})


class Ordered(OrderedDict):
    def last(self):
        return list(self)[-1]


class Numbered(defaultdict):
    def __missing__(self, key):
        self[key] = len(self)
        return self[key]


numbered = Numbered()
show(Ordered([("a", 1), ("b", 2)]).last(), numbered["x"], numbered["y"], numbered["x"])


class Block(namedtuple("Block", ["filters", "stride"])):
    __slots__ = ()

    def __new__(cls, filters, stride=1):
        return super(Block, cls).__new__(cls, filters, stride)

    def double(self):
        return self.filters * 2


show(Block(8), Block(8, stride=2), Block(4).double(), Block(1)._replace(filters=5).double())
