"""GPT-2 small (Radford et al., 2019) with the head tied to the token embeddings."""

import keras
from keras import layers


def decoder_block(x, hidden, heads, name):
    """Causal attention and a feed-forward network, each on a normalized input and with a residual connection."""
    normed = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_attention_norm")(x)
    attention = layers.MultiHeadAttention(heads, hidden // heads, name=f"{name}_attention")(
        normed, normed, use_causal_mask=True
    )
    x = layers.add([x, attention])
    normed = layers.LayerNormalization(epsilon=1e-5, name=f"{name}_mlp_norm")(x)
    inner = layers.Dense(4 * hidden, activation="gelu", name=f"{name}_mlp_in")(normed)
    return layers.add([x, layers.Dense(hidden, name=f"{name}_mlp_out")(inner)])


def gpt2(depth, hidden, heads, vocabulary=50257, positions=1024):
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    places = keras.Input((None,), dtype="int32", name="positions")
    embedding = layers.ReversibleEmbedding(vocabulary, hidden, name="token_embedding")
    x = layers.add([embedding(tokens), layers.Embedding(positions, hidden, name="position_embedding")(places)])
    for i in range(depth):
        x = decoder_block(x, hidden, heads, name=f"block_{i}")
    x = layers.LayerNormalization(epsilon=1e-5, name="final_norm")(x)
    logits = embedding(x, reverse=True)
    return keras.Model([tokens, places], logits, name="gpt2")


model = gpt2(depth=12, hidden=768, heads=12)
model.summary()
