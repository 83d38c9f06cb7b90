"""Recurrent layers around cells of the program's own, and cells that are called by hand."""

import keras
import numpy as np
from keras import layers, ops


class Minimal(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.state_size = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="uniform", name="kernel")
        self.recurrent_kernel = self.add_weight(
            shape=(self.units, self.units), initializer="uniform", name="recurrent_kernel"
        )
        self.built = True

    def call(self, inputs, states):
        previous = states[0]
        output = ops.matmul(inputs, self.kernel) + ops.matmul(previous, self.recurrent_kernel)
        return output, [output]


class Two(layers.Layer):
    """Two states, an output of another size."""

    def __init__(self, units, out):
        super().__init__()
        self.state_size = [units, out]
        self.output_size = out
        self.first = layers.Dense(units)
        self.second = layers.Dense(out)

    def call(self, inputs, states):
        a, b = states
        a = self.first(inputs) + a
        b = self.second(a) + b
        return b, [a, b]


class Normalized(layers.Layer):
    """A cell in a cell, whose layers have weights only once it is really called."""

    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(**kwargs)
        self.cell = layers.SimpleRNNCell(units, activation=None)
        self.norm = layers.LayerNormalization()
        self.activation = keras.activations.get(activation)

    @property
    def state_size(self):
        return self.cell.state_size

    @property
    def output_size(self):
        return self.cell.output_size

    def call(self, inputs, states):
        outputs, new_states = self.cell(inputs, states)
        normalized = self.activation(self.norm(outputs))
        return normalized, [normalized]


class Loop(layers.Layer):
    """Walks by itself."""

    def __init__(self, cell, steps):
        super().__init__()
        self.cell = cell
        self.steps = steps

    def call(self, inputs):
        states = self.cell.get_initial_state(batch_size=ops.shape(inputs)[0])
        outputs = []
        for step in range(self.steps):
            output, states = self.cell(inputs[:, step], states)
            outputs.append(output)
        return ops.stack(outputs, axis=1)


class Inside(layers.Layer):
    """A recurrent layer within another: there it really runs its cell."""

    def __init__(self, cell):
        super().__init__()
        self.rnn = layers.RNN(cell, return_sequences=True)

    def call(self, inputs):
        return self.rnn(inputs)


x = keras.Input((10, 6))
minimal = keras.Model(x, layers.RNN(Minimal(4))(x))
sequences = keras.Model(x, layers.RNN(Minimal(4), return_sequences=True, return_state=True)(x))
two = keras.Model(x, layers.RNN(Two(4, 3), return_state=True)(x))
normalized = keras.Model(x, layers.RNN(Normalized(4), return_sequences=True)(x))
stacked = keras.Model(x, layers.RNN([Minimal(4), Minimal(5)])(x))
mixed = keras.Model(x, layers.RNN(layers.StackedRNNCells([layers.LSTMCell(3), Minimal(5)]), return_state=True)(x))
inside = keras.Model(x, Inside(Normalized(4))(x))
inside_two = keras.Model(x, Inside(Two(4, 3))(x))
sequential = keras.Sequential([keras.Input((None, 1)), layers.RNN(Normalized(8)), layers.Dense(2)])
eager = keras.Sequential([layers.RNN(Normalized(8)), layers.Dense(2)])
eager(np.zeros((2, 5, 3), "float32"))

lstm_loop = keras.Model(x, Loop(layers.LSTMCell(7), 10)(x))
gru_loop = keras.Model(x, Loop(layers.GRUCell(7), 10)(x))
simple_loop = keras.Model(x, Loop(layers.SimpleRNNCell(7), 10)(x))
stacked_loop = keras.Model(x, Loop(layers.StackedRNNCells([layers.LSTMCell(3), layers.GRUCell(2)]), 10)(x))

batched = keras.Input(batch_shape=(4, 10, 6))
cell = layers.LSTMCell(5)
state = cell.get_initial_state(batch_size=4)
outputs = []
for t in range(3):
    output, state = cell(batched[:, t], state)
    outputs.append(output)
by_hand = keras.Model(batched, layers.Concatenate()(outputs))
sizes = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(sum(layers.LSTMCell(5).state_size)),
        layers.Dense(layers.GRUCell(3).output_size + layers.SimpleRNNCell(2).state_size),
        layers.Dense(layers.LSTMCell(5).get_initial_state(batch_size=2)[1].shape[-1]),
    ]
)
