"""deep-digits, written by Layerloom.

Input: float32 [n, 1, 28, 28], normalized numbers. Output: logits of 5 classes.
"""
import os

import torch
import torch.nn as nn
import torch.nn.functional as F


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 16, 3, padding=1)
        self.conv2 = nn.Conv2d(16, 16, 3, padding=1)
        self.conv3 = nn.Conv2d(16, 32, 3, padding=1)
        self.conv4 = nn.Conv2d(32, 32, 3, padding=2)
        self.conv5 = nn.Conv2d(32, 64, 3, padding=1)
        self.conv6 = nn.Conv2d(64, 64, 3, padding=1)
        self.affine1 = nn.Linear(1024, 50)
        self.affine2 = nn.Linear(50, 5)

    def forward(self, x):
        x = F.relu(self.conv1(x))
        x = F.relu(self.conv2(x))
        x = F.max_pool2d(x, 2, stride=2)
        x = F.relu(self.conv3(x))
        x = F.relu(self.conv4(x))
        x = F.max_pool2d(x, 2, stride=2)
        x = F.relu(self.conv5(x))
        x = F.relu(self.conv6(x))
        x = F.max_pool2d(x, 2, stride=2)
        x = torch.flatten(x, 1)
        x = F.relu(self.affine1(x))
        x = self.affine2(x)
        return x * 1.0


def load(path=os.path.join(os.path.dirname(os.path.abspath(__file__)), "model.safetensors")):
    """The network with its weights, ready to predict."""
    from safetensors.torch import load_file

    network = Network()
    network.load_state_dict({name: array.float() for name, array in load_file(path).items()})
    return network.eval()
