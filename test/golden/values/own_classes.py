"""Classes of the program: how they are made, what their attributes and operators do, what decorators make of them."""
import copy
import functools
from typing import Generic, TypeVar

from shown import raises, show, unknown


class Single:
    instance = None

    def __new__(cls, *args, **kwargs):
        if cls.instance is None:
            cls.instance = super().__new__(cls)
            cls.instance.count = 0
        return cls.instance

    def __init__(self, value=0):
        self.count += 1
        self.value = value


show(Single() is Single(), Single(5).value, Single.instance.count, object.__new__(Single).instance is Single())


class SingletonMeta(type):
    instances = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls.instances:
            cls.instances[cls] = super(SingletonMeta, cls).__call__(*args, **kwargs)
        return cls.instances[cls]


class Logger(metaclass=SingletonMeta):
    def __init__(self, level=1):
        self.level = level


show(Logger(3) is Logger(4), Logger(9).level)


class Registry(type):
    made = []

    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.tag = name.lower()
        mcs.made.append(name)
        return cls

    def __init__(cls, name, bases, namespace):
        super().__init__(name, bases, namespace)
        cls.index = len(Registry.made)

    def __getitem__(cls, key):
        return key * 2

    def __len__(cls):
        return 12

    def __iter__(cls):
        return iter([7, 8])

    def __contains__(cls, key):
        return key == "in"

    @property
    def title(cls):
        return cls.__name__ + "!"


class First(metaclass=Registry):
    width = 3


class Second(First):
    pass


show(First.tag, Second.tag, Second.index, Registry.made, Second.width, Second().width, isinstance(First(), First))
show(First["ab"], len(First), list(First), "in" in First, "out" in First, Second.title)


class Plugin:
    known = {}

    def __init_subclass__(cls, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.known[key or cls.__name__] = cls


class A(Plugin, key="a"):
    value = 1


class B(Plugin):
    value = 2


show(sorted(Plugin.known), Plugin.known["a"].value, Plugin.known["B"]().value)


class Watched:
    def __init__(self):
        self.x = 1

    def __getattribute__(self, name):
        if name == "magic":
            return 77
        return object.__getattribute__(self, name)


class Doubling:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value * 2)


class Adding:
    def __setattr__(self, name, value):
        super().__setattr__(name, value + 1)


class Direct:
    def __setattr__(self, name, value):
        self.__dict__[name] = value + 5


class Deleting:
    def __init__(self):
        self.log = []
        self.y = 1

    def __delattr__(self, name):
        self.log.append(name)


doubling, adding, direct, deleting = Doubling(), Adding(), Direct(), Deleting()
doubling.q = adding.q = direct.q = 4
del deleting.y
show(Watched().magic, Watched().x, doubling.q, adding.q, direct.q, deleting.log, deleting.y)


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name)

    def __set__(self, instance, value):
        setattr(instance, self.name, max(value, 0))


class Sized:
    width = Positive()

    def __init__(self, width):
        self.width = width


show(Sized(4).width, Sized(-4).width, Sized(4)._width, type(Sized.width).__name__, Sized(2).__dict__)


class Temperature:
    def __init__(self):
        self._value = 1

    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, value):
        self._value = value + 1

    @value.deleter
    def value(self):
        self._value = 0

    def read(self):
        return self._value

    def write(self, value):
        self._value = value * 10

    old = property(read, write)


temperature = Temperature()
temperature.value = 4
show(temperature.value)
temperature.old = 2
show(temperature.old)
del temperature.value
show(temperature.value)


class Item:
    def __class_getitem__(cls, key):
        return (cls.__name__, key)


T = TypeVar("T")


class Box(Generic[T]):
    def __init__(self, x):
        self.x = x


class IntBox(Box[int]):
    pass


show(Item["a"], Box(3).x, Box[int](5).x, IntBox(4).x)


class Vector:
    def __init__(self, *values):
        self.values = list(values)

    def __rsub__(self, other):
        return [other - v for v in self.values]

    def __rrshift__(self, other):
        return ("rrshift", other)

    def __format__(self, spec):
        return "F" + spec

    def __str__(self):
        return "v" + str(self.values)

    def __float__(self):
        return 1.5

    def __int__(self):
        return 7

    def __index__(self):
        return 2

    def __round__(self, digits=0):
        return ("round", digits)

    def __divmod__(self, other):
        return (1, other)

    def __copy__(self):
        return Vector(1)

    def __deepcopy__(self, memo):
        return Vector(2, 2)

    def __getitem__(self, i):
        return None if i == 0 else self.values[i]

    def __imul__(self, k):
        self.values.append(k)
        return self


vector = Vector(5, 6)
vector *= 7
show(10 - vector, 4 >> vector, f"{vector}", f"{vector:abc}", f"{vector!s}", "%s" % vector, format(vector, "x"))
show(float(vector), int(vector), round(vector), round(vector, 3), divmod(vector, 5), range(vector)[-1], "abc"[vector])
show(copy.copy(vector).values, copy.deepcopy([vector])[0].values, vector[0], vector[1], vector.values)


class Equal:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return hash(self.n)


unknown({Equal(1): 2}[Equal(1)])


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


countdown = Countdown(3)
show(next(countdown), list(countdown), next(Countdown(0), "none"), [*Countdown(2)], dict(zip(Countdown(2), "ab")))


class Guard:
    log = []

    def __init__(self, holds):
        self.holds = holds

    def __enter__(self):
        self.log.append("enter")
        return self

    def __exit__(self, kind, value, trace):
        self.log.append(kind.__name__ if kind else None)
        return self.holds


with Guard(True) as outer, Guard(False) as inner:
    raise KeyError("z")
show(Guard.log, outer.holds, inner.holds)
with Guard(False):
    Guard.log.clear()
show(Guard.log)


def tagged(cls):
    cls.tag = 11
    return cls


def replaced(cls):
    return lambda *args: ("made", args)


@tagged
class Tagged:
    pass


@replaced
class Replaced:
    pass


class Counting:
    def __init__(self, run):
        self.run = run
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.run(*args)


@Counting
def counted(x):
    return x + 1


class Keeper:
    def __init__(self):
        self.functions = {}

    def register(self, run):
        self.functions[run.__name__] = run
        return run

    def named(self, name):
        def decorate(run):
            self.functions[name] = run
            return run

        return decorate


keeper = Keeper()


@keeper.register
def small(x):
    return x


@keeper.named("large")
def big(x):
    return x * 100


counted(1)
show(Tagged.tag, Replaced(1, 2), counted(5), counted.count, sorted(keeper.functions), keeper.functions["large"](2))


@functools.singledispatch
def kind(x):
    return "object"


@kind.register(int)
def of_int(x):
    return "int"


@kind.register
def of_text(x: str):
    return "text"


@kind.register(list)
@kind.register(tuple)
def of_items(x):
    return "items"


show(kind(3), kind("a"), kind([]), kind(()), kind(2.5), kind(True))


class Base:
    pass


class Left(Base):
    pass


class Right(Base):
    pass


class Bottom(Left, Right):
    pass


show([cls.__name__ for cls in Bottom.__mro__], Bottom.__bases__[1].__name__, Left.__base__.__name__)
raises(lambda: Base().nothing)
