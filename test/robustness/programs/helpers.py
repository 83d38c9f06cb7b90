from keras import layers

WIDTH = 12
STATE = [1, 2]
base = layers.Dense(3, name='from_helpers')


def block(x, units):
    STATE.append(units)
    return layers.Dense(units)(x)
