"""Trains deep-digits anew with Keras: python train_keras.py DATA

DATA has train/ and val/, each with a folder a class. Needs: pip install keras tensorflow
"""
import math
import os
import sys

import keras
from keras import layers

CLASSES = ["cat", "a \"dog\"\n", "é"]
BATCH = 100
EPOCHS = 10
SEED = 0
# Not the same here:
# - weight decay 0.0001 was part of the gradient: in Keras, kernel_regularizer=l2(0.00005)
# Training pictures were not changed.


BASE_RATE = 0.1


def factor(step, steps_per_epoch, total):
    """The curve "cosine": what the base rate is multiplied by."""
    part = (1 + math.cos(math.pi * min(1.0, step / max(1, total)))) / 2
    return 0 + (1 - 0) * part


def rate_at(step, steps_per_epoch, total):
    """The learning rate of a step."""
    warm = 1 * steps_per_epoch
    if step < warm:
        return BASE_RATE * (0 + (1 - 0) * step / warm)
    step, total = step - warm, max(0, total - warm)
    return BASE_RATE * factor(step, steps_per_epoch, total)


class Rate(keras.callbacks.Callback):
    """Sets the learning rate of each step."""

    def __init__(self, steps_per_epoch):
        super().__init__()
        self.step, self.steps_per_epoch = 0, steps_per_epoch

    def on_train_batch_begin(self, batch, logs=None):
        rate = rate_at(self.step, self.steps_per_epoch, self.steps_per_epoch * EPOCHS)
        self.model.optimizer.learning_rate = rate
        self.step += 1


def build():
    inputs = keras.Input((28, 28, 3))
    x = layers.Rescaling(0.00392156862745098, offset=0)(inputs)
    conv1 = layers.Conv2D(filters=16, kernel_size=(3, 3), padding="same", kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv1")(x)
    activation_1 = layers.ReLU(name="activation_1")(conv1)
    conv2 = layers.Conv2D(filters=16, kernel_size=(3, 3), padding="same", kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv2")(activation_1)
    activation_2 = layers.ReLU(name="activation_2")(conv2)
    pool1 = layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2), name="pool1")(activation_2)
    conv3 = layers.Conv2D(filters=32, kernel_size=(3, 3), padding="same", kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv3")(pool1)
    activation_3 = layers.ReLU(name="activation_3")(conv3)
    conv4_pad = layers.ZeroPadding2D(padding=((2, 2), (2, 2)), name="conv4_pad")(activation_3)
    conv4 = layers.Conv2D(filters=32, kernel_size=(3, 3), kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv4")(conv4_pad)
    activation_4 = layers.ReLU(name="activation_4")(conv4)
    pool2 = layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2), name="pool2")(activation_4)
    conv5 = layers.Conv2D(filters=64, kernel_size=(3, 3), padding="same", kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv5")(pool2)
    activation_5 = layers.ReLU(name="activation_5")(conv5)
    conv6 = layers.Conv2D(filters=64, kernel_size=(3, 3), padding="same", kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="conv6")(activation_5)
    activation_6 = layers.ReLU(name="activation_6")(conv6)
    pool3 = layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2), name="pool3")(activation_6)
    flatten_1 = layers.Flatten(name="flatten_1")(pool3)
    affine1 = layers.Dense(units=50, kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="affine1")(flatten_1)
    activation_7 = layers.ReLU(name="activation_7")(affine1)
    dropout1 = layers.Dropout(0.5)(activation_7)
    affine2 = layers.Dense(units=3, kernel_initializer=keras.initializers.VarianceScaling(2, "fan_in", "truncated_normal"), name="affine2")(dropout1)
    dropout2 = layers.Dropout(0.5)(affine2)
    return keras.Model(inputs, dropout2)


def augment(pictures, labels):
    """Changes training pictures (0 to 255)."""
    return pictures, labels


def pictures(folder, shuffle):
    return keras.utils.image_dataset_from_directory(
        folder, labels="inferred", label_mode="categorical", class_names=CLASSES, batch_size=BATCH, shuffle=shuffle, seed=SEED,
        color_mode="rgb", image_size=(28, 28))


if __name__ == "__main__":
    keras.utils.set_random_seed(SEED)
    train = pictures(os.path.join(sys.argv[1], "train"), True)
    steps_per_epoch = len(train)
    model = build()
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9, nesterov=True),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
        metrics=["accuracy"],
    )
    model.fit(
        train.map(augment),
        validation_data=pictures(os.path.join(sys.argv[1], "val"), False),
        epochs=EPOCHS,
        callbacks=[Rate(steps_per_epoch)],
    )
    model.save("trained.keras")
