"""Small model files as people of several years wrote them, with the outputs that the program has for them that wrote them.

Run once in each environment; each adds its own files to `foreign/` and to `foreign/expected.json`:
  Python 3.11, keras 3.15.1, tensorflow 2.21     python tests/formats/goldens/makeForeign.py k3
  Python 3.10, tensorflow-cpu 2.10.1 (Keras 2)   python tests/formats/goldens/makeForeign.py k210
  Python 3.11, tensorflow-cpu 2.15.1 (Keras 2)   python tests/formats/goldens/makeForeign.py k215
"""
import base64
import importlib.metadata
import json
import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

keras = tf.keras
layers = keras.layers
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign")
GENERATION = sys.argv[1]
IS_KERAS3 = GENERATION == "k3"
keras.utils.set_random_seed(11)
VERSION = getattr(keras, "__version__", None) or importlib.metadata.version("keras")


def pixels(shape):
    count = int(np.prod(shape))
    return ((np.arange(4 * count) * 37 % 251).reshape((4,) + tuple(shape))).astype("float32")


def drawn(model):
    """Weights as after a training: nothing is left at zero or one."""
    random = np.random.default_rng(3)
    for weight in model.weights:
        name = getattr(weight, "path", weight.name)
        if "count" in name or "seed" in name or not weight.dtype in ("float32", tf.float32):
            continue
        if "normalization" in name and ("mean:0" == name or "variance:0" == name):
            continue
        value = random.normal(0, 0.3, weight.shape)
        if "variance" in name:
            value = 1 + np.abs(value)
        elif "gamma" in name:
            value = 1 + value
        weight.assign(value.astype("float32"))


def unit(filters, name):
    """A part of its own, as people build them: Sequential in Sequential."""
    return keras.Sequential(
        [layers.Conv2D(filters, 3, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU()], name=name
    )


def nested():
    """A functional backbone with a Sequential inside, inside of a Sequential with a head: three deep."""
    inside = keras.Input((8, 8, 3))
    x = unit(4, "first_unit")(inside)
    y = unit(4, "second_unit")(x)
    x = layers.Add()([x, y])
    backbone = keras.Model(inside, layers.MaxPooling2D()(x), name="backbone")
    return keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.Rescaling(1 / 255.0),
            backbone,
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.2),
            layers.Dense(3, activation="softmax"),
        ],
        name="classifier",
    )


def transfer():
    """What the transfer learning guide writes: augmentation, preprocessing, a frozen backbone called with training=False, a head."""
    inside = keras.Input((8, 8, 3), name="inside")
    x = layers.Conv2D(5, 3, strides=2, padding="same", use_bias=False, name="stem/conv" if not IS_KERAS3 else "stem conv")(inside)
    x = layers.BatchNormalization(name="stem/bn" if not IS_KERAS3 else "stem bn")(x)
    x = layers.Activation("relu")(x)
    backbone = keras.Model(inside, x, name="base model" if IS_KERAS3 else "base/model")
    backbone.trainable = False
    augmentation = keras.Sequential([layers.RandomFlip("horizontal"), layers.RandomRotation(0.1)], name="augment")
    picture = keras.Input((8, 8, 3), name="picture in")
    x = augmentation(picture)
    x = layers.Rescaling(1.0 / 127.5, offset=-1.0, name="to -1..1" if IS_KERAS3 else "to/range")(x)
    x = backbone(x, training=False)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.ActivityRegularization(l2=1e-4)(x)
    x = layers.Dropout(0.2)(x)
    return keras.Model(picture, layers.Dense(4, name="the head" if IS_KERAS3 else "the/head")(x), name="transfer model")


def built_later():
    """No input_shape anywhere until it was called once."""
    model = keras.Sequential(name="built_later")
    model.add(layers.Conv2D(4, (3, 3), activation="relu"))
    model.add(layers.MaxPooling2D((2, 2)))
    model.add(unit(6, "inner unit" if IS_KERAS3 else "inner_unit"))
    model.add(layers.Flatten())
    model.add(layers.Dense(8, activation="tanh", kernel_regularizer="l2"))
    model.add(layers.Dense(3))
    model(np.zeros((1, 8, 8, 1), "float32"))
    return model


def mnist():
    """The first network of every book, with input_shape at its first layer, compiled and trained, so that the optimizer is saved too."""
    model = keras.Sequential(
        [
            layers.Conv2D(4, kernel_size=(3, 3), activation="relu", input_shape=(8, 8, 1)),
            layers.Conv2D(4, (3, 3), activation="relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(8, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(pixels((8, 8, 1)) / 255, np.eye(3, dtype="float32")[[0, 1, 2, 0]], epochs=1, verbose=0)
    return model


def normalized():
    normal = layers.Normalization(axis=-1)
    normal.adapt(np.random.default_rng(1).uniform(0, 255, (50, 6, 6, 3)).astype("float32"))
    picture = keras.Input((6, 6, 3))
    x = layers.SeparableConv2D(4, 3, padding="same")(normal(picture))
    x = layers.LeakyReLU(0.1)(x)
    x = layers.Conv2DTranspose(3, 2, strides=2)(x)
    x = layers.PReLU(shared_axes=[1, 2])(x)
    return keras.Model(picture, layers.Dense(2)(layers.GlobalMaxPooling2D()(x)))


suffixes = {"k3": (".keras", ".h5"), "k210": (".h5",), "k215": (".keras", ".h5")}[GENERATION]
os.makedirs(HERE, exist_ok=True)
place = os.path.join(HERE, "expected.json")
record = json.load(open(place)) if os.path.exists(place) else {}
record = {name: one for name, one in record.items() if not name.startswith(GENERATION + "-")}
for make in (nested, transfer, built_later, mnist, normalized):
    keras.backend.clear_session()
    model = make()
    if make not in (mnist, normalized):
        drawn(model)
    x = pixels(model.input_shape[1:])
    if make in (mnist, built_later):
        x = x / 255
    outputs = np.asarray(model(x, training=False), "float32")
    for suffix in suffixes:
        name = f"{GENERATION}-{make.__name__}{suffix}"
        model.save(os.path.join(HERE, name))
        record[name] = {
            "by": f"Keras {VERSION}, TensorFlow {tf.__version__}",
            "input": "x".join(map(str, x.shape[1:])),
            "divided": 255 if make in (mnist, built_later) else 1,
            "outputs": base64.b64encode(outputs.tobytes()).decode(),
        }
    if make is mnist:
        # Weights alone: in Keras 2 by layers' names, in Keras 3 (and in Keras 2.15 under its new ending) by classes.
        for ending in {"k3": ("weights.h5",), "k210": ("weights.by-name.h5",), "k215": ("weights.h5", "weights.by-name.h5")}[GENERATION]:
            model.save_weights(os.path.join(HERE, f"{GENERATION}-mnist.{ending}"))
with open(place, "w") as file:
    json.dump(dict(sorted(record.items())), file, indent=2)
    file.write("\n")
