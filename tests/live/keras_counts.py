"""The same of keras.applications, for the networks that are built as ours are: JSON on stdout."""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import keras
import numpy as np

NAMES = {
    "vgg-16": "VGG16",
    "vgg-19": "VGG19",
    **{f"resnet-v2-{depth}": f"ResNet{depth}V2" for depth in (50, 101, 152)},
    **{f"densenet-{depth}": f"DenseNet{depth}" for depth in (121, 169, 201)},
    "mobilenet-v2": "MobileNetV2",
}


def count(function):
    model = getattr(keras.applications, function)(weights=None)
    macs = 0
    for layer in model.layers:
        kind = type(layer).__name__
        if kind in ("Conv2D", "DepthwiseConv2D"):
            window = layer.kernel_size[0] * layer.kernel_size[1]
            into = layer.input.shape[-1] // layer.groups if kind == "Conv2D" else 1
            macs += int(np.prod(layer.output.shape[1:])) * window * into
        elif kind == "Dense":
            macs += layer.input.shape[-1] * layer.units
    size = lambda weights: int(sum(np.prod(weight.shape) for weight in weights))
    counts = {"trainable": size(model.trainable_weights), "nonTrainable": size(model.non_trainable_weights), "macs": int(macs)}
    keras.backend.clear_session()
    return counts


print(json.dumps({name: count(function) for name, function in NAMES.items()}))
