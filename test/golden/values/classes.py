"""Classes of the program: inheritance, special methods, properties, exceptions, context managers."""
from shown import raises, show, unknown

log = []


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on y at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "somewhere"
        case _:
            return "no point"


show(where(Point(0, 0)), where(Point(0, 4)), where(Point(3, 3)), where(Point(1, 2)), where(3))


class ShapeError(ValueError):
    pass


def check(n):
    if n < 0:
        raise ShapeError(f"negative {n}")
    if n == 0:
        raise TypeError
    return n


def safe(n):
    try:
        return check(n)
    except ShapeError as error:
        return str(error)
    except TypeError as error:
        return repr(error)


show(safe(-3), safe(0), safe(5))
raises(lambda: check(-1))


class Scope:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        log.append(f"enter {self.name}")
        return self.name.upper()

    def __exit__(self, kind, value, trace):
        log.append(f"exit {self.name}")


log.clear()
with Scope("a") as a, Scope("b") as b:
    log.append((a, b))
show(log)
with Scope("c") as (p):
    show(p)


class Base:
    kind = "base"
    made = 0

    def __init__(self, width=1, *, name=None):
        self.width = width
        self.name = name or type(self).__name__
        Base.made += 1

    def who(self):
        return "Base"

    @property
    def double(self):
        return self.width * 2

    @double.setter
    def double(self, value):
        self.width = value // 2

    @classmethod
    def of(cls, width):
        return cls(width, name="of")

    @staticmethod
    def add(a, b=1):
        return a + b


class Left(Base):
    def who(self):
        return "Left " + super().who()


class Right(Base):
    def who(self):
        return "Right " + super().who()


class Both(Left, Right):
    kind = "both"

    def who(self):
        return "Both " + super(Both, self).who()


b = Both(3)
show(b.who(), b.width, b.name, b.kind, b.double, Base.made)
b.double = 20
show(b.width, b.double)
show(Both.of(4).name, Both.add(2), b.add(2, 3), Left.kind, b.__class__.__name__, type(b).__name__)
show(isinstance(b, Right), isinstance(b, Base), isinstance(b, int), issubclass(Both, Left), issubclass(Left, Right))
show(type(b) is Both, type(b) == Left, isinstance(3, Base), callable(b), callable(Both), isinstance(Both, type))
show(hasattr(b, "width"), hasattr(b, "depth"), getattr(b, "depth", 7), getattr(b, "width"))
setattr(b, "depth", 9)
show(b.depth, vars(b), sorted(b.__dict__))
b.__dict__.update(extra=5)
show(b.extra)
del b.extra
show(hasattr(b, "extra"))
b.kind = "own"
show(b.kind, Both.kind)


class Vector:
    def __init__(self, *items):
        self.items = list(items)

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __iter__(self):
        return iter(self.items)

    def __contains__(self, item):
        return item in self.items

    def __eq__(self, other):
        return isinstance(other, Vector) and self.items == other.items

    def __lt__(self, other):
        return sum(self.items) < sum(other.items)

    def __add__(self, other):
        return Vector(*[a + b for a, b in zip(self, other)])

    def __mul__(self, n):
        return Vector(*[a * n for a in self])

    __rmul__ = __mul__

    def __neg__(self):
        return self * -1

    def __iadd__(self, other):
        self.items += list(other)
        return self

    def __repr__(self):
        return f"Vector{tuple(self.items)}"

    def __call__(self, x):
        return x + len(self)

    def __bool__(self):
        return any(self.items)

    def __abs__(self):
        return sum(self.items)


v = Vector(1, 2)
w = Vector(3, 4)
show(len(v), v[0], v[-1], v[:1], list(v), 2 in v, 9 in v, v == Vector(1, 2), v != w, v == 3, v < w, v > w)
show(str(v + w), repr(2 * v), f"{-v}", v(10), bool(v), bool(Vector(0)), abs(w), str([v]))
v[0] = 7
v += [5]
show(v.items, [*v], sum(v), max(v), sorted([w, Vector(1, 1)], key=len)[0] is w)
first, *rest = v
show(first, rest, dict(zip("ab", v)))
show(str(sorted([w, Vector(0, 1)])))


class Counter:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


show(list(Counter(3)), [c * 2 for c in Counter(2)])


class Sized:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError(i)
        return i * i


show(list(Sized()), Sized()[2])


class Lazy:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        return f"made {name}"


show(Lazy().real, Lazy().other)


class Tree:
    def __init__(self, value, children=()):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


show(list(Tree(1, [Tree(2, [Tree(3)]), Tree(4)])))


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


show(Slotted().a)


class Registry:
    known = {}

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)


class Entry(Registry):
    x = [i * 2 for i in range(3)]
    y = len(x)


show(Entry.x, Entry.y, Entry.known)


class Meters(float):  # noqa
    pass


class NetError(Exception):
    def __init__(self, layer, message="bad"):
        super().__init__(f"{layer}: {message}")
        self.layer = layer


try:
    raise NetError("conv")
except NetError as error:
    show(str(error), error.layer, error.args, repr(error), isinstance(error, Exception))


def outer():
    n = 0

    def bump(by=1):
        nonlocal n
        n += by
        return n

    return bump


bump = outer()
show(bump(), bump(5), outer()())


def f(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


show(f(1, d=4), f(1, 20, 30, 40, 50, d=6, e=7, z=8), f(*[1, 2], **{"d": 3, "c": 9}), f(1, d=2, a=3))
raises(lambda: outer(1))


def grow(x, acc=[]):
    acc.append(x)
    return acc


show(grow(1), grow(2))


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


show(fact(20), (lambda *a, k=1: (a, k))(1, 2, k=3))
compose = lambda *fs: (lambda x: compose(*fs[1:])(fs[0](x)) if fs else x)
show(compose(lambda x: x + 1, lambda x: x * 2)(5))
