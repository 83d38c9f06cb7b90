"""Core layers: inputs, Dense, EinsumDense, embeddings, Masking, Identity, Lambda, base classes."""

from ..draw import layer, row, typed
from ..plan import Plan

DTYPES = ["float32", "float16", "float64", "int32", "int64", "bool", "uint8", "string", "float31"]


def input_config(draw):
    """Returns the arguments of Input and InputLayer; half of the combinations are legal."""
    shape = draw.shape(draw.randint(1, 5), 0.2)
    config = draw.one({"shape": shape[1:]}, {"shape": shape[1:]}, {"batch_shape": shape})
    config = {**config, **draw.some({"dtype": lambda: draw.choice(DTYPES)}, 0.3)}
    config |= draw.some({"batch_size": lambda: draw.one(1, 32, None, 0, -1, 2.5)}, 0.2)
    config |= draw.some({"sparse": draw.flag, "ragged": draw.flag, "name": lambda: "x", "optional": draw.flag}, 0.12)
    config |= draw.some({"shape": lambda: draw.one(8, [-1], [2, 0], None, [2.0], ["a"], [3])}, 0.15)
    return row(config)


def dense(draw):
    """Draws Dense."""
    shape = draw.shape(draw.choice([2, 2, 2, 3, 4, 1]), draw.one(0, 0.2))
    shape[-1] = draw.one(draw.channels(), draw.channels(), draw.channels(), shape[-1])
    options = {
        "activation": lambda: draw.one("relu", "softmax", "sigmoid", None, "gelu", "linear"),
        "use_bias": draw.flag,
        "kernel_initializer": lambda: draw.one("he_normal", "zeros", "random_normal"),
        "kernel_regularizer": lambda: draw.one("l2", "l1", None),
        "bias_initializer": lambda: draw.one("ones", "zeros"),
        "kernel_constraint": lambda: draw.one("non_neg", None),
        "activity_regularizer": lambda: "l2",
        "trainable": draw.flag,
        "dtype": lambda: draw.one("float16", "mixed_float16", "float64", "bfloat16"),
    }
    config = {"units": draw.channels(), **draw.some(options, 0.15)}
    config |= draw.some({"lora_rank": lambda: draw.one(1, 2, 4, 0, -1)}, 0.06)
    return row(config, typed(shape, draw.one(*["float32"] * 8, "int32", "bool")))


def embedding(draw):
    """Draws Embedding, of float indices as often as of integers: Keras casts them."""
    dtype = draw.one("float32", "int32", "int64", "uint8", "bool", "float16", "string")
    options = {
        "mask_zero": draw.flag,
        "embeddings_initializer": lambda: draw.one("uniform", "glorot_normal"),
        "weights": lambda: [{"zeros": [10, 4]}],
        "input_length": lambda: draw.one(10, 4),
        "lora_rank": lambda: draw.one(2, 4),
        "trainable": draw.flag,
        "dtype": lambda: "float16",
    }
    config = {"input_dim": draw.one(1, 10, 10, 100, 1000), "output_dim": draw.one(4, 4, draw.channels())}
    return row({**config, **draw.some(options, 0.14)}, typed(draw.shape(draw.choice([1, 2, 2, 2, 3])), dtype))


def reversible(draw):
    """Draws ReversibleEmbedding, forwards or backwards."""
    dims = {"input_dim": draw.one(10, 100), "output_dim": draw.one(4, 8)}
    options = {
        "tie_weights": draw.flag,
        "mask_zero": draw.flag,
        "logit_soft_cap": lambda: draw.one(30.0, None, -1.0),
        "reverse_dtype": lambda: draw.one("float32", "float16", "float31"),
    }
    config = {**dims, **draw.some(options, 0.25)}
    if draw.chance(0.4):
        shape = [None, draw.size(), draw.one(dims["output_dim"], dims["output_dim"], 5)]
        return row(config, shape, {"reverse": True}, None)
    return row(config, typed(draw.shape(draw.randint(1, 3)), draw.one("int32", "float32")))


EQUATIONS = [
    "ab,bc->ac", "abc,cd->abd", "abc,cde->abde", "...x,xy->...y", "abc,bcd->ad", "abcd,cde->abe", "ab,bcd->acd",
    "abc,bde->acde", "ab...,bc->ac...", "abc,dc->abd", "abcd,de->abce", "abcd,bde->abce",
]  # fmt: skip
REFUSED = ["ab,ab->ab", "a...b,bc->a...c", "abc,cd", "abc->abd", "abc,de->abd", "abc,cd->abe", "abc,dc->adb"]


