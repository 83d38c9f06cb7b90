"""What is not known: both ways count, what they agree in is known, and what differs is unknown."""
from shown import show, symbol, unknown

# The evaluator does not know hashes. CPython's are never what is asked for here.
u = hash("a") == "never"

x = 1 if u else 2
unknown(x)
show(3 if u else 3)
show((1, 2)[0] if u else 1)
unknown(u or 5, u and 5)
items = []
y = items.append(1) if u else None
symbol(len(items), "len(items)")
show([0, u or 3][0])
a = 1
try:
    if u:
        raise ValueError("open")
    a = 2
except ValueError:
    a = 3
unknown(a)
try:
    if u:
        raise KeyError
    b = 5
except ValueError:
    b = 6
show(b)


def maybe():
    if u:
        raise ValueError
    return 4


try:
    c = maybe()
except ValueError:
    c = 9
unknown(c)
try:
    d = maybe()
except KeyError:
    d = 9
show(d)
try:
    import a_module_that_nobody_has

    has = True
except ImportError:
    has = False
unknown(has)
n = 0
for i in range(5):
    if u:
        break
    n += 1
unknown(n)
n = 0
while n < 3:
    if u:
        break
    n += 1
unknown(n)
m = "same"
for i in range(3):
    if u:
        m = "same"
        break
show(m)
match hash("b"):
    case 0.5:
        k = 1
        same = 7
    case _:
        k = 2
        same = 7
unknown(k)
show(same)
match [1, hash("c")]:
    case [1, v]:
        got = "pair"
    case _:
        got = "other"
show(got)
unknown(v)


def some():
    yield 1
    if u:
        yield 2
    yield 3


unknown(list(some()))
g = iter([1, 2, 3])
if u:
    next(g)
unknown(list(g))
h = some()
show(next(h))
big = range(10**12)
show(len(big), big[10**11])
last = None
for last in big:
    break
unknown(last)
unknown({1, 2}.pop(), list({"a", "b"})[0], [z for z in {3, 4}][0])
show(sorted({3, 1}), len([z for z in {3, 4}]))
e = [1]
e.extend(hash("d") for _ in range(hash("e") % 3))
unknown(e)
f = {"a": 1}
f[hash("x")] = 2
unknown(f.get("a"))
o = [1, 2]
if u:
    o.append(3)
unknown(o)
s = {1}
if u:
    s.add(2)
symbol(len(s), "len(s)")
