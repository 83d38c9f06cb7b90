"""Models whose sizes come from a command line: the defaults of its options are their values."""

import argparse
import os
import sys

import keras
import tensorflow as tf
from absl import flags
from keras import layers


def parse():
    parser = argparse.ArgumentParser(description="Train a model.")
    parser.add_argument("--width", type=int, default=32, help="filters of the first layer")
    parser.add_argument("--depth", type=int, default="3")
    parser.add_argument("--sizes", type=int, nargs="+", default=[16, 8])
    parser.add_argument("--blocks", type=lambda text: [int(part) for part in text.split(",")], default="8,16")
    parser.add_argument("--rate", type=float, default=0.25)
    parser.add_argument("--activation", default="relu", choices=["relu", "tanh"])
    parser.add_argument("--no-bias", dest="bias", action="store_false")
    parser.add_argument("--norm", action="store_true")
    parser.add_argument("--units", type=int)
    parser.add_argument("--weights", type=str, default=None)
    return parser.parse_args()


args = parse()
if args.units is None:
    args.units = args.width // 2

inputs = keras.Input((28, 28, 1))
x = inputs
for i in range(args.depth):
    x = layers.Conv2D(args.width * 2**i, 3, strides=2, padding="same", use_bias=args.bias)(x)
    if args.norm:
        x = layers.BatchNormalization()(x)
x = layers.Dropout(args.rate)(layers.GlobalAveragePooling2D()(x))
for units in args.sizes + args.blocks:
    x = layers.Dense(units, args.activation)(x)
convolutional = keras.Model(inputs, layers.Dense(args.units)(x))
if args.weights:
    convolutional.load_weights(args.weights)


def build(opt):
    model = keras.Sequential([keras.Input((opt.width,))])
    for _ in range(opt.depth):
        model.add(layers.Dense(opt.width // 2))
    return model


from_arguments = build(args)
from_dictionary = keras.Sequential([keras.Input((4,)), layers.Dense(**{"units": vars(args)["width"]})])

parser = argparse.ArgumentParser()
parser.add_argument("--hidden", type=int, default=5)
parser.add_argument("--layers", type=int, default=1)
given, _ = parser.parse_known_args(["--hidden", "7", "--layers=2"])
from_list = keras.Sequential([keras.Input((3,))] + [layers.Dense(given.hidden) for _ in range(given.layers)])

flags.DEFINE_integer("hidden", 12, "Units of the hidden layer.")
flags.DEFINE_boolean("deep", False, "Whether there are more layers.")
flags.DEFINE_list("more", "4,5", "Units of more layers.")
FLAGS = flags.FLAGS
FLAGS(sys.argv[:1])
flagged = keras.Sequential([keras.Input((6,)), layers.Dense(FLAGS.hidden)])
if FLAGS.deep:
    flagged.add(layers.Dense(100))
for more in FLAGS.more:
    flagged.add(layers.Dense(int(more)))

units = int(os.environ.get("SHAPELINE_UNITS", 9))
environment = keras.Sequential([keras.Input((2,)), layers.Dense(units, name=os.path.splitext("dense.h5")[0])])
if sys.version_info >= (3, 0):
    environment.add(layers.Dense(1))

tf.compat.v1.flags.DEFINE_integer("old_hidden", 3, "Units of a layer in a program of TensorFlow 1.")
OLD = tf.compat.v1.flags.FLAGS
old = keras.Sequential([keras.Input((2,)), layers.Dense(OLD.old_hidden), layers.Dense(FLAGS.old_hidden)])
