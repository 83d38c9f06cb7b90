"""VGG16 (Simonyan & Zisserman, 2015) as a Sequential model."""

from keras import Sequential
from keras.layers import Conv2D, Dense, Flatten, Input, MaxPooling2D

model = Sequential(name="vgg16")
model.add(Input(shape=(224, 224, 3)))

model.add(Conv2D(64, (3, 3), activation="relu", padding="same", name="block1_conv1"))
model.add(Conv2D(64, (3, 3), activation="relu", padding="same", name="block1_conv2"))
model.add(MaxPooling2D((2, 2), strides=(2, 2), name="block1_pool"))

model.add(Conv2D(128, (3, 3), activation="relu", padding="same", name="block2_conv1"))
model.add(Conv2D(128, (3, 3), activation="relu", padding="same", name="block2_conv2"))
model.add(MaxPooling2D((2, 2), strides=(2, 2), name="block2_pool"))

model.add(Conv2D(256, (3, 3), activation="relu", padding="same", name="block3_conv1"))
model.add(Conv2D(256, (3, 3), activation="relu", padding="same", name="block3_conv2"))
model.add(Conv2D(256, (3, 3), activation="relu", padding="same", name="block3_conv3"))
model.add(MaxPooling2D((2, 2), strides=(2, 2), name="block3_pool"))

model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block4_conv1"))
model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block4_conv2"))
model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block4_conv3"))
model.add(MaxPooling2D((2, 2), strides=(2, 2), name="block4_pool"))

model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block5_conv1"))
model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block5_conv2"))
model.add(Conv2D(512, (3, 3), activation="relu", padding="same", name="block5_conv3"))
model.add(MaxPooling2D((2, 2), strides=(2, 2), name="block5_pool"))

model.add(Flatten())
model.add(Dense(4096, activation="relu"))
model.add(Dense(4096, activation="relu"))
model.add(Dense(1000, activation="softmax"))

model.summary()
