"""Small model files as Keras itself writes them, with the outputs that Keras has for them.

Run in an environment with Keras 3 and TensorFlow: python tests/formats/goldens/make.py
"""
import base64
import json
import os

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
from keras import layers

HERE = os.path.dirname(os.path.abspath(__file__))
keras.utils.set_random_seed(7)


def pixels(shape):
    count = int(np.prod(shape))
    return ((np.arange(4 * count) * 37 % 251).reshape((4,) + shape)).astype("float32")


def drawn(model):
    """Weights as after a training: nothing is left at zero or one."""
    random = np.random.default_rng(3)
    for weight in model.weights:
        if weight.path.endswith(("count",)):
            continue
        value = random.normal(0, 0.3, weight.shape)
        if "variance" in weight.path:
            value = 1 + np.abs(value)
        elif "gamma" in weight.path:
            value = 1 + value
        weight.assign(value.astype("float32"))


def functional():
    block = keras.Sequential(
        [layers.Conv2D(6, 1, name="squeeze"), layers.BatchNormalization(name="norm"), layers.ReLU(max_value=6.0)],
        name="a block",
    )
    inside = keras.Input((5, 5, 6))
    x = layers.SeparableConv2D(6, 3, padding="same", activation="silu", name="sep")(inside)
    x = layers.LayerNormalization(name="ln")(x)
    tower = keras.Model(inside, layers.add([inside, x]), name="tower")

    picture = keras.Input((11, 11, 3), name="the picture")
    x = layers.Rescaling(1 / 127.5, offset=-1)(picture)
    x = layers.RandomFlip("horizontal")(x)
    x = layers.ZeroPadding2D(((0, 1), (0, 1)))(x)
    x = layers.Conv2D(8, 3, strides=2, activation="relu", use_bias=False, name="my conv 1")(x)
    y = layers.DepthwiseConv2D(3, padding="same", depth_multiplier=2, name="depth")(x)
    y = layers.LeakyReLU(negative_slope=0.2)(y)
    x = layers.concatenate([x, y])
    gate = layers.GlobalAveragePooling2D(keepdims=True)(x)
    gate = layers.Dense(24, activation="sigmoid", name="gate")(gate)
    x = layers.multiply([x, gate])
    x = block(x)
    x = tower(x)
    x = layers.GroupNormalization(groups=3)(x)
    x = layers.PReLU(shared_axes=[1, 2])(x)
    x = layers.MaxPooling2D(2, padding="same")(x)
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="tanh")(x)
    x = layers.UpSampling2D(2, interpolation="bilinear")(x)
    x = layers.AveragePooling2D(3, strides=2)(x)
    x = layers.SpatialDropout2D(0.2)(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.3)(x)
    x = layers.Dense(7, activation="elu")(x)
    return keras.Model(picture, layers.Dense(4, name="logits")(x), name="a functional model")


def sequential():
    """Without an input's shape: it is known only once the model was built."""
    model = keras.Sequential(
        [
            layers.Conv2D(4, 3, padding="same", strides=2, activation="gelu"),
            layers.BatchNormalization(scale=False),
            layers.Activation("hard_sigmoid"),
            layers.GlobalMaxPooling2D(),
            layers.Dense(3, activation="softmax"),
        ],
        name="built_later",
    )
    model.build((None, 9, 7, 1))
    return model


def normalized():
    normal = layers.Normalization(axis=-1)
    normal.adapt(np.random.default_rng(1).uniform(0, 255, (50, 6, 6, 3)).astype("float32"))
    model = keras.Sequential([keras.Input((6, 6, 3)), normal, layers.Conv2D(3, 3), layers.Flatten(), layers.Dense(2)])
    return model


expected = {}
for name, make, suffixes in (
    ("functional", functional, (".keras", ".h5")),
    ("sequential", sequential, (".keras", ".h5")),
    ("normalized", normalized, (".keras",)),
):
    model = make()
    if name != "normalized":
        drawn(model)
    x = pixels(tuple(model.inputs[0].shape[1:]))
    if name == "sequential":
        x = x / 255
    outputs = np.asarray(model(x, training=False), "float32")
    for suffix in suffixes:
        model.save(os.path.join(HERE, name + suffix))
        expected[name + suffix] = {
            "input": list(x.shape[1:]),
            "divided": 255 if name == "sequential" else 1,
            "outputs": base64.b64encode(outputs.tobytes()).decode(),
        }
with open(os.path.join(HERE, "expected.json"), "w") as file:
    json.dump({"keras": keras.__version__, "files": expected}, file, indent=2)
    file.write("\n")
