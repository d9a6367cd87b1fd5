"""mobilenet-v2, written by Layerloom.

Input: float32 [n, 3, 32, 32], normalized numbers. Output: logits of 5 classes.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F


class ConvNorm(nn.Module):
    """Convolution, batch norm and activation."""

    def __init__(self, in_channels, out_channels, kernel_size, stride, padding):
        super().__init__()
        self.conv = nn.Conv2d(
            in_channels, out_channels, kernel_size, stride=stride, padding=padding, bias=False,
        )
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return F.relu6(self.bn(self.conv(x)))


class InvertedResidual(nn.Module):
    """1x1 up, 3x3 of each channel alone, linear 1x1 down."""

    def __init__(self):
        super().__init__()
        self.n0_depthwise = nn.Conv2d(32, 32, 3, padding=1, groups=32, bias=False)
        self.n0_depthwise_bn = nn.BatchNorm2d(32)
        self.n0_project = nn.Conv2d(32, 16, 1, bias=False)
        self.n0_project_bn = nn.BatchNorm2d(16)

    def forward(self, x):
        x = F.relu6(self.n0_depthwise_bn(self.n0_depthwise(x)))
        return self.n0_project_bn(self.n0_project(x))


class InvertedResidual2(nn.Module):
    """1x1 up, 3x3 of each channel alone, linear 1x1 down."""

    def __init__(self, in_channels, out_channels, stride, project_out_channels):
        super().__init__()
        self.expand = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        self.expand_bn = nn.BatchNorm2d(out_channels)
        self.depthwise = nn.Conv2d(
            out_channels, out_channels, 3, stride=stride, padding=1, groups=out_channels, bias=False,
        )
        self.depthwise_bn = nn.BatchNorm2d(out_channels)
        self.project = nn.Conv2d(out_channels, project_out_channels, 1, bias=False)
        self.project_bn = nn.BatchNorm2d(project_out_channels)

    def forward(self, x):
        x = F.relu6(self.expand_bn(self.expand(x)))
        x = F.relu6(self.depthwise_bn(self.depthwise(x)))
        return self.project_bn(self.project(x))


class InvertedResidual3(nn.Module):
    """1x1 up, 3x3 of each channel alone, linear 1x1 down."""

    def __init__(self, in_channels, out_channels):
        super().__init__()
        self.expand = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        self.expand_bn = nn.BatchNorm2d(out_channels)
        self.depthwise = nn.Conv2d(out_channels, out_channels, 3, padding=1, groups=out_channels, bias=False)
        self.depthwise_bn = nn.BatchNorm2d(out_channels)
        self.project = nn.Conv2d(out_channels, in_channels, 1, bias=False)
        self.project_bn = nn.BatchNorm2d(in_channels)

    def forward(self, x):
        y = F.relu6(self.expand_bn(self.expand(x)))
        y = F.relu6(self.depthwise_bn(self.depthwise(y)))
        y = self.project_bn(self.project(y))
        return x + y


class InvertedResidual4(nn.Module):
    """1x1 up, 3x3 of each channel alone, linear 1x1 down."""

    def __init__(self):
        super().__init__()
        self.n0_expand = nn.Conv2d(160, 960, 1, bias=False)
        self.n0_expand_bn = nn.BatchNorm2d(960)
        self.n0_depthwise = nn.Conv2d(960, 960, 3, padding=1, groups=960, bias=False)
        self.n0_depthwise_bn = nn.BatchNorm2d(960)
        self.n0_project = nn.Conv2d(960, 320, 1, bias=False)
        self.n0_project_bn = nn.BatchNorm2d(320)

    def forward(self, x):
        x = F.relu6(self.n0_expand_bn(self.n0_expand(x)))
        x = F.relu6(self.n0_depthwise_bn(self.n0_depthwise(x)))
        return self.n0_project_bn(self.n0_project(x))


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = ConvNorm(3, 32, kernel_size=3, stride=2, padding=1)
        self.stage1 = InvertedResidual()
        self.stage2 = nn.Sequential(
            InvertedResidual2(16, 96, stride=2, project_out_channels=24),
            InvertedResidual3(24, 144),
        )
        self.stage3 = nn.Sequential(
            InvertedResidual2(24, 144, stride=2, project_out_channels=32),
            InvertedResidual3(32, 192),
            InvertedResidual3(32, 192),
        )
        self.stage4 = nn.Sequential(
            InvertedResidual2(32, 192, stride=2, project_out_channels=64),
            InvertedResidual3(64, 384),
            InvertedResidual3(64, 384),
            InvertedResidual3(64, 384),
        )
        self.stage5 = nn.Sequential(
            InvertedResidual2(64, 384, stride=1, project_out_channels=96),
            InvertedResidual3(96, 576),
            InvertedResidual3(96, 576),
        )
        self.stage6 = nn.Sequential(
            InvertedResidual2(96, 576, stride=2, project_out_channels=160),
            InvertedResidual3(160, 960),
            InvertedResidual3(160, 960),
        )
        self.stage7 = InvertedResidual4()
        self.head = ConvNorm(320, 1280, kernel_size=1, stride=1, padding=0)
        self.classifier = nn.Linear(1280, 5)

    def forward(self, x):
        x = self.stem(x)
        x = self.stage1(x)
        x = self.stage2(x)
        x = self.stage3(x)
        x = self.stage4(x)
        x = self.stage5(x)
        x = self.stage6(x)
        x = self.stage7(x)
        x = self.head(x)
        x = x.mean(dim=(2, 3))
        return self.classifier(x)


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.safetensors")):
    """The network with its weights, ready to predict."""
    from safetensors.torch import load_file

    network = Network()
    network.load_state_dict({name: array.float() for name, array in load_file(path).items()})
    return network.eval()
