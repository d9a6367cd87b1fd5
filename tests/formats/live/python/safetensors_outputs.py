"""Outputs of weights under Layerloom's names, put one by one into a Keras network of the same layers: every array must find its place."""
import keras
import numpy as np
from cases import run_all
from safetensors.numpy import load_file


def open_model(case):
    arrays = load_file(case["place"])
    model = keras.models.load_model(case["network"], compile=False)
    wanted = {f"{layer.name}/{variable.name}": variable for layer in model.layers for variable in layer.weights}
    for name, array in arrays.items():
        layer, weight = name.rsplit("/", 1)
        variable = wanted.pop(f"{layer}/{weight.replace('-', '_')}")
        if tuple(variable.shape) != array.shape:
            raise ValueError(f"{name} is {array.shape}, Keras has {tuple(variable.shape)}")
        variable.assign(array.astype(np.float32))
    # What has no weights with us may be a convolution in Keras that picks channels: its kernel is fixed.
    missing = [name for name, variable in wanted.items() if not set(np.unique(variable)) <= {0, 1}]
    if missing:
        raise ValueError(f"nothing for {', '.join(missing)}")
    return lambda batch: np.asarray(model(batch, training=False))


run_all(open_model)
