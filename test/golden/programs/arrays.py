"""Sizes that NumPy computes, data in arrays, and layers and models called on them."""

import keras
import numpy as np
from keras import layers, ops

image_shape = (28, 28, 1)
x_train = np.zeros((600, 28, 28), dtype="uint8")
y_train = np.arange(600) % 10
x = x_train.reshape(x_train.shape[0], 28, 28, 1).astype("float32") / 255
y = keras.utils.to_categorical(y_train, 10)

flat = keras.Sequential([keras.Input((np.prod(image_shape),)), layers.Dense(int(np.prod(image_shape) / 4))])
flat.add(layers.Dense(y.shape[1], activation="softmax"))

convolutional = keras.Sequential([keras.Input(x.shape[1:])])
for filters in np.array([8, 16, 32]):
    convolutional.add(layers.Conv2D(filters, (3, 3), strides=np.array([2, 2]), padding="same"))
convolutional.add(layers.Flatten())
convolutional.add(layers.Dense(len(np.unique(y_train))))

decoder_shape = (7, 7, 16)
latent = keras.Input((int(np.ceil(x.shape[1] / 3)),))
hidden = layers.Dense(int(np.prod(decoder_shape)))(latent)
hidden = layers.Reshape(decoder_shape)(hidden)
for level in range(int(np.log2(28 / 7))):
    hidden = layers.Conv2DTranspose(2 ** (np.int64(4) - level), 3, strides=2, padding="same")(hidden)
decoder = keras.Model(latent, layers.Conv2D(x.shape[-1], 3, padding="same")(hidden))

rates = np.linspace(0, 0.2, 3)
dense = keras.Sequential()
dense.add(keras.Input(shape=np.expand_dims(x[0], 0).shape[1:]))
dense.add(layers.Flatten())
for i, rate in enumerate(rates):
    dense.add(layers.Dense(np.logspace(6, 4, 3, base=2, dtype=int)[i].item(), name=f"dense_{np.int64(i)}"))
    dense.add(layers.Dropout(rate))

late = keras.Sequential([layers.Conv2D(4, 3), layers.GlobalAveragePooling2D(), layers.Dense(3)])
scores = late(x[:5])
assert scores.numpy().shape == (5, 3)

lazy = keras.Sequential([layers.Dense(2), layers.Dense(1)])
lazy(np.random.normal(size=(4, 12)))

positions = np.arange(16)[:, np.newaxis] / np.power(10000, 2 * (np.arange(8) // 2) / np.float32(8))
tokens = keras.Input((16, 8))
encoded = tokens + ops.cast(positions[np.newaxis, ...], "float32")
encoder = keras.Model(tokens, layers.Dense(np.array([3, 5]).max().item())(encoded))

boxes = np.array([[1, 2], [3, 4]])
mixed = keras.Sequential([keras.Input((10, 10, 2))])
mixed.add(layers.ZeroPadding2D(boxes))
mixed.add(layers.Cropping2D(((1, 1), (np.int64(0), np.int64(1)))))
mixed.add(layers.Reshape(np.array([-1, 4])))
mixed.add(layers.LSTM(int(np.mean([4, 8])), return_sequences=bool(np.any(boxes > 3))))
mixed.add(layers.Dense(boxes.sum().item()))
