"""Generators, `match`, exceptions, `with`, conditional expressions, unpacking."""
from shown import raises, show, unknown

log = []


def count(n):
    log.append("start")
    for i in range(n):
        log.append(i)
        yield i * 10
    log.append("end")


show(list(count(2)), log)
log.clear()
for value in count(3):
    log.append(("body", value))
    if value == 10:
        break
show(log)
g = count(2)
log.clear()
show(next(g), log)
show(next(g), log)
show(next(g, "none"), log)
show(sum(count(4)), any(v > 10 for v in count(9)), max(count(3)), list(zip(count(3), "ab")))


def forever(start=0):
    while True:
        yield start
        start += 1


show([v for v, _ in zip(forever(5), range(3))], next(forever()))
for n in forever():
    if n > 3:
        break
show(n)


def nested(depth):
    if depth == 0:
        return "leaf"
    yield depth
    result = yield from nested(depth - 1)
    yield result


show(list(nested(3)))


def chained(*parts):
    for part in parts:
        yield from part


show(list(chained([1, 2], (3,), "ab", range(2))))


def talk():
    got = yield "first"
    while got is not None:
        got = yield got * 2
    return "done"


t = talk()
show(next(t), t.send(4), t.send(5))


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


f = fib()
show([next(f) for _ in range(8)])


def cleanup():
    try:
        yield 1
        yield 2
    finally:
        log.append("closed")


log.clear()
show(list(cleanup()), log)


def kinds(values):
    for value in values:
        match value:
            case int():
                yield "int"
            case [first, *_]:
                yield first
            case _:
                continue


show(list(kinds([1, [2, 3], "x", (4,)])))
squares = (v * v for v in range(4))
show(next(squares), list(squares), list(squares))
first = (x for x in [5, 6])
show(5 in first, list(first))
show(list(v for row in [[1], [2, 3]] for v in row if v != 2))
pairs = iter([1, 2, 3, 4])
show(list(zip(pairs, pairs)))
it = iter("ab")
show(next(it), next(it), next(it, 0))
rows = [1, 2]
i = iter(rows)
next(i)
rows.append(3)
show(list(i))
show(list(iter([3, 4].pop, 3)))
e = enumerate("xy")
show(next(e), list(e), list(e))
z = zip([1, 2, 3], iter([4, 5]))
show(list(z), list(z))
m = map(lambda a: a + 1, [1, 2])
show(next(m), list(m))
show([*map(str, range(2))], dict(enumerate("ab")), {**{"a": 1}}, sorted(filter(None, [3, 0, 1])))
a, *b = (x for x in range(3))
show(a, b)
show(max((len(w), w) for w in ["a", "bcd", "ef"]), "".join(c for c in "abc"))


def describe(value):
    match value:
        case 0 | 1:
            return "small"
        case int(n) if n > 100:
            return f"big {n}"
        case int() | float():
            return "number"
        case "a":
            return "letter a"
        case str() as text:
            return f"text {text}"
        case None:
            return "none"
        case True:
            return "true"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [x, y]:
            return f"two {x} {y}"
        case (1, [p, *q], *rest):
            return f"nested {p} {q} {rest}"
        case [first, *_, last]:
            return f"many {first} {last}"
        case {"kind": "conv", "filters": f, **rest}:
            return f"conv {f} {rest}"
        case {"kind": k}:
            return f"kind {k}"
        case {}:
            return "mapping"
        case _:
            return "other"


show(describe(0), describe(1.0), describe(500), describe(7), describe(2.5), describe("a"), describe("b"))
show(describe(None), describe([]), describe((3,)), describe([3, 4]), describe([1, [2, 3], 4]), describe([5, 6, 7]))
show(describe({"kind": "conv", "filters": 8, "x": 1}), describe({"kind": "pool"}), describe({}), describe({1}))


def attempt(run):
    try:
        return run()
    except KeyError as error:
        return f"key {error} {error.args}"
    except (IndexError, ZeroDivisionError):
        return "index or zero"
    except ValueError as error:
        return f"value {error}"
    except Exception as error:
        return f"other {type(error).__name__}"


table = {"a": 1}
show(attempt(lambda: table["a"]), attempt(lambda: table["b"]), attempt(lambda: [1][3]), attempt(lambda: 1 // 0))
show(attempt(lambda: 1 / 0), attempt(lambda: int("x")), attempt(lambda: float("y")), attempt(lambda: None.shape))
show(attempt(lambda: [].pop()), attempt(lambda: {}.pop("q")), attempt(lambda: [1].remove(2)))
unknown(attempt(lambda: min([])))
show(attempt(lambda: next(iter([]))), attempt(lambda: "a".index("b")))
order = []


def steps(fail):
    try:
        order.append("try")
        if fail:
            raise ValueError("bad", 3)
        order.append("after")
    except ValueError as error:
        order.append(error.args)
    else:
        order.append("else")
    finally:
        order.append("finally")
    return order[:]


show(steps(False))
order.clear()
show(steps(True))


def again():
    try:
        try:
            raise KeyError("k")
        except KeyError:
            raise
    except LookupError as error:
        return repr(error)


show(again())


def changed():
    x = 1
    try:
        x = 2
        {}["missing"]
        x = 3
    except KeyError:
        pass
    return x


show(changed())


def returns():
    try:
        return "try"
    finally:
        order.append("left")


order.clear()
show(returns(), order)
total = 0
for part in [1, "x", 2, None]:
    try:
        total += int(part)
    except ValueError:
        continue
    except TypeError:
        break
show(total)
try:
    config = {"width": 3}
    depth = config["depth"]
except KeyError:
    depth = 7
show(depth)
try:
    assert depth == 8, "no"
except AssertionError as error:
    message = str(error)
show(message)
raises(lambda: {}["a"])


x = 5 if log else 6
y = (1 if x > 5 else 2) if x else 3
show(x, y, x and y, x or y, not x, 0 or [] or "z", 1 and "" and 3)
if (n := len("abc")) > 2:
    show(n)
(u, v), w = [1, 2], 3
show(u, v, w)
k = 0
while True:
    k += 1
    if k % 2:
        continue
    if k > 6:
        break
else:
    k = -1
show(k)
for q in range(3):
    pass
else:
    q = "done"
show(q)
for q in []:
    pass
else:
    q = "empty"
show(q)

try:
    unicode
except NameError:
    unicode = str
try:
    text_types = (basestring,)
except NameError:
    text_types = (str, bytes)
show(unicode("a"), isinstance("a", text_types))


def added(a, b):
    try:
        return a + b
    except TypeError:
        return "different kinds"


show(added("a", 1), added([1], (2,)), added(None, 1), added(1, 2.5), added("a", "b"), added({}, 1) if False else 0)


def remembered(n):
    remembered.calls += 1
    return n


remembered.calls = 0
remembered(1)
remembered(2)
show(remembered.calls, hasattr(remembered, "cache"), (lambda: 0).__name__)


def needs(a, b):
    return a


def lacking():
    try:
        return needs(1)
    except TypeError:
        return "an argument is missing"


show(lacking(), needs(1, b=2))


class Keyed:
    def keys(self):
        return ["a", "b"]

    def __getitem__(self, key):
        return key * 2


show(dict(Keyed()), {**Keyed(), "c": 1}, (lambda **k: sorted(k))(**Keyed()))
