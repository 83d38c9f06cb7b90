"""ViT-B/16 (Dosovitskiy et al., 2021) for 1,000 classes."""

import keras
from keras import layers


def encoder_block(x, hidden, heads, name):
    normed = layers.LayerNormalization(epsilon=1e-6, name=f"{name}_attention_norm")(x)
    attention = layers.MultiHeadAttention(heads, hidden // heads, name=f"{name}_attention")(normed, normed)
    x = layers.add([x, attention])
    normed = layers.LayerNormalization(epsilon=1e-6, name=f"{name}_mlp_norm")(x)
    inner = layers.Dense(4 * hidden, activation="gelu", name=f"{name}_mlp_in")(normed)
    return layers.add([x, layers.Dense(hidden, name=f"{name}_mlp_out")(inner)])


def vit(image=224, patch=16, depth=12, hidden=768, heads=12, classes=1000):
    images = keras.Input((image, image, 3), name="images")
    # The class token and the positions are tables that are looked up, since the functional API has no free weights.
    token = keras.Input((1,), dtype="int32", name="class_token_index")
    count = (image // patch) ** 2
    places = keras.Input((count + 1,), dtype="int32", name="positions")

    x = layers.Conv2D(hidden, patch, strides=patch, name="patches")(images)
    x = layers.Reshape((count, hidden))(x)
    x = layers.Concatenate(axis=1)([layers.Embedding(1, hidden, name="class_token")(token), x])
    x = layers.add([x, layers.Embedding(count + 1, hidden, name="position_embedding")(places)])
    for i in range(depth):
        x = encoder_block(x, hidden, heads, name=f"block_{i}")
    x = layers.LayerNormalization(epsilon=1e-6, name="final_norm")(x)
    first = layers.Lambda(lambda sequence: sequence[:, 0], output_shape=(hidden,), name="first")(x)
    return keras.Model([images, token, places], layers.Dense(classes, name="head")(first), name="vit_b_16")


model = vit()
model.summary()
