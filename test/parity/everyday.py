from keras import Input, Sequential, layers

images = Sequential(
    [
        Input((64, 64, 3)),
        layers.Rescaling(0.5, offset=-1),
        layers.ZeroPadding2D(2),
        layers.Conv2D(16, 3, strides=2, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(max_value=6),
        layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2),
        layers.LeakyReLU(0.1),
        layers.SeparableConv2D(24, 3, activation="relu"),
        layers.SpatialDropout2D(0.1),
        layers.AveragePooling2D(2),
        layers.Conv2DTranspose(8, 4, strides=2, padding="same", activation="elu"),
        layers.UpSampling2D((2, 1), interpolation="bilinear"),
        layers.Cropping2D(((1, 2), (3, 4))),
        layers.PReLU(shared_axes=[1, 2]),
        layers.GroupNormalization(4),
        layers.MaxPooling2D((3, 2), strides=(1, 2), padding="same"),
        layers.Permute((3, 1, 2)),
        layers.GlobalMaxPooling2D(data_format="channels_first", keepdims=True),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(10, activation="softmax", kernel_initializer="he_normal", name="classes"),
    ],
    name="Images",
)

steps = Sequential(name="Steps")
steps.add(Input((100,), dtype="int32"))
steps.add(layers.Embedding(5000, 32, mask_zero=True))
steps.add(layers.Conv1D(64, 5, padding="causal", dilation_rate=2, activation="gelu"))
steps.add(layers.MaxPooling1D(4))
steps.add(layers.Bidirectional(layers.LSTM(16, return_sequences=True), merge_mode="sum"))
steps.add(layers.LayerNormalization(epsilon=1e-6))
steps.add(layers.TimeDistributed(layers.Dense(8, "relu")))
steps.add(layers.GRU(12, return_sequences=True, reset_after=False))
steps.add(layers.RNN([layers.LSTMCell(8), layers.SimpleRNNCell(4)]))
steps.add(layers.RepeatVector(3))
steps.add(layers.Reshape((-1, 2)))
steps.add(layers.SimpleRNN(5, trainable=False))
steps.add(layers.Activation("tanh"))
steps.add(layers.GaussianNoise(0.1))
steps.add(layers.Dense(1, "sigmoid"))

volumes = Sequential(name="Volumes")
volumes.add(Input((None, None, 16, 2), batch_size=4))
volumes.add(layers.Conv3D(8, (3, 3, 1), groups=2))
volumes.add(layers.AveragePooling3D(2))
volumes.add(layers.GlobalAveragePooling3D())
volumes.add(layers.Softmax())
