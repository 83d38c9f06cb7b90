"""Code that is a text, and the names around it as dictionaries."""
from shown import raises, show, unknown

width = 3
show(eval("1 + 2 * 3"), eval("width * 2"), eval(" [width] * 2 "), eval("x + 1", {"x": 2}), eval("a + b", {"a": 1}, {"b": 5}))
exec("made = 4\nfor i in range(3):\n    made += i")
show(made)
name = "max"
show(eval(name)(1, 2), eval(f"{name}([4, 5])"))


def inside(units):
    depth = 2
    exec("depth = 9")
    return eval("units"), depth, sorted(locals().items())


show(inside(8))
globals()["stored"] = 9
vars()["other"] = 8
for i in range(3):
    globals()[f"layer_{i}"] = i * 10
show(stored, other, layer_2, "layer_1" in globals(), "layer_7" in globals(), globals()["width"], globals().get("no"))
before = globals()
width = 5
show(before["width"])
raises(lambda: eval("1 +"))
raises(lambda: eval("nothing_here"))


def deep(n):
    return eval("deep(n - 1)") if n else 7


show(deep(5))
