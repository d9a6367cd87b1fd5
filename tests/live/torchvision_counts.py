"""Parameters, running statistics and multiply-adds of torchvision's networks, counted by hooks: JSON on stdout. Nothing is calculated (meta device)."""
import json

import torch
from torchvision import models

NAMES = {
    "alexnet": "alexnet",
    **{f"vgg-{depth}": f"vgg{depth}" for depth in (11, 13, 16, 19)},
    **{f"vgg-{depth}-bn": f"vgg{depth}_bn" for depth in (11, 13, 16, 19)},
    "googlenet-bn": "googlenet",
    "googlenet-bn+aux": "googlenet",
    "inception-v3": "inception_v3",
    "inception-v3+aux": "inception_v3",
    **{f"resnet-{depth}": f"resnet{depth}" for depth in (18, 34, 50, 101, 152)},
    **{f"densenet-{depth}": f"densenet{depth}" for depth in (121, 161, 169, 201)},
    "mobilenet-v2": "mobilenet_v2",
    "squeezenet-1.0": "squeezenet1_0",
    "squeezenet-1.1": "squeezenet1_1",
}


def count(name, function):
    options = {"aux_logits": name.endswith("+aux"), "init_weights": False} if function in ("googlenet", "inception_v3") else {}
    size = 299 if function == "inception_v3" else 224
    macs = 0

    def hook(module, inputs, output):
        nonlocal macs
        if isinstance(module, torch.nn.Conv2d):
            height, width = module.kernel_size
            macs += output.shape[2] * output.shape[3] * module.out_channels * (module.in_channels // module.groups) * height * width
        elif isinstance(module, torch.nn.Linear):
            macs += module.in_features * module.out_features

    with torch.device("meta"):
        model = getattr(models, function)(weights=None, **options).eval()
        for module in model.modules():
            module.register_forward_hook(hook)
        with torch.no_grad():
            model(torch.empty(1, 3, size, size))
    statistics = sum(value.numel() for key, value in model.named_buffers() if not key.endswith("num_batches_tracked"))
    return {"trainable": sum(value.numel() for value in model.parameters()), "nonTrainable": statistics, "macs": macs}


print(json.dumps({name: count(name, function) for name, function in NAMES.items()}))
