"""What to ask of every function of keras.ops: a draw of its arguments, by families as they are kept in files."""

from ..draw import Draw

TYPES = ["float32"] * 8 + ["int32", "int32", "int64", "float16", "bool", "uint8", "float64", "bfloat16", "int8", "uint16"]


def tensor(shape, dtype="float32"):
    """Returns the form of a tensor."""
    return {"shape": list(shape), **({} if dtype == "float32" else {"dtype": dtype})}


def shape(draw, low=0, high=4):
    """Returns a shape of small sizes, now and then with None."""
    rank = draw.randint(low, high)
    return [draw.one(None, draw.one(1, 2, 3)) if i == 0 else draw.maybe(size(draw), 0.12) for i in range(rank)]


def size(draw):
    """Returns a size, often 1."""
    return draw.one(1, 1, 2, 3, 4, 5, 6, 8, 10, 12)


def any_tensor(draw, low=0, high=4):
    """Returns a tensor of any shape and type."""
    return tensor(shape(draw, low, high), draw.choice(TYPES))


def rank(form):
    """Returns the rank of a tensor's form."""
    return len(form["shape"])


def axis(draw, of_rank, wrong=0.07):
    """Returns an axis, now and then one that is not there."""
    if draw.chance(wrong) or of_rank == 0:
        return draw.one(of_rank, -of_rank - 1, of_rank + 2)
    return draw.axis(of_rank)


def axes(draw, of_rank):
    """Returns one axis or several, now and then one of them twice."""
    if draw.chance(0.5):
        return axis(draw, of_rank)
    return [axis(draw, of_rank, 0.04) for _ in range(draw.randint(0, 3))]


def other(draw, form):
    """Returns a shape that mostly broadcasts to another."""
    varied = list(form)
    for i in range(len(varied)):
        if draw.chance(0.25):
            varied[i] = draw.one(1, 1, None, 5)
    if draw.chance(0.2):
        varied = varied[draw.randint(0, len(varied)) :]
    return [*shape(draw, 1, 1), *varied] if draw.chance(0.1) else varied


def number(draw):
    """Returns a number of Python."""
    return draw.one(0, 2, -1, 0.5, 2.0, True)


# ---- a draw returns the arguments by position and by name


def unary(draw):
    """Draws the tensor of a function of one."""
    return [any_tensor(draw)], {}


def pair(draw):
    """Draws two operands, of which one may be a number."""
    first = any_tensor(draw, 0, 4)
    if draw.chance(0.25):
        both = [first, number(draw)]
        return (both if draw.flag() else both[::-1]), {}
    if draw.chance(0.03):
        return [first, draw.one(None, [1, 2], "a")], {}
    return [first, tensor(other(draw, first["shape"]), draw.choice(TYPES))], {}


def with_options(**options):
    """Draws a tensor, and some of the options."""
    return lambda draw: ([any_tensor(draw)], draw.some({name: (lambda v=values: draw.choice(v)) for name, values in options.items()}, 0.5))


def reduction(*further):
    """Draws a tensor, axes and keepdims."""

    def one(draw):
        x = any_tensor(draw)
        kwargs = {}
        if draw.chance(0.8):
            kwargs["axis"] = axes(draw, rank(x))
        if "keepdims" in further and draw.chance(0.4):
            kwargs["keepdims"] = draw.flag()
        return [x], kwargs

    return one


def prod(draw):
    """Draws prod, which also takes a dtype."""
    args, kwargs = reduction("keepdims")(draw)
    return args, {**kwargs, **draw.some({"dtype": lambda: draw.one("float16", "int32", None)}, 0.3)}


def norm(draw):
    """Draws norm."""
    args, kwargs = reduction("keepdims")(draw)
    return args, {**kwargs, **draw.some({"ord": lambda: draw.one(None, "fro", "nuc", 1, 2, 3, "x", float("inf"))}, 0.5)}