def einsum_dense(draw):
    """Draws EinsumDense by equations that people write, and some that do not parse."""
    equation = draw.choice(EQUATIONS if draw.chance(0.85) else REFUSED)
    shape, sizes = einsum_shape(draw, equation.split(",")[0].split("->")[0])
    letters = equation.split("->")[-1].replace("...", "")
    output = [einsum_size(draw, sizes, letter) for letter in letters if letter != "a" or "..." in equation]
    config = {"equation": equation, "output_shape": output[0] if len(output) == 1 and draw.flag() else output}
    axes = lambda: draw.one(letters[-1:], letters[-1:], letters[1:], letters[:1], "z" if draw.chance(0.3) else None)
    config |= draw.some({"activation": lambda: draw.one("relu", None), "lora_rank": lambda: 2}, 0.08)
    return row({**config, **draw.some({"bias_axes": axes}, 0.6)}, shape)


def einsum_shape(draw, subscripts):
    """Returns a shape for the first operand of an equation, and the size of each letter in it."""
    rank = draw.randint(1, 3) if "..." in subscripts else 0
    letters = subscripts.replace("...", "")
    sizes = {letter: draw.maybe(draw.size(), 0.08) for letter in letters}
    sizes["a"] = draw.batch()
    named = [sizes[letter] for letter in letters]
    others = [draw.batch(), *(draw.size() for _ in range(rank - 1))][:rank]
    return (others + named if subscripts.startswith("...") else named + others), sizes


def einsum_size(draw, sizes, letter):
    """Returns an output size: the input's or None for a shared letter, any for a new one."""
    return (
        draw.one(None, None, sizes[letter], sizes[letter], 8 if draw.chance(0.2) else None)
        if letter in sizes
        else draw.channels()
    )


def masking(draw):
    """Draws Masking."""
    return row(draw.some({"mask_value": lambda: draw.one(0.0, -1, 0, "a", None)}), draw.shape(draw.randint(1, 4)))


def identity(draw):
    """Draws Identity of any structure."""
    spec = draw.one(draw.shape(draw.randint(1, 4)), [draw.shape(2), draw.shape(3)], typed(draw.shape(2), "int32"))
    return row({}, spec)


FUNCTIONS = [
    "lambda x: x", "lambda x: x * 2", "lambda x: x / 255.0", "lambda x: x[:, 0]", "lambda x: x[..., -1]",
    "lambda x: ops.sum(x, axis=1)", "lambda x: ops.mean(x, axis=-1, keepdims=True)", "lambda x: ops.expand_dims(x, -1)",
    "lambda x: ops.concatenate([x, x], axis=-1)", "lambda x: ops.squeeze(x, 1)", "lambda x: ops.reshape(x, (-1, 4))",
    "lambda x: tf.square(x)", "lambda x: tf.reduce_mean(x, axis=1)", "lambda x: x + 1", "lambda x: [x, x]",
    "lambda x: ops.cast(x, 'int32')", "lambda x: ops.transpose(x)", "lambda x: ops.shape(x)", "lambda x, y: x * y",
]  # fmt: skip


def function(draw):
    """Draws Lambda."""
    options = {"output_shape": lambda: draw.one([4], [None, 3], 7, [2, 2])}
    options["arguments"] = lambda: {"y": 2}
    return row(
        {"function": {"lambda": draw.choice(FUNCTIONS)}, **draw.some(options, 0.12)}, draw.shape(draw.randint(1, 4))
    )


def base(draw):
    """Draws Layer itself, which has no call; what it refuses while constructing is what counts."""
    options = {
        "trainable": lambda: draw.one(True, False, 1),
        "name": lambda: draw.one("x", 3, None, "a/b"),
        "dtype": lambda: draw.one("float16", "mixed_bfloat16", "float31", "int8"),
        "activity_regularizer": lambda: draw.one("l2", "l5"),
        "autocast": draw.flag,
        "units": lambda: 3,
    }
    return row(draw.some(options), draw.shape(2))


def wrapper(draw):
    """Draws Wrapper."""
    inner = draw.one(layer("Dense", units=4), layer("Dense", units=4), layer("Flatten"), 5, None, "Dense")
    return row({"layer": inner}, draw.shape(draw.randint(2, 4)))


