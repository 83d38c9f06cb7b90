"""LayoutLM (Xu et al., 2020), base: BERT that also embeds where each word stands on the page."""

import keras
from keras import layers


def embed(inputs, table, size, hidden, name):
    return layers.Embedding(size, hidden, name=f"{name}_{table}")(inputs)


def encoder_block(x, hidden, heads, name):
    """Attention and a feed-forward network, each with a residual connection and a normalization after it."""
    attention = layers.MultiHeadAttention(heads, hidden // heads, name=f"{name}_attention")(x, x)
    attention = layers.Dropout(0.1)(attention)
    x = layers.LayerNormalization(epsilon=1e-12, name=f"{name}_attention_norm")(layers.add([x, attention]))
    inner = layers.Dense(4 * hidden, activation="gelu", name=f"{name}_intermediate")(x)
    outer = layers.Dense(hidden, name=f"{name}_output")(inner)
    outer = layers.Dropout(0.1)(outer)
    return layers.LayerNormalization(epsilon=1e-12, name=f"{name}_output_norm")(layers.add([x, outer]))


def layoutlm(depth, hidden, heads, vocabulary=30522, positions=512, types=2, page=1024, name="layoutlm"):
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    segments = keras.Input((None,), dtype="int32", name="segments")
    places = keras.Input((None,), dtype="int32", name="positions")
    box = [keras.Input((None,), dtype="int32", name=side) for side in ("left", "upper", "right", "lower", "height", "width")]
    left, upper, right, lower, height, width = box
    # Left and right share one table, and so do upper and lower.
    across = layers.Embedding(page, hidden, name=f"{name}_x")
    down = layers.Embedding(page, hidden, name=f"{name}_y")
    x = layers.add(
        [
            embed(tokens, "tokens", vocabulary, hidden, name),
            embed(segments, "segments", types, hidden, name),
            embed(places, "positions", positions, hidden, name),
            across(left),
            down(upper),
            across(right),
            down(lower),
            embed(height, "height", page, hidden, name),
            embed(width, "width", page, hidden, name),
        ]
    )
    x = layers.LayerNormalization(epsilon=1e-12, name=f"{name}_embeddings_norm")(x)
    x = layers.Dropout(0.1)(x)
    for i in range(depth):
        x = encoder_block(x, hidden, heads, name=f"{name}_{i}")
    first = layers.Lambda(lambda sequence: sequence[:, 0], output_shape=(hidden,), name=f"{name}_first")(x)
    pooled = layers.Dense(hidden, activation="tanh", name=f"{name}_pooler")(first)
    return keras.Model([tokens, segments, places, *box], [x, pooled], name=name)


base = layoutlm(depth=12, hidden=768, heads=12, name="layoutlm_base")
base.summary()
