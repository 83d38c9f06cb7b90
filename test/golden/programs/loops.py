"""Loops and branches: for with enumerate, zip and reversed, while, break, continue, else, comprehensions, conditions."""

import keras
from keras import layers

inputs = keras.Input((64, 64, 3))
x = inputs
for i, (filters, pool) in enumerate(zip([8, 16, 32], (True, False, True))):
    x = layers.Conv2D(filters, 3, padding="same", name=f"conv_{i + 1}")(x)
    if pool:
        x = layers.MaxPooling2D()(x)
    elif i == 1:
        x = layers.Dropout(0.2)(x)
    else:
        x = layers.Dense(1000)(x)
enumerated = keras.Model(inputs, layers.GlobalAveragePooling2D()(x))

model = keras.Sequential([keras.Input((100,))])
units = 64
while units > 4:
    model.add(layers.Dense(units))
    units //= 2
halved = model

model = keras.Sequential([keras.Input((10,))])
for n in range(10):
    if n % 2:
        continue
    if n > 6:
        break
    model.add(layers.Dense(n + 1))
else:
    model.add(layers.Dense(1000))
broken = model

model = keras.Sequential([keras.Input((10,))])
for n in reversed(range(1, 4)):
    model.add(layers.Dense(n))
else:
    model.add(layers.Dense(5))
finished = model

listed = keras.Sequential(
    [keras.Input((3,))] + [layers.Dense(u, activation="relu") for u in [4, 8, 16] if u != 8] + [layers.Dense(1)]
)

config = {"units": [32, 16], "dropout": {"rate": 0.5}, "final": True}
model = keras.Sequential()
model.add(keras.Input((20,)))
for u in config["units"]:
    model.add(layers.Dense(u))
    if config.get("dropout"):
        model.add(layers.Dropout(config["dropout"]["rate"]))
if config["final"] and not config.get("missing", False):
    model.add(layers.Dense(10 if len(config["units"]) == 2 else 20))
configured = model

skips = []
inputs = keras.Input((32, 32, 3))
x = inputs
for f in (4, 8):
    x = layers.Conv2D(f, 3, padding="same")(x)
    skips.append(x)
    x = layers.MaxPooling2D()(x)
x = layers.Conv2D(16, 3, padding="same")(x)
for f, skip in zip((8, 4), skips[::-1]):
    x = layers.Conv2DTranspose(f, 2, strides=2)(x)
    x = layers.concatenate([x, skip])
    x = layers.Conv2D(f, 3, padding="same")(x)
unet = keras.Model(inputs, x)

base = keras.Sequential([keras.Input((8,)), layers.Dense(6), layers.Dense(5), layers.Dense(4)])
for layer in base.layers[:-1]:
    layer.trainable = False
frozen = base

try:
    import module_that_is_not_there_at_all

    width = 1
except ImportError:
    width = 7
finally:
    height = 3
inputs = keras.Input((height,))
tried = keras.Model(inputs, layers.Dense(height)(inputs))
