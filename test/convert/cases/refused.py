import keras
import numpy as np
from keras import layers, ops

inputs = keras.Input((8, 4))
halved = layers.Lambda(lambda x: x / 2)(inputs)
lambda_model = keras.Model(inputs, halved, name="lambda_model")


class Scaled(layers.Layer):
    def call(self, x):
        return 2 * x


custom = keras.Sequential([keras.Input((4,)), Scaled(), layers.Dense(2)], name="custom")

config = keras.utils.get_file("config.json", "https://example.org/config.json")
unknown = keras.Sequential([keras.Input((4,)), layers.Dropout(config.rate), layers.Dense(2)], name="unknown")

table = np.zeros((8, 4))
added = keras.Model(inputs, ops.add(inputs, table), name="added")

# What .net cannot say, and Keras code can.
sliced = keras.Model(inputs, 1 - inputs[:, 2:6], name="sliced")
fine = keras.Sequential([keras.Input((4,)), layers.Dense(2)], name="fine")