def moments(draw):
    """Draws moments."""
    x = any_tensor(draw)
    return [x, axes(draw, rank(x))], draw.some({"keepdims": draw.flag}, 0.4)


def one_axis(of_none=True, name="axis"):
    """Draws a tensor and one axis, or None."""

    def one(draw):
        x = any_tensor(draw)
        if draw.chance(0.2):
            return [x], {}
        return [x], {name: None if of_none and draw.chance(0.2) else axis(draw, rank(x))}

    return one


def some_axes(draw):
    """Draws a tensor, and an axis or several."""
    x = any_tensor(draw)
    return [x], {} if draw.chance(0.3) else {"axis": axes(draw, rank(x))}


def glu(draw):
    """Draws glu, mostly of an even size."""
    x = any_tensor(draw, 1, 4)
    at = axis(draw, rank(x), 0.05)
    if draw.chance(0.7) and -rank(x) <= at < rank(x):
        x["shape"][at] = draw.one(2, 4, 6, None)
    return [x], {"axis": at}


def threshold(draw):
    """Draws threshold."""
    return [any_tensor(draw), 0.5, 0], {}


def where(draw):
    """Draws where: a condition and two tensors or numbers."""
    base = shape(draw, 0, 3)
    condition = tensor(other(draw, base), "bool")
    if draw.chance(0.1):
        return [condition], {}
    branch = lambda: number(draw) if draw.chance(0.3) else tensor(other(draw, base), draw.choice(TYPES))  # noqa: E731
    if draw.chance(0.06):
        return [condition, branch()], {}
    return [condition, branch(), branch()], {}


def clip(draw):
    """Draws clip."""
    return [any_tensor(draw), draw.one(0, -1.0), draw.one(1, 6.0)], {}


def reshape(draw):
    """Draws reshape to what mostly fits."""
    x = any_tensor(draw, 1, 4)
    sizes = [1 if each is None else each for each in x["shape"]]
    total = 1
    for each in sizes:
        total *= each
    target = []
    while total > 1 and len(target) < draw.randint(0, 3):
        part = draw.choice([d for d in range(1, total + 1) if total % d == 0])
        target.append(part)
        total //= part
    target.append(total)
    draw.shuffle(target)
    if draw.chance(0.4):
        target[draw.randrange(len(target))] = -1
    if draw.chance(0.15):
        target[draw.randrange(len(target))] = draw.one(None, 7, -1, -2, 0)
    if draw.chance(0.1):
        return [x, draw.one(-1, 4, [])], {}
    return [x], {"newshape": target}


def expand_dims(draw):
    """Draws expand_dims."""
    x = any_tensor(draw)
    return [x, axis(draw, rank(x) + 1) if draw.chance(0.6) else [axis(draw, rank(x) + 2, 0.03) for _ in range(2)]], {}


def squeeze(draw):
    """Draws squeeze, mostly of axes of size 1."""
    x = any_tensor(draw, 1, 4)
    ones = [i for i, each in enumerate(x["shape"]) if each == 1]
    if draw.chance(0.25):
        return [x], {}
    at = draw.choice(ones) if ones and draw.chance(0.7) else axis(draw, rank(x))
    return [x], {"axis": draw.one(at, [at], at, [*ones])}


def transpose(draw):
    """Draws transpose."""
    x = any_tensor(draw)
    order = list(range(rank(x)))
    draw.shuffle(order)
    if draw.chance(0.2):
        return [x], {}
    if order and draw.chance(0.2):
        order = draw.one(order[:-1], [*order, 0], [order[0]] * len(order), [each - len(order) for each in order])
    return [x], {"axes": order}


def swapaxes(draw):
    """Draws swapaxes."""
    x = any_tensor(draw)
    return [x, axis(draw, rank(x)), axis(draw, rank(x))], {}


