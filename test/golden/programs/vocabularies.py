"""Layers that look words up: what they learn of data that stand in the program, and what they make of it."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def of_sizes(*sizes):
    """Dense layers of so many units, and one more."""
    return keras.Sequential([keras.Input((3,)), *[layers.Dense(1 + size) for size in sizes]])


def of_shapes(*tensors):
    return of_sizes(*[size for tensor in tensors for size in tensor.shape])


lookup = layers.StringLookup(vocabulary=["a", "b"])
looked_up = of_shapes(lookup([["a"], ["b"]]), lookup(["a", "z"]), lookup(np.array([["a"]])), lookup(tf.constant(["a"])))
sizes = of_sizes(
    lookup.vocabulary_size(), len(lookup.get_vocabulary()), len(lookup.get_vocabulary(include_special_tokens=False))
)
masked = of_sizes(layers.StringLookup(vocabulary=["a", "b"], num_oov_indices=3, mask_token="").vocabulary_size())
one_hot = layers.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")
rows = of_shapes(one_hot(["a", "b", "c"]), one_hot([["a"], ["b"]]))
rows_of = of_sizes(one_hot.vocabulary_size(), len(one_hot.get_vocabulary()))

cities = layers.StringLookup()
cities.adapt([["Paris"], ["Auckland"], ["Auckland"], ["Montreal"]])
learned = of_sizes(cities.vocabulary_size(), len(cities.get_vocabulary()[1]), len(cities.get_vocabulary()[2]))
few = layers.StringLookup(max_tokens=3)
few.adapt(["b", "a", "c", "c", "d"])
most = of_sizes(few.vocabulary_size(), few.get_vocabulary().index("d"))
several = layers.StringLookup(num_oov_indices=0, output_mode="multi_hot")
several.adapt(np.array([["a"], ["b"]]))
marked = of_shapes(several(["a", "b"]), several([["a"], ["b"]]))
numbers = layers.IntegerLookup()
numbers.adapt([[123], [456], [123], [111]])
numbered = of_sizes(numbers.vocabulary_size(), *numbers([[123], [1]]).shape)
given = layers.IntegerLookup(vocabulary=[10, 20], output_mode="one_hot")
given_rows = of_shapes(given([10, 3]))
new = of_sizes(
    layers.StringLookup().vocabulary_size(),
    layers.TextVectorization().vocabulary_size(),
    layers.TextVectorization(max_tokens=50).vocabulary_size(),
)

text = layers.TextVectorization()
text.adapt(["To be", "!(to be)", "That's the question", "Be, be, be."])
words = of_shapes(text(["Be good!", "Question: be or be?"]), text([["a b"], ["c"]]), text(tf.constant(["x y"])))
known = of_sizes(text.vocabulary_size(), text.get_vocabulary().index("thats"), len(text.get_vocabulary()))
embedding = keras.Sequential([keras.Input((4,)), layers.Embedding(text.vocabulary_size(), 8)])

pairs = layers.TextVectorization(output_mode="multi_hot", ngrams=2)
pairs.adapt(tf.data.Dataset.from_tensor_slices(["a b c", "c d"]).batch(1))
pair_rows = of_shapes(pairs(["x y"]), pairs([["x"], ["y"]]))
inputs = keras.Input((1,), dtype="string")
on_pairs = keras.Model(inputs, layers.Dense(2)(pairs(inputs)))
cut = layers.TextVectorization(output_sequence_length=7, max_tokens=4)
cut.adapt(["a b c", "c d"])
cut_rows = of_shapes(cut(["x y"]))
cut_size = of_sizes(cut.vocabulary_size())
letters = layers.TextVectorization(split="character", standardize=None)
letters.adapt(["ab c", "Cd"])
spelled = of_sizes(letters.vocabulary_size(), *letters(["x y", "abcdef"]).shape)
twos = layers.TextVectorization(ngrams=(2,))
twos.adapt(["ab c", "Cd"])
in_twos = of_sizes(twos.vocabulary_size(), *twos(["x y z w", "abcdef"]).shape)
padded = layers.TextVectorization(max_tokens=100, output_mode="multi_hot", pad_to_max_tokens=True)
padded.adapt(tf.data.Dataset.from_tensor_slices(["a b", "c"]).batch(1))
padded_rows = of_sizes(padded.vocabulary_size(), *padded(["a"]).shape)
accents = layers.TextVectorization()
accents.adapt(["É é À la", "À LA", "a\u00a0b a c\u3000d", "e\x0bf"])
accented = of_sizes(accents.vocabulary_size(), *accents(["É é", "a\u00a0b a c"]).shape)
one_text = of_sizes(*letters("abc").shape, *cut("x y").shape, *padded("a").shape)
unsplit = layers.TextVectorization(split=None)
unsplit.adapt(["a b c", "b c d e"])
unsplit_texts = of_sizes(1 + len(unsplit("a b").shape), *unsplit(["a b", "c"]).shape, *unsplit([["a b"], ["c"]]).shape)
listed = layers.TextVectorization(vocabulary=["a", "b"])
listed_rows = of_sizes(listed.vocabulary_size(), *listed(["a b c", "b"]).shape)

several_hot = layers.CategoryEncoding(num_tokens=4)
encoded = of_shapes(several_hot([0, 1]), several_hot([[0, 1], [0, 0]]))
one_each = layers.CategoryEncoding(num_tokens=4, output_mode="one_hot")
encoded_one = of_shapes(one_each([0, 1]), one_each([[0], [1]]))
ranges = layers.Discretization(bin_boundaries=[0.0, 1.0])
ranged = of_shapes(ranges([1.0, 2.0]), ranges([[1.0, 2.0]]))
hashing = layers.Hashing(num_bins=3)
hashed = of_shapes(hashing([["A"], ["B"]]), hashing([1, 2]))
crossing = layers.HashedCrossing(num_bins=5)
crossed = of_shapes(crossing((["A", "B"], [1, 2])))
normal = layers.Normalization()
normal.adapt(np.zeros((10, 3)))
normalized = of_sizes(normal.count_params(), *normal([[1.0, 2.0, 3.0]]).shape)
alone = of_shapes(text("a b c"), pairs("a b"), cut("x y"))


@keras.saving.register_keras_serializable()
class Positions(layers.Layer):
    def __init__(self):
        super().__init__()
        self.embedding = layers.Embedding(50, 4)

    def call(self, tokens):
        return self.embedding(tokens)


texts = keras.Input((1,), dtype="string")
end_to_end = keras.Model(texts, layers.GlobalAveragePooling1D()(Positions()(cut(texts))))
answers = of_shapes(end_to_end(tf.constant([["a b"], ["c"]])))
