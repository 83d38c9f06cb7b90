"""The functional API: two inputs, a shared layer, two outputs, and a model inside a model."""

import keras
from keras import layers

vocab_size = 10_000
title = keras.Input(shape=(20,), name="title")
body = keras.Input(shape=(200,), name="body")
tags = keras.Input(shape=(12,), name="tags")

embedding = layers.Embedding(vocab_size, 64)
title_features = layers.LSTM(128)(embedding(title))
body_features = layers.LSTM(32)(embedding(body))

x = layers.Concatenate()([title_features, body_features, tags])
priority = layers.Dense(1, activation="sigmoid", name="priority")(x)
department = layers.Dense(4, activation="softmax", name="department")(x)
model = keras.Model(inputs=[title, body, tags], outputs=[priority, department])

encoder_input = keras.Input(shape=(28, 28, 1))
y = layers.Conv2D(16, 3, activation="relu")(encoder_input)
y = layers.MaxPooling2D(3)(y)
y = layers.Conv2D(32, 3, strides=2, padding="same", use_bias=False)(y)
y = layers.BatchNormalization()(y)
y = layers.ReLU()(y)
encoder = keras.Model(encoder_input, layers.GlobalMaxPooling2D()(y), name="encoder")

left = keras.Input(shape=(28, 28, 1))
right = keras.Input(shape=(28, 28, 1))
distance = layers.Subtract()([encoder(left), encoder(right)])
same = layers.Dense(1, activation="sigmoid")(distance)
siamese = keras.Model([left, right], same, name="siamese")
siamese.summary()
