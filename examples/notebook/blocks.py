"""What the notebook beside this file imports."""
from keras import layers

WIDTHS = (32, 64)


def convolution_block(x, filters):
    """Two convolutions of 3×3, then a pooling that halves height and width."""
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.MaxPooling2D(2)(x)
