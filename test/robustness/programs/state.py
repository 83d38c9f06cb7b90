import argparse
import copy
import functools
import itertools
from collections import OrderedDict, defaultdict, deque

import keras
import numpy as np
import pandas as pd
from keras import backend as K
from keras import layers

from helpers import WIDTH, block
import helpers

widths = [8, 16]
widths.append(WIDTH)
alias = widths
alias[0] = 4
config = {'units': 3, 'rate': 0.5}
config['depth'] = 2
del config['rate']
seen = set()
seen.add('a')
counts = defaultdict(int)
counts['x'] += 3
counts['x'] += config['depth']
order = OrderedDict(a=1)
order['b'] = 2
order.move_to_end('a')
queue = deque([1, 2, 3], maxlen=3)
queue.append(4)
queue.rotate(1)


def numbers(start):
    n = start
    while n < 60:
        yield n
        n += 3


gen = numbers(2)
first = next(gen)
second = next(gen)
it = iter(widths)
one = next(it)
pairs = zip(widths, numbers(5))
pair = next(pairs)
third = next(gen)
two = next(it)
layers.Dense(first)(keras.Input((second,)))
layers.Dense(third + one)(keras.Input((two, pair[1])))
rest = [n for n in gen][:2]
layers.Dense(rest[0])(keras.Input((len(rest),)))

model = keras.Sequential()
model.add(keras.Input((16, 16, 3)))
model.add(layers.Conv2D(widths[0], 3))
model.add(layers.BatchNormalization())
model.summary()
model.add(layers.Conv2D(widths[1], 3, strides=2))
model.layers[0].trainable = False
last = model.pop()
model.add(layers.Flatten())
model.add(layers.Dense(config['units'] + counts['x'], name='head'))
model.trainable = False
model.trainable = True
model.summary()

late = keras.Sequential([layers.Dense(7), layers.Dropout(0.2)])
late.add(layers.Dense(queue[0]))
late.build((None, 5))
late.add(layers.Dense(order['b'] + 1))
print(late.count_params())

if unknown_flag:
    widths.append(32)
    model.add(layers.Dense(9))
    answer = 5
    flag = 1
else:
    answer = 5
    flag = 2
if other_flag:
    late.trainable = False
    config['units'] = 11
for item in unknown_items:
    counts['y'] = 2
    bonus = item
something_unknown(seen, config)
outside = keras.Input((answer,))
layers.Dense(flag)(outside)
layers.Dense(config['units'])(outside)

x = block(outside, 6)
helpers.STATE.append(3)
x = block(x, len(helpers.STATE))
helpers.WIDTH = 21
y = layers.Dense(helpers.WIDTH)(x)
shared = layers.Dense(6, name='shared')
a = shared(y)
b = shared(layers.Dense(21)(a))
inner = keras.Model(outside, b, name='inner')
again = inner(keras.Input((5,)))
stack = keras.Sequential([inner, layers.Dense(2)])
stack.add(layers.Dense(3))
other = stack(keras.Input((5,)))
inner.trainable = False
whole = keras.Model(outside, stack(outside))
whole.summary()
inner.get_layer('shared').trainable = True

K.set_image_data_format('channels_first')
picture = layers.Conv2D(4, 3)(keras.Input((3, 20, 20)))
K.set_image_data_format('channels_last')
picture = layers.Conv2D(4, 3)(keras.Input((20, 20, 3)))
size = picture.shape[1]
keras.backend.clear_session()
fresh = layers.Dense(size)(keras.Input((4,)))

total = 0


def grow(by):
    global total
    total += by
    return total


grow(2)
grow(3)
layers.Dense(total)(fresh)


@functools.lru_cache(maxsize=None)
def made(units):
    return layers.Dense(units)


p = made(4)(fresh)
q = made(4)(p)
half = functools.partial(layers.Dense, 8, activation='relu')
r = half()(q)
deep = copy.deepcopy(widths)
deep.append(2)
layers.Dense(len(deep))(r)
parser = argparse.ArgumentParser()
parser.add_argument('--units', type=int, default=12)
parser.add_argument('--width', type=int, required=True)
parser.set_defaults(units=13)
args = parser.parse_args()
layers.Dense(args.units)(r)
args.units = 14
layers.Dense(args.units)(r)
layers.Dense(args.width)(r)
try:
    value = {}['missing']
except KeyError:
    value = 17
layers.Dense(value)(r)
del value
try:
    value = may_raise()
    widths.append(1)
except ValueError as error:
    value = 3
    widths.pop()
layers.Dense(len(widths))(r)
match config:
    case {'depth': depth}:
        layers.Dense(depth)(r)
    case _:
        layers.Dense(99)(r)
for i, w in enumerate(deep):
    r = layers.Dense(w + i)(r)
exec('r = 1')
layers.Dense(widths[0])(fresh)
data = np.arange(12).reshape(3, 4)
view = data[1]
data[1, 2] = 40
layers.Dense(int(view[2]))(fresh)
labels = np.array([0, 2, 1])
classes = len(np.unique(labels))
labels[0] = 7
layers.Dense(len(np.unique(labels)) + classes)(fresh)
frame = pd.read_csv('data.csv')
columns = frame.shape[1]
layers.Dense(columns)(fresh)
left, right = frame.values
frame['column'] = 1
more = frame.shape[1]
layers.Dense(more + columns)(fresh)
layers.Dense(len(left))(fresh)
vocab = load_vocab('words.txt')
size = len(vocab)
args2 = something.parse()
layers.Dense(args2.width)(fresh)
e = layers.Embedding(size, args2.width)
e(keras.Input((None,), dtype='int32'))
layers.Dense(args2.width * 2 + size)(fresh)
args2.width = 5
layers.Dense(len(vocab))(layers.Dense(args2.width)(fresh))


def tower(x, units=4, rate=None):
    x = layers.Dense(units)(x)
    shared(x)
    return layers.Dropout(rate or 0.5)(x)


# shapeline: n=3
def build(n):
    inputs = keras.Input((n,))
    return keras.Model(inputs, tower(inputs, n))


class Head:
    def __init__(self, units):
        self.layer = layers.Dense(units)

    def __call__(self, x):
        return self.layer(x)

    def wide(self, x, by=2):
        return layers.Dense(by * 3)(self.layer(x))


head = Head(6)
head(fresh)
tower(fresh, 5)