def moveaxis(draw):
    """Draws moveaxis, an axis or two."""
    x = any_tensor(draw, 1, 4)
    count = draw.randint(1, min(2, rank(x)))
    source, target = draw.sample(range(rank(x)), count), draw.sample(range(rank(x)), count)
    if draw.chance(0.2):
        return [x, axis(draw, rank(x)), axis(draw, rank(x))], {}
    return [x, source, draw.one(target, target, target, target[:-1])], {}


def roll(draw):
    """Draws roll."""
    x = any_tensor(draw)
    return [x, 1], {} if draw.chance(0.3) else {"axis": axis(draw, rank(x))}


def tile(draw):
    """Draws tile."""
    x = any_tensor(draw)
    return [x, draw.one(2, [draw.one(0, 1, 2, 3) for _ in range(draw.randint(0, 4))], [1, -1])], {}


def repeat(draw):
    """Draws repeat by one number or by one for each element."""
    x = any_tensor(draw)
    at = None if draw.chance(0.3) else axis(draw, rank(x))
    known = x["shape"][at] if at is not None and -rank(x) <= at < rank(x) else None
    each = [draw.randint(0, 3) for _ in range(known or 2)]
    return [x, draw.one(2, 3, [2], each)], {} if at is None else {"axis": at}


def pad(draw):
    """Draws pad: one number, a pair, or a pair for each axis."""
    x = any_tensor(draw, 1, 4)
    pairs = [[draw.randint(0, 3), draw.randint(0, 3)] for _ in range(rank(x))]
    if draw.chance(0.12):
        pairs = draw.one(pairs[:-1] or [[1]], [*pairs, [1, 1]])
    return [x, draw.one(1, [1, 2], pairs, pairs, pairs, pairs)], {}


def broadcast_to(draw):
    """Draws broadcast_to."""
    x = any_tensor(draw, 0, 3)
    target = [size(draw) if each in (None, 1) else each for each in x["shape"]]
    if draw.chance(0.2) and target:
        target[draw.randrange(len(target))] = draw.one(7, 1)
    return [x, [*([2] if draw.flag() else []), *target]], {}


def cast(draw):
    """Draws cast."""
    return [any_tensor(draw), draw.one("float16", "int32", "bool", "float64", "float31", None, "int8", "bfloat16")], {}


def optional_type(draw):
    """Draws a tensor and the type of the result."""
    return [any_tensor(draw)], draw.some({"dtype": lambda: draw.one("float16", "int32", None, "bool", "x")}, 0.5)


def full_like(draw):
    """Draws full_like."""
    args, kwargs = optional_type(draw)
    return [*args, 3], kwargs


def blocks(draw):
    """Draws depth_to_space and space_to_depth."""
    spatial = [draw.maybe(draw.one(2, 4, 6, 7), 0.15) for _ in range(2)]
    channels = draw.one(4, 8, 9, 16, 12, None)
    first = draw.chance(0.3)
    form = [None, channels, *spatial] if first else [None, *spatial, channels]
    kwargs = {"data_format": "channels_first"} if first else {}
    return [tensor(form if draw.chance(0.9) else form[1:]), draw.one(2, 2, 2, 3, 1)], kwargs


def cumulative(draw):
    """Draws cumsum and cumprod."""
    args, kwargs = one_axis()(draw)
    return args, {**kwargs, **draw.some({"dtype": lambda: draw.one("float16", "int64", "bool")}, 0.2)}


def several(draw, low, high):
    """Returns tensors whose shapes are mostly alike, and their rank."""
    base = shape(draw, low, high)
    kinds = [draw.choice(TYPES)] * 6 + [draw.choice(TYPES)]
    return [tensor(base, draw.choice(kinds)) for _ in range(draw.choice([1, 2, 2, 3, 4]))], len(base)


