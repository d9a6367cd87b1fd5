"""resnet-18, written by Layerloom.

Input: float32 [n, 3, 32, 32], normalized numbers. Output: logits of 5 classes.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, in_channels):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, in_channels, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.conv2 = nn.Conv2d(in_channels, in_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(in_channels)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + x)


class Residual2(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=2, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.downsample_0 = nn.Conv2d(in_channels, out_channels, 1, stride=2, bias=False)
        self.downsample_1 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        x = self.downsample_1(self.downsample_0(x))
        return F.relu(y + x)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = nn.Sequential(
            Residual(64),
            Residual(64),
        )
        self.layer2 = nn.Sequential(
            Residual2(64, 128),
            Residual(128),
        )
        self.layer3 = nn.Sequential(
            Residual2(128, 256),
            Residual(256),
        )
        self.layer4 = nn.Sequential(
            Residual2(256, 512),
            Residual(512),
        )
        self.fc = nn.Linear(512, 5)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.max_pool2d(x, 3, stride=2, padding=1)
        x = self.layer1(x)
        x = self.layer2(x)
        x = self.layer3(x)
        x = self.layer4(x)
        x = x.mean(dim=(2, 3))
        return self.fc(x)


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.safetensors")):
    """The network with its weights, ready to predict."""
    from safetensors.torch import load_file

    network = Network()
    network.load_state_dict({name: array.float() for name, array in load_file(path).items()})
    return network.eval()
