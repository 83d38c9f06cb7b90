"""Models over tensors within other models, layers that are called again, and what is frozen in them."""

import keras
from keras import layers

start = keras.Input((16,), name="start")
hidden = layers.Dense(12, activation="relu", name="hidden")(start)
normal = layers.BatchNormalization(name="normal")(hidden)
features = layers.Dense(6, name="features")(normal)
base = keras.Model(start, features, name="base")

# From the input to a tensor within, from a tensor within to the output, and between two.
head = keras.Model(base.input, base.get_layer("normal").output)
tail = keras.Model(base.get_layer("hidden").output, base.output)
middle = keras.Model(base.layers[1].output, base.layers[2].output, name="middle")
several = keras.Model(inputs=base.inputs, outputs=[layer.output for layer in base.layers[1:]])
again = keras.Model(several.input, several.output[0])

# Of a layer that is called again, Keras tells of the first call.
other = keras.Input((16,))
reused = base.layers[1](other)
first = keras.Model(base.input, base.layers[1].output)
second = keras.Model(other, layers.Dense(2)(reused))

# A model is a layer, whose parts can be frozen one by one.
base.trainable = False
base.layers[-1].trainable = True
outer_input = keras.Input((16,))
outer_output = layers.Dense(len(base.layers))(base(outer_input, training=False))
outer = keras.Model(outer_input, outer_output)
stacked = keras.Sequential([base, layers.Dense(len(base.trainable_weights) + 3)])
counted = keras.Sequential([layers.Input((4,)), layers.Dense(len(outer.trainable_weights)), layers.Dense(len(outer.weights))])
thawed = keras.Model(outer.input, layers.Dense(2)(outer.output))
for layer in thawed.layers:
    layer.trainable = layer.name != "hidden"

# A Sequential model that begins with a model, from which layers are taken away.
shorter = keras.Sequential([base, layers.Dense(5), layers.Dense(4)])
shorter.pop()
shorter.add(layers.Dense(3))
for index, layer in enumerate(shorter.layers[:-1]):
    layer.trainable = index % 2 == 1

# The layers of a list that is given are not taken from the model.
base.layers.pop()
last = base.layers[-1]
same = keras.Model(base.input, layers.Dense(1 if last is base.layers[-1] and last == base.get_layer("features") else 2)(last.output))

copy = keras.models.clone_model(several)
copied = keras.models.clone_model(stacked)
copied.trainable = True

# Setting `trainable` to what it is already does nothing, whatever it is for the layers.
unset_input = keras.Input((4,))
unset = keras.Model(unset_input, layers.Dense(3)(layers.Dense(2, trainable=False)(unset_input)))
unset.layers[-1].trainable = False
unset.trainable = True
reset_input = keras.Input((4,))
reset = keras.Model(reset_input, layers.Dense(3)(layers.Dense(2, trainable=False)(reset_input)))
reset.trainable = False
reset.trainable = True
