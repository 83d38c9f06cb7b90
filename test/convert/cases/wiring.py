import keras
from keras import layers, ops

# Named tensors, shared and wrapped layers, arguments of calls.
tokens = keras.Input((None,), dtype="int32", name="tokens")
mask = keras.Input((None,), dtype="bool", name="mask")
embedding = layers.Embedding(5000, 64, mask_zero=True)
positions = layers.Embedding(128, 64)(ops.arange(0, 128))
x = embedding(tokens)
attended = layers.MultiHeadAttention(4, 16)(x, x, attention_mask=ops.expand_dims(mask, 1), use_causal_mask=True)
x = layers.LayerNormalization(epsilon=1e-5)(x + attended)
sequence, h, c = layers.LSTM(32, return_sequences=True, return_state=True)(x)
decoded = layers.LSTM(32, return_sequences=True)(embedding(tokens), initial_state=[h, c], training=False)
scores = layers.TimeDistributed(layers.Dense(8, activation=keras.activations.relu))(decoded)
both = layers.Bidirectional(layers.GRU(8, return_sequences=True), merge_mode="sum")(decoded)
first = both[:, 0]
joined = layers.Concatenate()([first, keras.ops.mean(scores, axis=1)])
out = layers.Dense(3, "softmax", kernel_initializer=keras.initializers.HeNormal(seed=1), name="classes")(joined)
translator = keras.Model([tokens, mask], [out, scores], name="translator")

# Models in models, one of them used twice, one frozen.
base = keras.Sequential(
    [keras.Input((32, 32, 3)), layers.Conv2D(8, 3, activation="relu"), layers.GlobalAveragePooling2D()], name="base"
)
left = keras.Input((32, 32, 3))
right = keras.Input((32, 32, 3))
features = [base(image) for image in (left, right)]
distance = ops.abs(features[0] - features[1])
siamese = keras.Model([left, right], layers.Dense(1, activation="sigmoid")(distance))

backbone = keras.Sequential([layers.Conv2D(4, 3), layers.BatchNormalization(), layers.Flatten()], name="backbone")
backbone.trainable = False
image = keras.Input((8, 8, 3))
classifier = keras.Model(image, layers.Dense(2)(backbone(image)), name="fine-tuned")

# Names that Keras would number alike.
crowded = keras.Sequential([keras.Input((4,)), layers.Dense(3, name="dense"), layers.Dense(2)])


def language_model(vocab_size, width=32):
    ids = keras.Input((None,))
    y = layers.Embedding(vocab_size, width)(ids)
    y = layers.Conv1D(2 * width, 3, padding="causal")(y)
    return keras.Model(ids, layers.Dense(vocab_size)(y), name="language_model")
