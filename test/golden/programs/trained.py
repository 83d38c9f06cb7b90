"""Models that are only trained: what they hold is what they have."""

import keras
import numpy as np
from keras import layers


def dense(units, features):
    return keras.Sequential([keras.Input((features,)), layers.Dense(units)])


class Gan(keras.Model):
    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator

    def train_step(self, data):
        return {"loss": 0.0}


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.first = layers.Dense(4)
        self.last = layers.Dense(2)

    def call(self, x):
        return self.last(self.first(x))


class Outputs(keras.Model):
    def __init__(self):
        super().__init__()
        self.a = layers.Dense(3)
        self.b = layers.Dense(5)

    def call(self, inputs):
        return {"a": self.a(inputs["x"]), "b": self.b(inputs["y"])}


class Distilled(keras.Model):
    def __init__(self, student, **kwargs):
        super().__init__(**kwargs)
        self.student = student
        self.more = layers.Dense(3)

    def call(self, inputs, training=False):
        return self.more(self.student(inputs))


x_train = np.zeros((20, 6), "float32")
y_train = np.zeros((20, 2), "float32")
net = Net()
net.compile("adam", "mse")
net.fit(x_train, y_train, batch_size=5, verbose=0)
evaluated = Net()
evaluated.compile("adam", "mse")
evaluated.evaluate(x_train, y_train, verbose=0)
predicted = Net()
predicted.predict(x_train, verbose=0)
called = Net()
called(x_train)
built = Net()
built.build((None, 6))
unbuilt = keras.Sequential([layers.Dense(4), layers.Dense(2)])
unbuilt.compile("adam", "mse")
unbuilt.fit(x_train, y_train, verbose=0)
outputs = Outputs()
outputs({"x": np.zeros((3, 2)), "y": np.zeros((3, 4))})
student = dense(4, 6)
distilled = Distilled(student)
distilled(x_train)
