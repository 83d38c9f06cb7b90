"""Layers and models of classes that the program derives from Keras's."""

import keras
import tensorflow as tf
from keras import layers


class Linear(layers.Layer):
    def __init__(self, units=32, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.w = self.add_weight(shape=(input_shape[-1], self.units), initializer="random_normal", name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", trainable=False, name="b")

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


inputs = keras.Input((16,))
linear = keras.Model(inputs, Linear(4)(Linear(8, name="first")(inputs)))


class Block(layers.Layer):
    def __init__(self, filters):
        super(Block, self).__init__()
        self.convs = []
        for width in filters:
            self.convs.append(layers.Conv2D(width, 3, padding="same"))
        self.norm = layers.BatchNormalization()
        self.never = layers.Dense(1000)

    def call(self, x, training=False):
        for conv in self.convs:
            x = tf.nn.relu(conv(x))
        return self.norm(x, training=training)


class Net(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.block = Block([8, 16])
        self.pool = layers.GlobalAveragePooling2D()
        self.head = Linear(classes)

    def call(self, x):
        return self.head(self.pool(self.block(x)))


called = Net(10)
called(tf.zeros((1, 32, 32, 3)))


# Without a build of its own, Keras only marks the model as built: its layers have no weights before a call.
class Small(keras.Model):
    def __init__(self):
        super().__init__()
        self.inner = Block([4])
        self.dense = layers.Dense(5)

    def call(self, x):
        return self.dense(self.inner(x))


built = Small()
built.build((None, 28, 28, 1))


class Builds(Small):
    def build(self, input_shape):
        self.inner.convs[0].build(input_shape)
        self.inner.norm.build((None, None, None, 4))
        self.dense.build((None, None, None, 4))


builds = Builds()
builds.build((None, 28, 28, 1))


# A model that is used as a layer of another.
images = keras.Input((16, 16, 3))
nested = keras.Model(images, layers.Dense(2)(Net(3)(images)))


# What the class derives from goes on doing its work.
class Doubled(layers.Dense):
    def call(self, x):
        return super().call(x) * 2


class Named(layers.Dense):
    pass


doubled = keras.Sequential([Doubled(7, input_shape=(3,)), Named(2), Linear(2)])


# Shapes from compute_output_shape; build and call take several inputs.
class Scores(layers.Layer):
    def build(self, query_shape, value_shape):
        self.kernel = self.add_weight(shape=(query_shape[-1], value_shape[-1]))

    def call(self, query, value):
        return keras.ops.matmul(keras.ops.matmul(query, self.kernel), keras.ops.transpose(value, (0, 2, 1)))

    def compute_output_shape(self, query_shape, value_shape):
        return (query_shape[0], query_shape[1], value_shape[1])


query, value = keras.Input((5, 6)), keras.Input((7, 8))
scores = keras.Model([query, value], Scores()(query, value))


class Pair(layers.Layer):
    def __init__(self):
        super().__init__()
        self.towers = {"left": layers.Dense(3), "right": layers.Dense(4)}

    def build(self, input_shape):
        left, right = input_shape
        self.towers["left"].build(left)
        self.towers["right"].build(right)

    def call(self, inputs):
        left, right = inputs
        return [self.towers["left"](left), self.towers["right"](right)]


first, second = keras.Input((6,)), keras.Input((8,))
pair = keras.Model([first, second], layers.Concatenate()(Pair()([first, second])))


# A functional model and a sequential one under names of their own.
class Classifier(keras.Model):
    def __init__(self, width):
        inputs = keras.Input((width,))
        outputs = layers.Dense(2)(layers.Dense(4)(inputs))
        super().__init__(inputs=inputs, outputs=outputs, name="classifier")
        self.width = width


classifier = Classifier(9)


class Stack(keras.Sequential):
    def __init__(self, *widths):
        super().__init__()
        self.add(keras.Input((4,)))
        for width in widths:
            self.add(layers.Dense(width))


stack = Stack(3, 2)


# Wrapped, frozen and shared layers.
class Shared(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(4)
        self.each = layers.TimeDistributed(self.dense)
        self.both = layers.Bidirectional(layers.LSTM(3))
        self.frozen = layers.Dense(2)
        self.frozen.trainable = False
        self.dense2 = self.dense

    def call(self, x, training=None, mask=None):
        x = self.each(x)
        if training:
            x = layers.Dropout(0.5)(x)
        return self.frozen(self.both(x))


shared = Shared()
shared(keras.Input((5, 4)))


# A class between: methods and layers that are inherited.
class Base(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.dense = layers.Dense(units)

    def inner(self, x):
        return self.dense(x)


class Residual(Base):
    def __init__(self, units):
        super().__init__(units)
        self.add_ = layers.Add()

    def call(self, x):
        return self.add_([x, self.inner(x)])


tokens = keras.Input((10, 8))
residual = keras.Model(tokens, Residual(8)(Residual(8)(tokens)))


class Encoder(layers.Layer):
    def __init__(self, embed_dim, num_heads, ff_dim, rate=0.1):
        super().__init__()
        self.att = layers.MultiHeadAttention(num_heads=num_heads, key_dim=embed_dim)
        self.ffn = keras.Sequential([layers.Dense(ff_dim, activation="relu"), layers.Dense(embed_dim)])
        self.layernorm1 = layers.LayerNormalization(epsilon=1e-6)
        self.layernorm2 = layers.LayerNormalization(epsilon=1e-6)
        self.dropout1 = layers.Dropout(rate)

    def call(self, inputs, training=False):
        attention = self.dropout1(self.att(inputs, inputs), training=training)
        out = self.layernorm1(inputs + attention)
        return self.layernorm2(out + self.ffn(out))


class Embedding(layers.Layer):
    def __init__(self, maxlen, vocab_size, embed_dim):
        super().__init__()
        self.token_emb = layers.Embedding(input_dim=vocab_size, output_dim=embed_dim)
        self.pos_emb = layers.Embedding(input_dim=maxlen, output_dim=embed_dim)

    def call(self, x):
        maxlen = keras.ops.shape(x)[-1]
        positions = self.pos_emb(keras.ops.arange(start=0, stop=maxlen, step=1))
        return self.token_emb(x) + positions


words = keras.Input((200,))
x = Encoder(32, 2, 32)(Embedding(200, 20000, 32)(words))
transformer = keras.Model(words, layers.Dense(2)(layers.GlobalAveragePooling1D()(x)))


# A model with a weight of its own.
class Weighted(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = layers.Dense(2)

    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],))

    def call(self, x):
        return self.dense(x * self.scale)


weighted = Weighted()
weighted(tf.zeros((1, 3)))


# A stack that says itself how it is built, for a shape as TensorFlow writes it.
class Deep(keras.Sequential):
    def build(self, input_shape):
        self.depth = len(self.layers)
        super().build(input_shape.as_list())

    def call(self, inputs):
        return super().call(inputs), self.depth


deep = Deep([layers.Conv2D(16, 3, padding="same") for _ in range(2)])
deep.build(tf.TensorShape([None]).concatenate(tf.TensorShape((8, 8, 1))))
