"""Data sets: what their elements are, and what models make of them that are called or trained on these."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

x = np.zeros((100, 12, 10), "float32")
y = np.zeros((100,), "int64")
pairs = tf.data.Dataset.from_tensor_slices((x, y))


def of_elements(data):
    """Dense layers of as many units as each axis of each tensor of an element has places."""
    element = next(iter(data))
    parts = list(element.values()) if isinstance(element, dict) else element if isinstance(element, tuple) else [element]
    sizes = [1 + size for part in parts for size in part.shape]
    return keras.Sequential([keras.Input((3,)), *[layers.Dense(size) for size in sizes]])


slices = of_elements(pairs)
named = of_elements(tf.data.Dataset.from_tensor_slices({"a": x, "b": [[1.0, 2.0]] * 100}))
rows = of_elements(tf.data.Dataset.from_tensor_slices([[1, 2], [3, 4], [5, 6]]))
stacked = of_elements(tf.data.Dataset.from_tensor_slices([x, x]))
whole = of_elements(tf.data.Dataset.from_tensors((x, y)))
numbers = of_elements(tf.data.Dataset.range(2, 10, 3))
batches = of_elements(pairs.shuffle(100).batch(32, drop_remainder=True).prefetch(tf.data.AUTOTUNE))
twice = of_elements(pairs.batch(5, drop_remainder=True).batch(4, drop_remainder=True))
mapped = of_elements(pairs.map(lambda a, b: (tf.image.resize(a[..., tf.newaxis], (6, 5)), tf.one_hot(b, 10))))
as_dict = of_elements(pairs.map(lambda a, b: {"x": a[:4], "y": b}))
listed = of_elements(pairs.map(lambda a, b: [a, a[0]], num_parallel_calls=2).cache().repeat(3))
zipped = of_elements(tf.data.Dataset.zip((tf.data.Dataset.range(3), tf.data.Dataset.from_tensor_slices(x))))
numbered = of_elements(tf.data.Dataset.from_tensor_slices(x).enumerate())
unbatched = of_elements(pairs.batch(32).unbatch())
padded = of_elements(pairs.padded_batch(4, padded_shapes=([20, 10], []), drop_remainder=True))
windows = of_elements(
    tf.data.Dataset.from_tensor_slices(x)
    .window(5, shift=1, drop_remainder=True)
    .flat_map(lambda window: window.batch(5, drop_remainder=True))
    .map(lambda window: (window[:-1], window[-1]))
)
generated = of_elements(
    tf.data.Dataset.from_generator(
        lambda: iter([(np.zeros((3, 4)), 1)]),
        output_signature=(tf.TensorSpec((3, 4), tf.float32), tf.TensorSpec(shape=(), dtype=tf.int32)),
    )
)
typed = of_elements(
    tf.data.Dataset.from_generator(
        lambda: iter([(np.zeros((3, 4)), 1)]), output_types=(tf.float32, tf.int32), output_shapes=([3, 4], [])
    )
)

counts = [
    len(each)
    for each in (
        pairs,
        pairs.batch(32),
        pairs.batch(32, drop_remainder=True),
        pairs.repeat(3).batch(7),
        pairs.take(5),
        pairs.take(-1),
        pairs.skip(30),
        pairs.shard(3, 1),
        tf.data.Dataset.range(10).concatenate(tf.data.Dataset.range(4)),
        tf.data.Dataset.zip((tf.data.Dataset.range(3), tf.data.Dataset.range(50))),
        tf.data.Dataset.range(10).window(4, shift=2, drop_remainder=True),
    )
]
counted = keras.Sequential([keras.Input((3,)), *[layers.Dense(count) for count in counts]])

specification = pairs.batch(32).element_spec[0].shape
specified = keras.Sequential([keras.Input(specification[1:]), layers.Dense(4)])


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = layers.Flatten()
        self.hidden = layers.Dense(10)

    def call(self, inputs, training=False):
        return self.hidden(self.flatten(inputs))


loops = Net()
for epoch in range(2):
    for step, (images, labels) in enumerate(pairs.repeat().shuffle(100).batch(20, drop_remainder=True).take(30), 1):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(loops(images, training=True))
        gradients = tape.gradient(loss, loops.trainable_variables)
        if step % 10 == 0:
            print(epoch, step)

trained = keras.Sequential([layers.Flatten(), layers.Dense(4)])
trained.compile("sgd", "mse")
trained.fit(tf.data.Dataset.from_tensor_slices((x, np.zeros((100, 4)))).batch(32), verbose=0)

series = keras.utils.timeseries_dataset_from_array(np.zeros((50, 7)), np.zeros((50,)), sequence_length=10)
recurrent = keras.Sequential([layers.LSTM(4), layers.Dense(1)])
recurrent.compile("sgd", "mse")
recurrent.fit(series, verbose=0)


class Patches(layers.Layer):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def call(self, images):
        patches = tf.image.extract_patches(
            images=images,
            sizes=[1, self.size, self.size, 1],
            strides=[1, self.size, self.size, 1],
            rates=[1, 1, 1, 1],
            padding="VALID",
        )
        return tf.reshape(patches, [tf.shape(images)[0], -1, patches.shape[-1]])


pictures = keras.Input((72, 70, 3))
patched = keras.Model(pictures, layers.Dense(8)(Patches(6)(pictures)))
dilated = keras.Model(
    pictures,
    layers.Lambda(lambda t: tf.image.extract_patches(t, [1, 3, 3, 1], [1, 2, 2, 1], [1, 2, 2, 1], "SAME"))(pictures),
)
own_patches = keras.Model(pictures, keras.ops.image.extract_patches(pictures, (5, 4), strides=3, padding="same"))