def concatenate(draw):
    """Draws concatenate: shapes that differ on the axis alone, mostly."""
    tensors, of_rank = several(draw, 1, 4)
    at = axis(draw, of_rank, 0.06)
    for each in tensors:
        if -of_rank <= at < of_rank:
            each["shape"][at] = draw.maybe(size(draw), 0.1)
        if draw.chance(0.06):
            each["shape"][draw.randrange(of_rank)] = draw.one(None, 7)
        if draw.chance(0.02):
            each["shape"].append(2)
    return [tensors], draw.some({"axis": lambda: at}, 0.9)


def stacked(draw):
    """Draws hstack and vstack."""
    tensors, _ = several(draw, 1, 3)
    return [tensors], {}


def stack(draw):
    """Draws stack."""
    tensors, of_rank = several(draw, 0, 3)
    for each in tensors:
        if of_rank and draw.chance(0.08):
            each["shape"][draw.randrange(of_rank)] = draw.one(None, 7)
    return [tensors], draw.some({"axis": lambda: axis(draw, of_rank + 1)}, 0.7)


def unstack(draw):
    """Draws unstack."""
    x = any_tensor(draw, 1, 4)
    return [x], draw.some({"axis": lambda: axis(draw, rank(x)), "num": lambda: draw.one(None, 2, 3)}, 0.5)


def split(draw):
    """Draws split into equal parts or at indices."""
    x = any_tensor(draw, 1, 4)
    at = axis(draw, rank(x), 0.05)
    known = (x["shape"][at] if -rank(x) <= at < rank(x) else None) or 4
    parts = draw.one(1, 2, known, draw.choice([d for d in range(1, known + 1) if known % d == 0]))
    indices = sorted(draw.randint(0, known) for _ in range(draw.randint(0, 3)))
    return [x, draw.one(parts, parts, indices, [3, 1])], draw.some({"axis": lambda: at}, 0.9)


def key(draw, of_rank):
    """Returns what stands in brackets behind a tensor."""

    def part():
        kind = draw.random()
        if kind < 0.35:
            return draw.one(0, 1, -1, 2, 0, 5)
        if kind < 0.85:
            bound = lambda: draw.one(None, None, 0, 1, 2, -1, 5, -3)  # noqa: E731
            return {"slice": [bound(), bound(), draw.one(None, None, None, 1, 2, -1, 3, 0)]}
        return draw.one(None, {"ellipsis": True}, None, {"ellipsis": True}, True)

    parts = [part() for _ in range(draw.randint(0, of_rank + 1))]
    return parts if draw.chance(0.85) else part()


def get_item(draw):
    """Draws slices and indices."""
    x = any_tensor(draw, 1, 4)
    return [x, key(draw, rank(x))], {}


def take(draw):
    """Draws take by a tensor, a number or a list."""
    x = any_tensor(draw, 1, 3)
    indices = draw.one(tensor(shape(draw, 0, 2), "int32"), tensor(shape(draw, 0, 2), "int32"), 0, [0, 1], [[0], [0]])
    return [x, indices], draw.some({"axis": lambda: axis(draw, rank(x))}, 0.7)


def take_along_axis(draw):
    """Draws take_along_axis."""
    x = any_tensor(draw, 1, 3)
    at = axis(draw, rank(x), 0.05)
    indices = other(draw, x["shape"]) if draw.chance(0.3) else list(x["shape"])
    return [x, tensor(indices, "int32")], draw.some({"axis": lambda: at}, 0.85)


def one_hot(draw):
    """Draws one_hot."""
    x = tensor(shape(draw, 0, 3), "int32")
    options = {"axis": lambda: draw.one(-1, 0, 1, -2, 3), "dtype": lambda: draw.one("int32", "float16", None)}
    return [x, draw.one(10, 3, 1)], draw.some(options, 0.4)


def top_k(draw):
    """Draws top_k."""
    return [any_tensor(draw), draw.one(1, 2, 3, 0)], {}


