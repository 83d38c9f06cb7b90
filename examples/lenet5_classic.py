"""LeNet-5 with the sizes of LeCun et al. (1998), as it is usually written today."""

from keras import Input, Sequential, layers

model = Sequential(
    [
        Input(shape=(32, 32, 1)),
        layers.Conv2D(6, kernel_size=5, activation="tanh"),
        layers.AveragePooling2D(pool_size=2),
        layers.Conv2D(16, kernel_size=5, activation="tanh"),
        layers.AveragePooling2D(pool_size=2),
        layers.Flatten(),
        layers.Dense(120, activation="tanh"),
        layers.Dense(84, activation="tanh"),
        layers.Dense(10, activation="softmax"),
    ],
    name="lenet5",
)
model.summary()
