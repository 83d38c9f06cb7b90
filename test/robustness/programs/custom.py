import keras
import tensorflow as tf
from keras import layers, ops


class Linear(layers.Layer):
    made = 0

    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        Linear.made += 1

    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units), name='w')
        self.b = self.add_weight(shape=(self.units,), trainable=False)

    def call(self, inputs, training=None):
        return ops.matmul(inputs, self.w) + self.b


class Block(layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.first = Linear(units)
        self.others = [layers.Dense(units, activation='relu') for _ in range(2)]

    def call(self, x):
        y = self.first(x)
        for layer in self.others:
            y = layer(y)
        return x + y


class Lazy(layers.Layer):
    def __init__(self, units):
        self.units = units

    def call(self, x):
        return x


class Net(keras.Model):
    def __init__(self, classes):
        super().__init__()
        self.block = Block(8)
        self.head = layers.Dense(classes)

    def call(self, x, training=False):
        return self.head(self.block(x))


class Wide(layers.Dense):
    def __init__(self, units):
        super().__init__(units * 2)


class Stack(keras.Sequential):
    def __init__(self):
        super().__init__()
        self.add(layers.Dense(3))


inputs = keras.Input((8,))
linear = Linear(4)
x = linear(inputs)
lazy = Lazy(3)
block = Block(8)
y = block(inputs)
block.extra = layers.Dense(2)
block.others.append(layers.Dense(8))
z = block(y)
net = Net(5)
net.build((None, 8))
net.summary()
out = net(tf.zeros((1, 8)))
net.extra = lazy
net.trainable = False
net.block.trainable = True
if unknown:
    net.tail = layers.Dense(2)
    block.first = Linear(3)
else:
    net.tail = layers.Dense(2)
holder = Net(2)
holder.inner = net
wide = Wide(Linear.made)
w = wide(x)
stack = Stack()
stack.add(wide)
stack.add(Linear(2))
s = stack(inputs)
model = keras.Model(inputs, [z, w, s])
model.summary()
late = Linear(6)
late.units = 7
v = late(w)
forgotten = Net(3)
change(forgotten, late)
u = late(v)
layers.Dense(Linear.made)(u)
two = keras.Sequential([Linear(3), layers.Dense(2)])
two.build((None, 4))
two.add(Block(2))
print(two(tf.zeros((1, 4))).shape)
