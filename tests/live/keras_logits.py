"""The same of keras.applications: FOLDER/<network>.safetensors for each network named."""
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
import keras
import numpy as np

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from write_safetensors import write_safetensors

BUILDERS = {
    "resnet-v2-50": keras.applications.ResNet50V2,
    "resnet-v2-101": keras.applications.ResNet101V2,
    "densenet-121": keras.applications.DenseNet121,
}


def value_of(weight, draw):
    shape = weight.shape
    if weight.name == "kernel":
        return draw.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape)
    return {
        "bias": lambda: draw.normal(0, 0.1, shape),
        "beta": lambda: draw.normal(0, 0.1, shape),
        "gamma": lambda: draw.uniform(0.5, 1, shape),
        "moving_mean": lambda: draw.normal(0, 0.1, shape),
        "moving_variance": lambda: draw.uniform(0.8, 1.6, shape),
    }[weight.name]()


def main(folder, names):
    for number, name in enumerate(names):
        draw = np.random.default_rng(2000 + number)
        model = BUILDERS[name](weights=None, classifier_activation=None)
        tensors = {}
        for layer in model.layers:
            for weight in layer.weights:
                value = value_of(weight, draw).astype(np.float32)
                weight.assign(value)
                tensors[f"weights.{layer.name}/{weight.name}"] = value
        images = draw.integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)
        logits = np.asarray(model(images.astype(np.float32) / 255, training=False))
        write_safetensors(os.path.join(folder, f"{name}.safetensors"), {"images": images, "logits": logits, **tensors})
        keras.backend.clear_session()
        print(f"keras {name}", file=sys.stderr, flush=True)


main(sys.argv[1], sys.argv[2:])
