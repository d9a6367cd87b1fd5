"""Random weights, a random picture and the logits that torchvision makes of it: FOLDER/<network>.safetensors for each network named.

Weights are drawn so that values neither fade nor grow from layer to layer; batch norm gets statistics unlike those of the data.
"""
import os
import sys

import numpy as np
import torch
from torchvision import models

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from write_safetensors import write_safetensors

BUILDERS = {
    "alexnet": models.alexnet,
    "vgg-16-bn": models.vgg16_bn,
    "googlenet-bn": lambda weights: models.googlenet(weights=weights, aux_logits=False, init_weights=False, transform_input=False),
    "inception-v3": lambda weights: models.inception_v3(weights=weights, aux_logits=False, init_weights=False, transform_input=False),
    "resnet-18": models.resnet18,
    "resnet-50": models.resnet50,
    "densenet-121": models.densenet121,
    "mobilenet-v2": models.mobilenet_v2,
    "squeezenet-1.0": models.squeezenet1_0,
    "squeezenet-1.1": models.squeezenet1_1,
}


def randomize(model, draw):
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=draw)
            if module.bias is not None:
                module.bias.data.normal_(0, 0.1, generator=draw)
        elif isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.0, generator=draw)
            module.bias.data.normal_(0, 0.1, generator=draw)
            module.running_mean.normal_(0, 0.1, generator=draw)
            module.running_var.uniform_(0.8, 1.6, generator=draw)


def main(folder, names):
    for number, name in enumerate(names):
        draw = torch.Generator().manual_seed(1000 + number)
        model = BUILDERS[name](weights=None).eval()
        randomize(model, draw)
        size = 299 if name == "inception-v3" else 224
        images = np.random.default_rng(number).integers(0, 256, (2, size, size, 3), dtype=np.uint8)
        with torch.no_grad():
            logits = model(torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255)
        tensors = {f"weights.{key}": value.numpy() for key, value in model.state_dict().items() if value.dtype == torch.float32}
        write_safetensors(os.path.join(folder, f"{name}.safetensors"), {"images": images, "logits": logits.numpy(), **tensors})
        print(f"torchvision {name}", file=sys.stderr, flush=True)


main(sys.argv[1], sys.argv[2:])
