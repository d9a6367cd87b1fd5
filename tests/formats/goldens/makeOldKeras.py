"""Small .h5 files as Keras of 2017 to 2021 wrote them, with the outputs that it has for them.

Run once in each environment; each adds its own files to `foreign/` and to `foreign/expected.json`:
  Python 3.7, keras 2.0.8, tensorflow 1.15.5, h5py 2.10    python tests/formats/goldens/makeOldKeras.py k208
  Python 3.7, keras 2.2.4, tensorflow 1.15.5, h5py 2.10    python tests/formats/goldens/makeOldKeras.py k224
  Python 3.8, tensorflow-cpu 2.4.4                         python tests/formats/goldens/makeOldKeras.py k24
"""
import base64
import json
import os
import sys

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

GENERATION = sys.argv[1]
if GENERATION == "k24":
    keras = tf.keras
else:
    import keras
layers, models = keras.layers, keras.models
HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign")


def pixels(shape):
    count = int(np.prod(shape))
    return ((np.arange(4 * count) * 37 % 251).reshape((4,) + tuple(shape))).astype("float32")


def drawn(model, random):
    """Weights as after a training: nothing is left at zero or one. Layer by layer: a model lists its weights in another order than it sets them."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            drawn(layer, random)
            continue
        values = []
        for weight in layer.weights:
            value = random.normal(0, 0.3, [int(size) for size in weight.shape])
            if "variance" in weight.name:
                value = 1 + np.abs(value)
            elif "gamma" in weight.name:
                value = 1 + value
            values.append(value.astype("float32"))
        layer.set_weights(values)


def mnist():
    """The first network of every book, compiled and trained, so that the optimizer is saved too."""
    model = models.Sequential()
    model.add(layers.Conv2D(4, kernel_size=(3, 3), activation="relu", input_shape=(8, 8, 1)))
    model.add(layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(layers.Dropout(0.25))
    model.add(layers.Flatten())
    model.add(layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.l2(1e-4)))
    model.add(layers.Dense(3, activation="softmax"))
    model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    model.fit(pixels((8, 8, 1)) / 255, np.eye(3, dtype="float32")[[0, 1, 2, 0]], epochs=1, verbose=0)
    return model


def functional():
    picture = layers.Input((9, 9, 3), name="picture")
    x = layers.ZeroPadding2D(((0, 1), (1, 0)))(picture)
    x = layers.Conv2D(6, (3, 3), strides=(2, 2), use_bias=False, name="stem_conv")(x)
    x = layers.BatchNormalization(axis=-1, name="stem_bn")(x)
    x = layers.LeakyReLU(alpha=0.2)(x)
    y = layers.SeparableConv2D(6, 3, padding="same", activation="elu")(x)
    x = layers.PReLU(shared_axes=[1, 2])(layers.add([x, y]))
    y = layers.Activation("sigmoid")(layers.GlobalAveragePooling2D()(x))
    y = layers.Reshape((1, 1, 6))(layers.Dense(6, activation="tanh")(y))
    x = layers.multiply([x, y])
    x = layers.concatenate([x, layers.MaxPooling2D((3, 3), strides=(1, 1), padding="same")(x)])
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu")(x)
    x = layers.UpSampling2D((2, 2))(x)
    x = layers.Cropping2D(((1, 2), (0, 1)))(x)
    x = layers.AveragePooling2D((3, 3), padding="same")(x)
    x = layers.SpatialDropout2D(0.3)(x)
    return models.Model(picture, layers.Dense(3, name="logits")(layers.Flatten()(x)), name="old_functional")


def nested():
    """A frozen backbone called as a layer, as transfer learning was written."""
    inside = layers.Input((8, 8, 3))
    x = layers.Conv2D(4, (3, 3), padding="same", name="block1_conv")(inside)
    x = layers.BatchNormalization(name="block1_bn")(x)
    x = layers.Activation("relu")(x)
    backbone = models.Model(inside, layers.MaxPooling2D()(x), name="backbone")
    backbone.trainable = False
    model = models.Sequential()
    model.add(backbone)
    model.add(layers.Flatten())
    model.add(layers.Dense(5, activation="relu"))
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(2, activation="sigmoid"))
    return model


place = os.path.join(HERE, "expected.json")
record = json.load(open(place)) if os.path.exists(place) else {}
record = {name: one for name, one in record.items() if not name.startswith(GENERATION + "-")}
for make in (mnist, functional, nested):
    model = make()
    if make is not mnist:
        drawn(model, np.random.RandomState(3))
    shape = [int(size) for size in model.input_shape[1:]]
    divided = 255 if make is mnist else 1
    name = "%s-%s.h5" % (GENERATION, make.__name__)
    model.save(os.path.join(HERE, name))
    record[name] = {
        "by": "Keras %s, TensorFlow %s" % (keras.__version__, tf.__version__),
        "input": "x".join(map(str, shape)),
        "divided": divided,
        "outputs": base64.b64encode(np.asarray(model.predict(pixels(shape) / divided), "float32").tobytes()).decode(),
    }
    if make is mnist:
        model.save_weights(os.path.join(HERE, "%s-mnist.weights.by-name.h5" % GENERATION))
with open(place, "w") as file:
    json.dump({key: record[key] for key in sorted(record)}, file, indent=2)
    file.write("\n")
