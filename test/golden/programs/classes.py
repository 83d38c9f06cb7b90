"""Plain classes that build models: attributes, methods, properties, inheritance, class and static methods."""

import keras
from keras import layers


class Builder:
    channels = 3

    def __init__(self, size=32, classes=10):
        self.size = size
        self.classes = classes
        self.filters = []

    @property
    def shape(self):
        return (self.size, self.size, self.channels)

    @staticmethod
    def twice(n):
        return 2 * n

    @classmethod
    def small(cls):
        return cls(size=16)

    def body(self, x):
        for f in self.filters:
            x = layers.Conv2D(self.twice(f), 3, activation="relu")(x)
        return x

    def build(self):
        inputs = keras.Input(self.shape)
        x = layers.GlobalAveragePooling2D()(self.body(inputs))
        return keras.Model(inputs, layers.Dense(self.classes)(x))


class Deep(Builder):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters = [4, 8]

    def body(self, x):
        x = super().body(x)
        return layers.BatchNormalization()(x)


plain = Builder().build()
small = Deep.small().build()
deep = Deep(classes=5)
deep.filters.append(16)
deeper = deep.build()


class GAN:
    def __init__(self):
        self.latent = 100
        self.discriminator = self.build_discriminator()
        self.generator = self.build_generator()
        z = keras.Input((self.latent,))
        self.discriminator.trainable = False
        self.combined = keras.Model(z, self.discriminator(self.generator(z)))

    def build_generator(self):
        model = keras.Sequential()
        model.add(layers.Dense(256, input_dim=self.latent))
        model.add(layers.LeakyReLU(0.2))
        model.add(layers.BatchNormalization(momentum=0.8))
        model.add(layers.Dense(784, activation="tanh"))
        model.add(layers.Reshape((28, 28, 1)))
        noise = keras.Input((self.latent,))
        return keras.Model(noise, model(noise))

    def build_discriminator(self):
        model = keras.Sequential()
        model.add(layers.Flatten(input_shape=(28, 28, 1)))
        model.add(layers.Dense(512))
        model.add(layers.Dense(1, activation="sigmoid"))
        image = keras.Input((28, 28, 1))
        return keras.Model(image, model(image))


if __name__ == "__main__":
    gan = GAN()
    generator = gan.generator
    discriminator = gan.discriminator
    combined = gan.combined
