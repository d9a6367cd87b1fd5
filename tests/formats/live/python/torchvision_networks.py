"""torchvision's networks by our names, with random weights."""
import functools

import torch
from torchvision import models

plain = {"aux_logits": False, "init_weights": False, "transform_input": False}
BUILDERS = {
    "alexnet": models.alexnet,
    "vgg-11-bn": models.vgg11_bn,
    "vgg-16-bn": models.vgg16_bn,
    "googlenet-bn": functools.partial(models.googlenet, **plain),
    "inception-v3": functools.partial(models.inception_v3, **plain),
    "resnet-18": models.resnet18,
    "resnet-50": models.resnet50,
    "densenet-121": models.densenet121,
    "mobilenet-v2": models.mobilenet_v2,
    "squeezenet-1.1": models.squeezenet1_1,
}


def randomize(network, seed):
    """Weights with which values neither fade nor grow; batch norms get statistics unlike those of the data."""
    draw = torch.Generator().manual_seed(seed)
    for module in network.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            torch.nn.init.kaiming_normal_(module.weight, nonlinearity="relu", generator=draw)
            if module.bias is not None:
                module.bias.data.normal_(0, 0.1, generator=draw)
        elif isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data.uniform_(0.3, 0.8, generator=draw)
            module.bias.data.normal_(0, 0.1, generator=draw)
            module.running_mean.normal_(0, 0.1, generator=draw)
            module.running_var.uniform_(0.8, 1.6, generator=draw)
