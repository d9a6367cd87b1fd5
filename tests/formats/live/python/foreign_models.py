"""State dicts and ONNX files as torchvision, timm and PyTorch's exporter write them: FOLDER, then `state-dict:NAME`, `timm:NAME`, `onnx:NAME`, or by its
newer exporter `dynamo:NAME` and, for a batch of two alone, `dynamo-fixed:NAME`.

Beside each `<kind>-<name>.safetensors` or `.onnx`: `.in` (float32 NHWC, as the network takes it), `.out` (logits), `.json` (sizes).
"""
import json
import os
import sys
import warnings

import numpy as np
import torch
from safetensors.torch import save_file
from torchvision import models
from torchvision_networks import BUILDERS, randomize

warnings.filterwarnings("ignore")


def network_of(kind, name):
    if kind == "timm":
        import timm

        return timm.create_model(name, pretrained=False).eval()
    return (BUILDERS[name]() if name in BUILDERS else getattr(models, name)(weights=None)).eval()


folder = sys.argv[1]
for number, word in enumerate(sys.argv[2:]):
    kind, name = word.split(":")
    network = network_of(kind, name)
    randomize(network, 1000 + number)
    size = 299 if name == "inception-v3" else 224
    pictures = np.random.default_rng(number).normal(size=(2, size, size, 3)).astype(np.float32)
    x = torch.from_numpy(pictures).permute(0, 3, 1, 2)
    with torch.no_grad():
        logits = network(x).numpy()
    base = os.path.join(folder, f"{kind}-{name}")
    if kind.startswith("dynamo"):
        shapes = {} if kind == "dynamo-fixed" else {"dynamic_shapes": ({0: torch.export.Dim("n")},)}
        torch.onnx.export(network, (x,), base + ".onnx", dynamo=True, external_data=False, verbose=False, **shapes)
    elif kind == "onnx":
        torch.onnx.export(network, (x,), base + ".onnx", dynamo=False, dynamic_axes={"images": {0: "n"}, "logits": {0: "n"}},
                          input_names=["images"], output_names=["logits"])
    else:
        save_file({key: value.contiguous() for key, value in network.state_dict().items()}, base + ".safetensors")
    pictures.tofile(base + ".in")
    logits.astype(np.float32).tofile(base + ".out")
    with open(base + ".json", "w", encoding="utf-8") as file:
        json.dump({"count": 2, "input": [size, size, 3], "classes": logits.shape[1]}, file)
