"""`functools`: partial functions, folding, caches."""
import functools
from functools import partial, reduce, wraps
from shown import raises, show


def power(base, exponent=2, *more, scale=1, **options):
    return (base, exponent, more, scale, options)


square = partial(power, exponent=2)
show(square(3), square(3, scale=2), square(base=4), square(3, exponent=5), square(3, name="x"))
first = partial(power, 10)
show(first(), first(1), first(1, 2, 3), first(scale=7))
nested = partial(partial(power, 1, scale=3), 2, flag=True)
show(nested(), nested(4, 5), nested(scale=4), nested.args, nested.keywords, nested.func is power)
show(partial(int, base=2) is None, partial(max, 3)(1, 2), partial(lambda: 5)())
show([f(2) for f in [partial(power, scale=s) for s in (1, 2)]])

show(reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(lambda a, b: a + b, [], 7), reduce(lambda a, b: a + [b], (1, 2), []))
show(reduce(max, [3, 9, 2]), reduce(lambda f, g: (f, g), "abc"))
raises(lambda: reduce(lambda a, b: a, []))


def compose(*funcs):
    return reduce(lambda f, g: lambda *a, **kw: g(f(*a, **kw)), funcs)


show(compose(lambda x: x + 1, lambda x: x * 2, str)(4))


def logged(function):
    @wraps(function)
    def wrapper(*args):
        return function(*args)

    return wrapper


show(logged(lambda x: x * 3)(5))

calls = []


@functools.lru_cache(maxsize=None)
def slow(n, m=0):
    calls.append(n)
    return [n, m]


show(slow(1) is slow(1), slow(1) is slow(2), slow(1, m=1), slow(1, m=1) is slow(1, m=1), len(calls))


@functools.lru_cache
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


show(fibonacci(40))


class Lazy:
    made = 0

    @functools.cached_property
    def parts(self):
        Lazy.made += 1
        return [1, 2]

    @functools.lru_cache()
    def twice(self, n):
        return [n, n]


lazy = Lazy()
show(lazy.parts is lazy.parts, lazy.twice(2) is lazy.twice(2))