def diff(draw):
    """Draws diff."""
    x = any_tensor(draw, 1, 4)
    return [x], draw.some({"n": lambda: draw.one(1, 2, 5), "axis": lambda: axis(draw, rank(x))}, 0.5)


def slices(draw):
    """Draws slice: where it starts and how much it takes."""
    x = any_tensor(draw, 1, 3)
    start = [draw.one(0, 0, 1) for _ in x["shape"]]
    taken = [draw.one(-1, 1, 1, 2) for _ in x["shape"]]
    return [x, start if draw.chance(0.95) else [0], taken if draw.chance(0.93) else [*taken, 1]], {}


def matmul(draw):
    """Draws matmul, mostly with sizes that meet."""
    a, b = shape(draw, 1, 4), shape(draw, 1, 4)
    if draw.chance(0.85):
        b[-2 if len(b) > 1 else -1] = a[-1]
    if draw.chance(0.5) and len(a) > 2 and len(b) > 1:
        b = [*other(draw, a[:-2]), *b[-2:]]
    kinds = [draw.choice(TYPES)] * 5 + [draw.choice(TYPES)]
    return [tensor(a, draw.choice(kinds)), tensor(b, draw.choice(kinds))], {}


def dot(draw):
    """Draws dot, now and then with a scalar."""
    args, _ = matmul(draw)
    if draw.chance(0.1):
        args[1] = tensor([])
    return args, {}


def tensordot(draw):
    """Draws tensordot."""
    a, b = shape(draw, 2, 4), shape(draw, 2, 4)
    first, second = draw.randrange(len(a)), draw.randrange(len(b))
    if draw.chance(0.85):
        b[second] = a[first]
    pair_of = [[first], [second]]
    return [tensor(a), tensor(b)], draw.some({"axes": lambda: draw.one(pair_of, pair_of, pair_of, 1, 2, 0)}, 0.95)


EQUATIONS = [
    "ij,jk->ik", "bij,bjk->bik", "bhqd,bhkd->bhqk", "abc,cd->abd", "...ij,...jk->...ik", "bij,jk", "ii->i", "bij->bji",
    "bi,bi->b", "bi,bj->bij", "...x,xy->...y", "ab...,bc->ac...", "ij,jk->", "aecd,abcd->acbe", "bNqd,bNkd->bNqk",
    "BTD,DK->BTK", "bij,bjk,bkl->bil", "ij, jk -> ik", "i,i", "ij->", "bij->b...",
]  # fmt: skip


def einsum(draw):
    """Draws einsum: sizes by letter, now and then one that differs."""
    equation = draw.choice(EQUATIONS)
    sizes = {letter: draw.maybe(draw.one(1, 2, 3, 5), 0.15) for letter in equation}
    wild = shape(draw, 0, 2)
    operands = []
    for spec in equation.split("->")[0].split(","):
        before, *after = spec.strip().split("...")
        form = [*(sizes[s] for s in before), *(wild if after else []), *(sizes[s] for part in after for s in part)]
        if form and draw.chance(0.08):
            form[draw.randrange(len(form))] = draw.one(None, 7, 1)
        operands.append(tensor(form if draw.chance(0.96) else form[1:], draw.one("float32", "float32", "float16", "int8")))
    return [equation, *operands], {}


def trace(draw):
    """Draws trace."""
    x = any_tensor(draw, 2, 4)
    return [x], draw.some({"axis1": lambda: axis(draw, rank(x)), "axis2": lambda: axis(draw, rank(x))}, 0.4)


def triangle(draw):
    """Draws tril and triu."""
    return [any_tensor(draw, 2, 4)], draw.some({"k": lambda: draw.one(0, 1, -1)}, 0.4)


