"""Transfer learning as tutorials do it, on models of keras.applications without weights."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers
from keras.applications import DenseNet121, ResNet50, vgg16
from keras.applications.mobilenet_v2 import MobileNetV2, preprocess_input
from tensorflow.keras.applications.resnet50 import preprocess_input as to_caffe

# A frozen base as the first layer of a Sequential model.
base = vgg16.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3))
base.trainable = False
classifier = keras.Sequential(
    [base, layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dropout(0.5), layers.Dense(1, activation="sigmoid")]
)
classifier.summary()

# Fine-tuning from a layer on.
tuned = vgg16.VGG16(weights=None, include_top=False, input_shape=(64, 64, 3), name="tuned")
tuned.trainable = True
is_trainable = False
for layer in tuned.layers:
    if layer.name == "block5_conv1":
        is_trainable = True
    layer.trainable = is_trainable
tuning = keras.Sequential([layers.Input((64, 64, 3)), tuned, layers.GlobalAveragePooling2D(), layers.Dense(5)])

# The base is called as a layer, after what prepares its input.
IMG_SHAPE = (96, 96) + (3,)
mobile = keras.applications.MobileNetV2(input_shape=IMG_SHAPE, include_top=False, weights=None)
mobile.trainable = False
inputs = tf.keras.Input(shape=IMG_SHAPE)
x = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.2)])(inputs)
x = preprocess_input(x)
x = mobile(x, training=False)
x = layers.GlobalAveragePooling2D()(x)
x = layers.Dropout(0.2)(x)
transferred = keras.Model(inputs, layers.Dense(1)(x))
mobile.trainable = True
for layer in mobile.layers[:100]:
    layer.trainable = False

# What comes out of the base goes on, and its layers are the model's own.
resnet = ResNet50(include_top=False, weights=None, input_tensor=keras.Input((64, 64, 3)), pooling="avg")
for layer in resnet.layers:
    layer.trainable = False
for layer in resnet.layers[-4:]:
    layer.trainable = True
x = resnet.output
x = layers.Dense(10, activation="softmax", name="predictions")(x)
extended = keras.Model(inputs=resnet.input, outputs=x)
without_norms = ResNet50(include_top=False, weights=None, input_shape=(32, 32, 3))
for layer in without_norms.layers:
    if isinstance(layer, layers.BatchNormalization):
        layer.trainable = False
    else:
        layer.trainable = True

# Features from within.
names = ["block1_conv2", "block3_conv3", "block5_conv3"]
features = keras.Model(base.input, [base.get_layer(name).output for name in names])
cut = keras.Model(inputs=base.inputs, outputs=base.layers[-6].output)
cut.trainable = False
upper = keras.Model(base.get_layer("block4_pool").output, base.output)
merged = layers.Concatenate()([layers.UpSampling2D(16)(base.get_layer("block5_pool").output), base.get_layer("block1_pool").output][:1] * 2)
unet = keras.Model(base.input, layers.Conv2D(1, 1)(merged))

# Two branches over one base, and a base within a base.
left, right = keras.Input((32, 32, 3)), keras.Input((32, 32, 3))
encoder = DenseNet121(include_top=False, weights=None, pooling="max", name="encoder")
siamese = keras.Model([left, right], layers.Dense(1)(layers.Subtract()([encoder(left), encoder(right)])))
prepared = keras.Input((32, 32, 3))
caffe = keras.Model(prepared, vgg16.VGG16(include_top=False, weights=None, input_tensor=to_caffe(prepared), pooling="avg").output)
lambdas = keras.Sequential([layers.Input((32, 32, 3)), layers.Lambda(preprocess_input), layers.Conv2D(4, 3)])

# What arrays give.
batch = preprocess_input(np.zeros((8, 96, 96, 3)))
found = transferred.predict(batch, verbose=0)
sized = keras.Sequential([layers.Input(found.shape), layers.Dense(len(base.layers)), layers.Dense(len(extended.trainable_weights))])
copied = keras.models.clone_model(extended)
