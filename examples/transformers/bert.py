"""BERT (Devlin et al., 2019), base and large, as an encoder with its pooler."""

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


def bert(depth, hidden, heads, vocabulary=30522, positions=512, types=2, name="bert"):
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    segments = keras.Input((None,), dtype="int32", name="segments")
    places = keras.Input((None,), dtype="int32", name="positions")
    x = layers.add(
        [
            embed(tokens, "tokens", vocabulary, hidden, name),
            embed(segments, "segments", types, hidden, name),
            embed(places, "positions", positions, hidden, name),
        ]
    )
    x = layers.LayerNormalization(epsilon=1e-12, name=f"{name}_embeddings_norm")(x)
    x = layers.Dropout(0.1)(x)
    for i in range(depth):
        x = encoder_block(x, hidden, heads, name=f"{name}_{i}")
    first = layers.Lambda(lambda sequence: sequence[:, 0], output_shape=(hidden,), name=f"{name}_first")(x)
    pooled = layers.Dense(hidden, activation="tanh", name=f"{name}_pooler")(first)
    return keras.Model([tokens, segments, places], [x, pooled], name=name)


base = bert(depth=12, hidden=768, heads=12, name="bert_base")
large = bert(depth=24, hidden=1024, heads=16, name="bert_large")
base.summary()