def resize(draw):
    """Draws image.resize."""
    form = draw.image(2)
    sizes = draw.one([8, 8], [16, 5], [1, 1], [0, 4], [4], [4, 4, 4])
    x = tensor(form if draw.chance(0.8) else form[1:] if draw.flag() else [*form, 2])
    options = {
        "data_format": lambda: draw.one("channels_last", "channels_first", None, "x"),
        "antialias": draw.flag,
        "crop_to_aspect_ratio": draw.flag,
        "pad_to_aspect_ratio": draw.flag,
    }
    return [x, sizes if draw.chance(0.4) else [7, 9]], draw.some(options, 0.25)


def pool(draw):
    """Draws max_pool and average_pool."""
    spatial = draw.randint(1, 3)
    first = draw.chance(0.3)
    x = tensor(draw.image(spatial, "channels_first" if first else None))
    options = {"strides": lambda: draw.one(1, 2, 3), "padding": lambda: draw.one("valid", "same", "SAME", "x")}
    kwargs = draw.some(options, 0.5)
    return [x, draw.one(2, 3, [2] * spatial, [2] * spatial)], {**kwargs, **({"data_format": "channels_first"} if first else {})}


def sizes_and_type(draw):
    """Draws zeros and ones."""
    sizes = [size(draw) for _ in range(draw.randint(0, 3))]
    return [draw.one(sizes, sizes, 3)], draw.some({"dtype": lambda: draw.one("int32", "float16", "bool")}, 0.4)


def full(draw):
    """Draws full."""
    args, kwargs = sizes_and_type(draw)
    return [args[0], 1.0], kwargs


def eye(draw):
    """Draws eye."""
    return [draw.randint(0, 5)], draw.some({"M": lambda: draw.randint(1, 4), "dtype": lambda: "int32"}, 0.4)


def arange(draw):
    """Draws arange."""
    bounds = draw.one([5], [2, 9], [0, 10, 3], [9, 0, -2], [4.0], [0, 1, 0.25], [5, 2])
    return bounds, draw.some({"dtype": lambda: draw.one("float32", "int64")}, 0.4)


UNARY = """absolute abs angle arccos arccosh arcsin arcsinh arctan arctanh bitwise_invert bitwise_not cbrt ceil conj
conjugate copy cos cosh deg2rad rad2deg erf erfc erfinv exp exp2 expm1 fabs floor imag isfinite isinf isnan isneginf
isposinf isreal log log10 log1p log2 logical_not negative real reciprocal rsqrt sign signbit sin sinc sinh sqrt square
stop_gradient tan tanh trunc relu relu6 sigmoid sparse_sigmoid softplus softsign sparse_plus silu swish log_sigmoid
hard_sigmoid hard_silu hard_swish selu tanh_shrink hard_tanh round nan_to_num ravel""".split()
PAIRS = """add subtract multiply divide true_divide divide_no_nan floor_divide mod fmod power maximum minimum fmax fmin
arctan2 logaddexp gcd lcm equal not_equal greater greater_equal less less_equal logical_and logical_or logical_xor
outer""".split()
REDUCTIONS = "sum mean max min any all std var amax amin median ptp logsumexp argmax argmin".split()
ACTIVATIONS = """relu relu6 sigmoid sparse_sigmoid softplus softsign sparse_plus silu log_sigmoid hard_sigmoid hard_silu
selu tanh tanh_shrink hard_tanh exponential linear mish""".split()

Row = tuple[str, object, int]

