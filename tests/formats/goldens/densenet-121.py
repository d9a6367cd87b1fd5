"""densenet-121, written by Layerloom.

Input: float32 [n, 3, 32, 32], normalized numbers. Output: logits of 5 classes.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F


class DenseLayer(nn.Module):
    """Adds `growth` feature maps made from all that came in."""

    def __init__(self, num_features):
        super().__init__()
        self.norm1 = nn.BatchNorm2d(num_features)
        self.conv1 = nn.Conv2d(num_features, 128, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(128)
        self.conv2 = nn.Conv2d(128, 32, 3, padding=1, bias=False)

    def forward(self, x):
        y = F.relu(self.norm1(x))
        y = F.relu(self.norm2(self.conv1(y)))
        y = self.conv2(y)
        return torch.cat([x, y], dim=1)


class Transition(nn.Module):
    """1x1 convolution to fewer feature maps, then half the height and width."""

    def __init__(self, num_features, out_channels):
        super().__init__()
        self.norm = nn.BatchNorm2d(num_features)
        self.conv = nn.Conv2d(num_features, out_channels, 1, bias=False)

    def forward(self, x):
        x = F.relu(self.norm(x))
        x = self.conv(x)
        return F.avg_pool2d(x, 2, stride=2)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv0 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.norm0 = nn.BatchNorm2d(64)
        self.denseblock1 = nn.Sequential(
            DenseLayer(num_features=64),
            DenseLayer(num_features=96),
            DenseLayer(num_features=128),
            DenseLayer(num_features=160),
            DenseLayer(num_features=192),
            DenseLayer(num_features=224),
        )
        self.transition1 = Transition(num_features=256, out_channels=128)
        self.denseblock2 = nn.Sequential(
            DenseLayer(num_features=128),
            DenseLayer(num_features=160),
            DenseLayer(num_features=192),
            DenseLayer(num_features=224),
            DenseLayer(num_features=256),
            DenseLayer(num_features=288),
            DenseLayer(num_features=320),
            DenseLayer(num_features=352),
            DenseLayer(num_features=384),
            DenseLayer(num_features=416),
            DenseLayer(num_features=448),
            DenseLayer(num_features=480),
        )
        self.transition2 = Transition(num_features=512, out_channels=256)
        self.denseblock3 = nn.Sequential(
            DenseLayer(num_features=256),
            DenseLayer(num_features=288),
            DenseLayer(num_features=320),
            DenseLayer(num_features=352),
            DenseLayer(num_features=384),
            DenseLayer(num_features=416),
            DenseLayer(num_features=448),
            DenseLayer(num_features=480),
            DenseLayer(num_features=512),
            DenseLayer(num_features=544),
            DenseLayer(num_features=576),
            DenseLayer(num_features=608),
            DenseLayer(num_features=640),
            DenseLayer(num_features=672),
            DenseLayer(num_features=704),
            DenseLayer(num_features=736),
            DenseLayer(num_features=768),
            DenseLayer(num_features=800),
            DenseLayer(num_features=832),
            DenseLayer(num_features=864),
            DenseLayer(num_features=896),
            DenseLayer(num_features=928),
            DenseLayer(num_features=960),
            DenseLayer(num_features=992),
        )
        self.transition3 = Transition(num_features=1024, out_channels=512)
        self.denseblock4 = nn.Sequential(
            DenseLayer(num_features=512),
            DenseLayer(num_features=544),
            DenseLayer(num_features=576),
            DenseLayer(num_features=608),
            DenseLayer(num_features=640),
            DenseLayer(num_features=672),
            DenseLayer(num_features=704),
            DenseLayer(num_features=736),
            DenseLayer(num_features=768),
            DenseLayer(num_features=800),
            DenseLayer(num_features=832),
            DenseLayer(num_features=864),
            DenseLayer(num_features=896),
            DenseLayer(num_features=928),
            DenseLayer(num_features=960),
            DenseLayer(num_features=992),
        )
        self.norm5 = nn.BatchNorm2d(1024)
        self.classifier = nn.Linear(1024, 5)

    def forward(self, x):
        x = F.relu(self.norm0(self.conv0(x)))
        x = F.max_pool2d(x, 3, stride=2, padding=1)
        x = self.denseblock1(x)
        x = self.transition1(x)
        x = self.denseblock2(x)
        x = self.transition2(x)
        x = self.denseblock3(x)
        x = self.transition3(x)
        x = F.relu(self.norm5(self.denseblock4(x)))
        x = x.mean(dim=(2, 3))
        return self.classifier(x)


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.safetensors")):
    """The network with its weights, ready to predict."""
    from safetensors.torch import load_file

    network = Network()
    network.load_state_dict({name: array.float() for name, array in load_file(path).items()})
    return network.eval()
