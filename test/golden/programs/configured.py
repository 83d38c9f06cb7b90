"""Layers that are made from what others say of themselves."""

import keras
from keras import layers


class Gate(layers.Layer):
    def __init__(self, units, rate=0.5, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.rate = rate
        self.dense = layers.Dense(units)

    def call(self, inputs):
        return self.dense(inputs) * self.rate

    def get_config(self):
        config = super().get_config()
        config.update({"units": self.units, "rate": self.rate})
        return config


class Listed(layers.Dense):
    def __init__(self, units, extra=1, **kwargs):
        super().__init__(units, **kwargs)
        self.extra = layers.Dense(extra)

    def build(self, input_shape):
        super().build(input_shape)
        self.extra.build((None, self.units))

    def get_config(self):
        base = super().get_config()
        return {**base, "extra": 2}


def again(layer):
    return layer.__class__.from_config(layer.get_config())


x = keras.Input((6,))
dense = layers.Dense(4, activation="relu", use_bias=False)
copied = keras.Model(x, again(dense)(x))
config = dense.get_config()
config["units"] = 7
config["name"] = "wider"
wider = keras.Model(x, layers.Dense.from_config(config)(x))
made = keras.Model(x, layers.Dense(**dense.get_config())(x))
gate = Gate(5)
gates = keras.Model(x, Gate.from_config(gate.get_config())(x))
other = keras.Model(x, again(Gate(3, rate=0.1, name="third"))(x))
listed = keras.Model(x, again(Listed(3))(x))
typed = keras.Model(x, type(dense)(9)(x))
image = keras.Input((8, 8, 3))
conv = layers.Conv2D(4, (3, 5), strides=(2, 1), padding="same", kernel_regularizer="l2")
images = keras.Model(image, again(conv)(image))
lstm = keras.Sequential([keras.Input((5, 2)), again(layers.LSTM(3, return_sequences=True)), again(layers.Flatten())])
model = keras.Sequential([keras.Input((6,)), dense, layers.Dropout(0.2), layers.Dense(2, name="out")])
anew = keras.Sequential()
anew.add(keras.Input((6,)))
for each in model.layers:
    anew.add(again(each))
sizes = keras.Sequential([keras.Input((2,)), layers.Dense(dense.get_config()["units"] + conv.get_config()["kernel_size"][1])])
named = keras.Sequential([keras.Input((2,)), layers.Dense(3, name=model.layers[-1].get_config()["name"] + "_2")])
