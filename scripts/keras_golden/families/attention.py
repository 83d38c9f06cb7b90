"""Attention layers."""

from ..draw import row, tensor
from ..plan import Plan


def multi_head(draw):
    """Draws MultiHeadAttention as self-attention and as cross-attention."""
    options = {
        "value_dim": lambda: draw.one(1, 3, 8, None, 0),
        "output_shape": lambda: draw.one(8, [8], [2, 3], None, -1, "a"),
        "attention_axes": lambda: draw.one(1, [1], [1, 2], -2, [2, 3], [], 5),
        "use_bias": draw.flag,
        "dropout": lambda: draw.one(0.1, 0.5, 0.0, 1.5),
        "use_gate": draw.flag,
        "sliding_window": lambda: draw.one(2, 0),
        "trainable": draw.flag,
    }
    rank = draw.choice([3, 3, 3, 3, 4, 5, 2])
    config = {"num_heads": draw.one(1, 2, 3, 4, 8), "key_dim": draw.one(1, 2, 4, 8, 16), **draw.some(options, 0.15)}
    query = draw.shape(rank, draw.one(0, 0.2))
    query[-1] = draw.channels()
    return row(config, query, {"value": tensor(*related(draw, query)), **extra(draw, query)})


def related(draw, query):
    """Returns the shape of value: the query's, or another length, now and then other things."""
    value = list(query)
    if draw.chance(0.4) and len(value) > 2:
        value[1] = draw.maybe(draw.size(), 0.2)
    if draw.chance(0.25):
        value[-1] = draw.channels()
    if draw.chance(0.05):
        value.insert(1, 2)
    return value


def extra(draw, query):
    """Returns key, masks and flags of the call."""
    found = {}
    if draw.chance(0.15):
        found["key"] = tensor(*related(draw, query))
    if draw.chance(0.08):
        found["attention_mask"] = tensor(None, query[1], query[1], dtype="bool")
    return {**found, **draw.some({"return_attention_scores": draw.flag, "use_causal_mask": draw.flag}, 0.15)}


def grouped(draw):
    """Draws GroupQueryAttention."""
    heads = draw.one(2, 4, 6, 8, 1)
    options = {
        "use_bias": draw.flag,
        "dropout": lambda: draw.one(0.1, 0.0),
        "use_gate": draw.flag,
        "sliding_window": lambda: draw.one(2, -1),
    }
    config = {
        "head_dim": draw.one(1, 4, 8),
        "num_query_heads": heads,
        "num_key_value_heads": draw.one(1, 1, heads, heads, max(heads // 2, 1), 3),
    }
    query = [draw.batch(), draw.maybe(draw.size(), 0.2), draw.channels()]
    query = query if draw.chance(0.95) else draw.one(query[:2], [*query, 3])
    call = {"value": tensor(*related(draw, query)), **extra(draw, query)}
    return row({**config, **draw.some(options, 0.15)}, query, call)


def dot_product(draw):
    """Draws Attention and AdditiveAttention, called on [query, value] or [query, value, key]."""
    options = {
        "use_scale": draw.flag,
        "dropout": lambda: draw.one(0.1, 0.5, 0.0),
        "score_mode": lambda: draw.one("dot", "concat", "add"),
    }
    batch, dim = draw.batch(), draw.channels()
    length = draw.maybe(draw.size(), 0.2)
    query = [batch, draw.maybe(draw.size(), 0.2), dim]
    value = [batch, length, draw.one(dim, dim, dim, draw.channels())]
    inputs = [query, value, [batch, length, dim]] if draw.chance(0.35) else [query, value]
    inputs = (
        inputs
        if draw.chance(0.92)
        else draw.one([query], query, [query] * 4, [query[:2], value[:2]], [[2, *query], [2, *value]])
    )
    call = draw.some({"return_attention_scores": draw.flag, "use_causal_mask": draw.flag}, 0.2)
    return row(draw.some(options, 0.3), inputs, call or None)


def additive(draw):
    """Draws AdditiveAttention, which has no score mode."""
    question = dot_product(draw)
    if draw.chance(0.9):
        question["config"].pop("score_mode", None)
    return question


def itself(*shape):
    """Returns the call of self-attention."""
    return list(shape), {"value": tensor(*shape)}


MULTI = [
    row({"num_heads": 2, "key_dim": 2}, [None, 8, 16], {"value": tensor(None, 4, 16)}),
    row({"num_heads": 8, "key_dim": 64}, *itself(None, 100, 512)),
    row({"num_heads": 12, "key_dim": 64, "dropout": 0.1}, *itself(None, 197, 768)),
    row({"num_heads": 4, "key_dim": 32}, *itself(None, None, 128)),
    row({"num_heads": 2, "key_dim": 16, "output_shape": 10}, *itself(None, 5, 8)),
    row({"num_heads": 2, "key_dim": 16, "value_dim": 5}, *itself(None, 5, 8)),
    row({"num_heads": 2, "key_dim": 2, "attention_axes": [2, 3]}, *itself(None, 5, 3, 4, 16)),
    row({"num_heads": 2, "key_dim": 2}, [None, 8, 16], {"value": tensor(None, 4, 16), "return_attention_scores": True}),
    row({"num_heads": 2, "key_dim": 16}, [None, 8], {"value": tensor(None, 8)}),
    row({"num_heads": 2.0, "key_dim": 16}, *itself(None, 5, 8)),
    row({"num_heads": 2, "key_dim": 16}, [None, 5, 8]),
    row({"num_heads": 2, "key_dim": 16}, *itself(None, 5, 8), [[None, 7, 8]]),
]
GROUPED = [row({"head_dim": 64, "num_query_heads": 8, "num_key_value_heads": 2}, *itself(None, 10, 128))]
PLAIN = [
    row({}, [[None, 10, 64], [None, 12, 64]]),
    row({"use_scale": True}, [[None, 10, 64], [None, 12, 64], [None, 12, 64]]),
    row({}, [[None, None, 64], [None, None, 64]]),
    row({}, [[None, 10, 64], [None, 12, 32]]),
    row({}, [None, 10, 64]),
]
PLANS = {
    "MultiHeadAttention": Plan(330, multi_head, MULTI, spoiled=0.25),
    "GroupQueryAttention": Plan(110, grouped, GROUPED, spoiled=0.15),
    "Attention": Plan(110, dot_product, PLAIN, spoiled=0.15),
    "AdditiveAttention": Plan(90, additive, PLAIN, spoiled=0.15),
}