INPUT = [
    row({"shape": [28, 28, 1]}),
    row({"shape": [784]}),
    row({"shape": [None]}),
    row({"shape": [None], "dtype": "int32"}),
    row({"shape": [None, None, 3]}),
    row({"shape": [10], "batch_size": 32}),
    row({"batch_shape": [8, 10, 1]}),
    row({"shape": []}),
    row({"shape": [1], "dtype": "string"}),
    row({"shape": 784}),
    row({"shape": [784], "batch_shape": [None, 784]}),
    row({}),
    row({"shape": [784], "sparse": True}),
]
INPUT_LAYER = [row({"input_shape": [28, 28, 1]}), row({"batch_input_shape": [None, 784]}), row({"shape": [784]})]
DENSE = [
    row({"units": 10, "activation": "softmax"}, [None, 128]),
    row({"units": 128, "activation": "relu"}, [None, 784]),
    row({"units": 1, "activation": "sigmoid"}, [None, 64]),
    row({"units": 120}, [None, 400]),
    row({"units": 4096, "activation": "relu"}, [None, 4096]),
    row({"units": 64}, [None, 10, 32]),
    row({"units": 32}, [None, None, 16]),
    row({"units": 10}, [None, None]),
    row({"units": 10}, [None]),
    row({"units": 10.0}, [None, 4]),
    row({"units": 0}, [None, 4]),
    row({"units": -3}, [None, 4]),
    row({"units": 64, "activation": "relu", "input_shape": [100]}, [None, 100]),
    row({"units": 64, "input_dim": 100}, [None, 100]),
    row({"units": 1, "use_bias": False}, [None, 64]),
    row({"units": 3, "activation": "softmaxx"}, [None, 64]),
    row({"units": 3, "trainable": False}, [None, 64]),
    row({"units": 3, "dtype": "mixed_float16"}, [None, 64]),
    row({"units": 3}, [None, 0]),
]
EMBEDDING = [
    row({"input_dim": 1000, "output_dim": 64}, [None, 10]),
    row({"input_dim": 20000, "output_dim": 128}, typed([None, None], "int64")),
    row({"input_dim": 5000, "output_dim": 32, "mask_zero": True}, typed([None, 100], "int32")),
    row({"input_dim": 5000, "output_dim": 32, "input_length": 100}, [None, 100]),
    row({"input_dim": 5000, "output_dim": 32, "trainable": False}, [None]),
    row({"input_dim": 10, "output_dim": 4, "weights": [{"zeros": [10, 4]}]}, [None, 3]),
    row({"input_dim": 10, "output_dim": 4, "weights": [{"zeros": [9, 4]}]}, [None, 3]),
    row({"input_dim": 30522, "output_dim": 768}, typed([None, 512], "int32")),
]
EINSUM = [
    row({"equation": "ab,bc->ac", "output_shape": 64, "bias_axes": "c"}, [None, 32]),
    row({"equation": "abc,cd->abd", "output_shape": [None, 64], "bias_axes": "d"}, [None, 32, 128]),
    row({"equation": "...x,xy->...y", "output_shape": 64, "bias_axes": "y"}, [None, 32, 128]),
    row({"equation": "abc,cde->abde", "output_shape": [None, 8, 16], "bias_axes": "de"}, [None, 32, 128]),
]
LAMBDA = [
    row({"function": {"lambda": "lambda x: x ** 2"}}, [None, 10]),
    row({"function": {"lambda": "lambda x: tf.expand_dims(x, axis=-1)"}}, [None, 28, 28]),
    row({"function": {"lambda": "lambda x: ops.mean(x, axis=[1, 2])"}}, [None, 7, 7, 64]),
]

PLANS = {
    "Input": Plan(110, input_config, INPUT, spoiled=0.1),
    "InputLayer": Plan(60, input_config, INPUT_LAYER, spoiled=0.1),
    "Dense": Plan(350, dense, DENSE),
    "EinsumDense": Plan(180, einsum_dense, EINSUM, spoiled=0.15),
    "Embedding": Plan(200, embedding, EMBEDDING),
    "ReversibleEmbedding": Plan(70, reversible, [row({"input_dim": 100, "output_dim": 8}, [None, 10])]),
    "Masking": Plan(25, masking, [row({}, [None, 10, 8]), row({"mask_value": -1.0}, [None, None, 8])]),
    "Identity": Plan(20, identity, [row({}, [None, 10]), row({}, {"a": [None, 3], "b": [None, 4, 5]})]),
    "Lambda": Plan(70, function, LAMBDA, spoiled=0.15),
    "Layer": Plan(25, base, [row({}, [None, 4])], spoiled=0.2),
    "Wrapper": Plan(25, wrapper, [row({"layer": layer("Dense", units=4)}, [None, 8])]),
}
