"""LayersModels as TensorFlow.js' own converter writes them, plain, quantized and in several shards, with Keras' outputs for the weights
that the converter reads back.

Python 3.11, tensorflow-cpu 2.15.1 (Keras 2.15), tensorflowjs 4.22.0: python tests/formats/goldens/makeTfjs.py, after makeForeign.py k215.
Its package imports TensorFlow Hub, decision forests and JAX, which a LayersModel has no need of: only its modules are imported.
"""
import base64
import importlib.util
import json
import os
import shutil
import sys
import types

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import numpy as np
import tensorflow as tf

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign")
home = next(place for place in sys.path if os.path.isdir(os.path.join(place, "tensorflowjs")))
for name in ("tensorflowjs", "tensorflowjs.converters"):
    package = types.ModuleType(name)
    package.__path__ = [os.path.join(home, *name.split("."))]
    sys.modules[name] = package

from tensorflowjs import read_weights, write_weights
from tensorflowjs.converters import keras_h5_conversion


def pixels(shape):
    count = int(np.prod(shape))
    return ((np.arange(4 * count) * 37 % 251).reshape((4,) + tuple(shape))).astype("float32")


place = os.path.join(HERE, "expected.json")
record = {name: one for name, one in json.load(open(place)).items() if not name.startswith("tfjs-")}
for network, variant, quantization, shard in (
    ("mnist", "plain", None, 512),
    ("mnist", "uint8", {"uint8": True}, 4 * 2**20),
    ("mnist", "uint16", {"uint16": True}, 4 * 2**20),
    ("mnist", "float16", {"float16": True}, 256),
    ("mnist", "some", {"uint8": "dense/*", "float16": "conv2d_1/*"}, 300),
    ("nested", "uint8", {"uint8": True}, 4 * 2**20),
    ("transfer", "uint8", {"uint8": True}, 4 * 2**20),
    ("built_later", "uint16", {"uint16": True}, 4 * 2**20),
):
    source = os.path.join(HERE, f"k215-{network}.h5")
    topology, groups = keras_h5_conversion.h5_merged_saved_model_to_tfjs_format(source)
    name = f"tfjs-{network}-{variant}"
    folder = os.path.join(HERE, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    keras_h5_conversion.write_artifacts(topology, groups, folder, quantization, weight_shard_size_bytes=shard)
    document = json.load(open(os.path.join(folder, "model.json")))
    # What JavaScript gets out of the shards, in the model that wrote them.
    read = read_weights.read_weights(document["weightsManifest"], folder, flatten=True)
    values = {one["name"]: one["data"] for one in read}
    model = tf.keras.models.load_model(source, compile=False)
    for weight in model.weights:
        weight.assign(values[weight.name.removesuffix(":0")])
    divided = 1 if network in ("nested", "transfer") else 255
    x = pixels(model.input_shape[1:]) / divided
    record[name] = {
        "by": f"tensorflowjs 4.22.0, Keras 2.15, TensorFlow {tf.__version__}",
        "input": "x".join(map(str, x.shape[1:])),
        "divided": divided,
        "outputs": base64.b64encode(np.asarray(model(x.astype("float32"), training=False), "float32").tobytes()).decode(),
    }
with open(place, "w") as file:
    json.dump(dict(sorted(record.items())), file, indent=2)
    file.write("\n")
