"""What programs ask of Keras's settings, and what they change."""

import keras
from keras import backend as K
from keras import layers

channel_axis = 1 if K.image_data_format() == "channels_first" else -1
inputs = keras.Input((3, 32, 48) if channel_axis == 1 else (32, 48, 3))
x = layers.Conv2D(8, 3)(inputs)
last = keras.Model(inputs, layers.BatchNormalization(axis=channel_axis)(x))

if K.is_keras_tensor(x):
    sources = keras.utils.get_source_inputs(x)
    again = keras.Model(sources, layers.Flatten()(x))

K.set_image_data_format("channels_first")
inputs = keras.Input((3, 32, 48))
first = keras.Model(inputs, layers.MaxPooling2D()(layers.Conv2D(8, 3)(inputs)))
told = keras.Model(inputs, layers.Conv2D(8, 3, data_format="channels_last")(inputs))
K.set_image_data_format("channels_last")
back = keras.Sequential([keras.Input((32, 48, 3)), layers.Conv2D(8, 3)])
