"""Small ONNX files as PyTorch's two exporters and tf2onnx write them, with the outputs of the network that was exported.

Python 3.11, torch 2.15.0, onnxscript 0.7.2, keras 3.15.1, tensorflow 2.21, tf2onnx 1.17.0: python tests/formats/goldens/makeOnnx.py
"""
import base64
import json
import os
import warnings

os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
warnings.filterwarnings("ignore")

import numpy as np
import torch
from torch import nn

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign")
torch.manual_seed(5)


def pixels(shape):
    count = int(np.prod(shape))
    return ((np.arange(4 * count) * 37 % 251).reshape((4,) + tuple(shape)) / 255).astype("float32")


class Net(nn.Module):
    """What people write in PyTorch: blocks with a shortcut, functions called in forward, a flattened picture before the classifier."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(inplace=True))
        self.pool = nn.MaxPool2d(2)
        self.block = nn.Sequential(nn.Conv2d(6, 6, 3, padding=1), nn.BatchNorm2d(6), nn.SiLU(), nn.Conv2d(6, 6, 1))
        self.depthwise = nn.Conv2d(6, 6, 3, padding=1, groups=6)
        self.head = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(6 * 4 * 4, 8), nn.GELU(), nn.Linear(8, 3))

    def forward(self, x):
        x = self.pool(self.stem(x))
        x = torch.relu(x + self.block(x))
        x = self.depthwise(x)
        return self.head(nn.functional.hardswish(x))


class Pooled(nn.Module):
    """A classifier over the mean of each channel."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.LeakyReLU(0.1), nn.AvgPool2d(2), nn.Conv2d(8, 4, 3), nn.ReLU6())
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(torch.flatten(self.pool(self.features(x)), 1))


def randomized(network):
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.5)
            module.bias.data.normal_(0, 0.2)
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.5, 1.5)
    return network.eval()


place = os.path.join(HERE, "expected.json")
record = json.load(open(place)) if os.path.exists(place) else {}
record = {name: one for name, one in record.items() if not name.endswith(".onnx")}


def keep(name, by, outputs):
    record[name] = {"by": by, "input": "16x16x3", "divided": 255, "outputs": base64.b64encode(np.asarray(outputs, "float32").tobytes()).decode()}


x = pixels((16, 16, 3))
given = torch.from_numpy(x).permute(0, 3, 1, 2)
for network in (randomized(Net()), randomized(Pooled())):
    kind = type(network).__name__.lower()
    with torch.no_grad():
        outputs = network(given).numpy()
    by = f"PyTorch {torch.__version__}"
    for variant, options in {
        "script": {"dynamo": False, "dynamic_axes": {"x": {0: "n"}, "y": {0: "n"}}},
        "script-fixed": {"dynamo": False},
        "dynamo": {"dynamo": True, "external_data": False},
        "dynamo-batch": {"dynamo": True, "external_data": False, "dynamic_shapes": {"x": {0: torch.export.Dim("n")}}},
    }.items():
        name = f"torch-{kind}-{variant}.onnx"
        torch.onnx.export(network, (given,), os.path.join(HERE, name), input_names=["x"], output_names=["y"], verbose=False, **options)
        keep(name, by, outputs)

import keras
import tensorflow as tf
import tf2onnx

keras.utils.set_random_seed(5)
model = keras.Sequential(
    [
        keras.Input((16, 16, 3)),
        keras.layers.Conv2D(6, 3, strides=2, padding="same", use_bias=False),
        keras.layers.BatchNormalization(),
        keras.layers.ReLU(),
        keras.layers.DepthwiseConv2D(3, padding="same"),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(4, 3, activation="swish"),
        keras.layers.Flatten(),
        keras.layers.Dense(3),
    ]
)
random = np.random.default_rng(3)
for weight in model.weights:
    value = random.normal(0, 0.3, weight.shape)
    weight.assign((1 + np.abs(value) if "variance" in weight.path or "gamma" in weight.path else value).astype("float32"))
outputs = np.asarray(model(x, training=False))
by = f"tf2onnx {tf2onnx.__version__}, Keras {keras.__version__}, TensorFlow {tf.__version__}"
tf2onnx.convert.from_function(
    tf.function(lambda x: model(x, training=False)),
    [tf.TensorSpec((None, 16, 16, 3), tf.float32, name="x")],
    output_path=os.path.join(HERE, "tf2onnx-net.onnx"),
)
keep("tf2onnx-net.onnx", by, outputs)
model.export(os.path.join(HERE, "keras-net.onnx"), format="onnx", verbose=False)
keep("keras-net.onnx", by, outputs)
with open(place, "w") as file:
    json.dump(dict(sorted(record.items())), file, indent=2)
    file.write("\n")