FAMILIES: dict[str, list[Row]] = {
    "elementwise": [
        *[(f"ops.{name}", unary, 8) for name in UNARY],
        *[(f"activations.{name}", unary, 3) for name in ACTIVATIONS],
        ("activations.relu", with_options(negative_slope=[0.1], max_value=[6, None]), 6),
        *[(f"{module}.{name}", with_options(threshold=[0.1]), 4) for module in ("ops", "activations") for name in ("soft_shrink", "hard_shrink")],
        *[(f"{module}.{name}", with_options(alpha=[0.1, 1.0]), 4) for module in ("ops", "activations") for name in ("elu", "celu")],
        ("ops.squareplus", with_options(b=[4, 2]), 4),
        ("ops.leaky_relu", with_options(negative_slope=[0.1]), 6),
        ("ops.gelu", with_options(approximate=[True, False], name=["x"]), 8),
        ("activations.gelu", with_options(approximate=[True, False]), 5),
        ("ops.threshold", threshold, 4),
        ("ops.clip", clip, 12),
        *[(f"ops.{name}", pair, 16) for name in PAIRS],
        ("ops.where", where, 50),
    ],
    "shaping": [
        ("ops.reshape", reshape, 80),
        ("ops.expand_dims", expand_dims, 40),
        ("ops.squeeze", squeeze, 50),
        ("ops.transpose", transpose, 50),
        ("ops.swapaxes", swapaxes, 25),
        ("ops.moveaxis", moveaxis, 40),
        ("ops.flip", some_axes, 20),
        ("ops.roll", roll, 20),
        ("ops.tile", tile, 40),
        ("ops.repeat", repeat, 50),
        ("ops.pad", pad, 50),
        ("ops.broadcast_to", broadcast_to, 30),
        ("ops.cast", cast, 25),
        ("ops.convert_to_tensor", optional_type, 12),
        ("ops.array", optional_type, 12),
        ("ops.depth_to_space", blocks, 20),
        ("ops.space_to_depth", blocks, 20),
        ("ops.tril", triangle, 6),
        ("ops.triu", triangle, 6),
    ],
    "along": [
        ("ops.cumsum", cumulative, 20),
        ("ops.cumprod", cumulative, 12),
        ("ops.sort", one_axis(), 15),
        ("ops.argsort", one_axis(), 15),
        ("ops.softmax", some_axes, 25),
        ("activations.softmax", some_axes, 10),
        ("ops.log_softmax", some_axes, 15),
        ("ops.sparsemax", one_axis(of_none=False), 12),
        ("ops.normalize", some_axes, 20),
        ("ops.glu", glu, 20),
    ],
    "reducing": [
        *[(f"ops.{name}", reduction("keepdims"), 22) for name in REDUCTIONS],
        ("ops.count_nonzero", reduction(), 15),
        ("ops.prod", prod, 22),
        ("ops.norm", norm, 40),
        ("ops.moments", moments, 22),
    ],
    "joining": [
        ("ops.concatenate", concatenate, 90),
        ("ops.hstack", stacked, 15),
        ("ops.vstack", stacked, 15),
        ("ops.stack", stack, 45),
        ("ops.unstack", unstack, 40),
        ("ops.split", split, 70),
    ],
    "indexing": [
        ("ops.get_item", get_item, 200),
        ("ops.take", take, 50),
        ("ops.take_along_axis", take_along_axis, 40),
        ("ops.one_hot", one_hot, 30),
        ("ops.top_k", top_k, 15),
        ("ops.diff", diff, 20),
        ("ops.slice", slices, 40),
    ],
    "linear": [
        ("ops.matmul", matmul, 110),
        ("ops.dot", dot, 60),
        ("ops.tensordot", tensordot, 50),
        ("ops.einsum", einsum, 140),
        ("ops.trace", trace, 15),
    ],
    "image": [
        ("ops.image.resize", resize, 60),
        ("ops.max_pool", pool, 40),
        ("ops.average_pool", pool, 25),
    ],
    "creating": [
        ("ops.zeros", sizes_and_type, 15),
        ("ops.ones", sizes_and_type, 10),
        ("ops.full", full, 10),
        ("ops.eye", eye, 10),
        ("ops.arange", arange, 20),
        ("ops.zeros_like", optional_type, 12),
        ("ops.ones_like", optional_type, 10),
        ("ops.full_like", full_like, 10),
    ],
}
"""Each function with its draw and how many rows it has."""


def source(op):
    """Returns the seeded source of a function's rows."""
    return Draw(op)
