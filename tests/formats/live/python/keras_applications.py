"""Networks of keras.applications with random weights, in every form in which Keras saves them: FOLDER, then `keras:NAME`.

Beside `keras-<name>.in` (float32 NHWC, as the network takes it), `.out` (logits) and `.json` (sizes): `.keras`, `.h5` (the whole
model), `.weights.h5` (save_weights) and `.legacy.h5` (weights by name, as Keras 2 saved them and as keras.applications publishes its
own).
"""
import json
import os
import sys

import h5py
import numpy as np

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras.src.legacy.saving import legacy_h5_format


def randomize(model, random):
    """Weights with which values neither fade nor grow; batch norms get statistics unlike those of the data."""
    for layer in model.layers:
        for weight in layer.weights:
            shape = tuple(weight.shape)
            name = weight.path.split("/")[-1]
            if name in ("kernel", "depthwise_kernel", "pointwise_kernel"):
                fan_in = int(np.prod(shape[:2] if name == "depthwise_kernel" else shape[:-1]))
                value = random.normal(0, np.sqrt(2 / fan_in), shape)
            elif name == "gamma":
                value = random.uniform(0.3, 0.8, shape)
            elif name == "moving_variance":
                value = random.uniform(0.8, 1.6, shape)
            else:
                value = random.normal(0, 0.1, shape)
            weight.assign(value.astype("float32"))


folder = sys.argv[1]
for number, word in enumerate(sys.argv[2:]):
    name = word.split(":")[1]
    model = getattr(keras.applications, name)(weights=None, classifier_activation=None)
    random = np.random.default_rng(number)
    randomize(model, random)
    pictures = random.normal(size=(2, *model.input_shape[1:])).astype(np.float32)
    logits = np.concatenate([np.asarray(model(pictures[k : k + 1], training=False)) for k in range(len(pictures))])
    base = os.path.join(folder, f"keras-{name}")
    model.save(base + ".keras")
    model.save(base + ".h5")
    model.save_weights(base + ".weights.h5")
    with h5py.File(base + ".legacy.h5", "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, model)
    pictures.tofile(base + ".in")
    logits.astype(np.float32).tofile(base + ".out")
    with open(base + ".json", "w", encoding="utf-8") as file:
        json.dump({"count": 2, "input": list(model.input_shape[1:]), "classes": logits.shape[1]}, file)
