"""pytorch_rival.py NETWORK FOLDER eager|compile float32|bfloat16: channels-last, the optimizer fused."""
import os
import sys

import torch
from torch import nn
from torch.nn import functional

from common import BATCH, CORES, pictures, serve

network, folder, way, precision = sys.argv[1:5]
# 'cuda' from npm run gpu: there the pictures lie on the GPU beforehand, while ours feeds each batch.
device = os.environ.get('LAYERLOOM_BENCH_DEVICE', 'cpu')
torch.set_num_threads(CORES)
torch.manual_seed(1)


def deep_digits():
    layers, channels = [], 1
    for filters in (16, 32, 64):
        for _ in range(2):
            layers += [nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]
            channels = filters
        layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(576, 50), nn.ReLU(), nn.Dropout(0.5), nn.Linear(50, 10))


def conv(channels, filters, stride):
    return nn.Sequential(nn.Conv2d(channels, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters))


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.first, self.second = conv(channels, filters, stride), conv(filters, filters, 1)
        self.stride, self.extra = stride, filters - channels

    def forward(self, x):
        y = self.second(functional.relu(self.first(x)))
        if self.stride == 2:
            x = functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, self.extra))
        return functional.relu(y + x)


def resnet_20():
    layers, channels = [conv(3, 16, 1), nn.ReLU()], 16
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(3):
            layers.append(Block(channels, filters, 2 if stage > 0 and block == 0 else 1))
            channels = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


build = {'deep-digits': deep_digits, 'resnet-20': resnet_20}[network]
model = build().to(device, memory_format=torch.channels_last).train()
optimizer = (
    torch.optim.Adam(model.parameters(), 0.001, eps=1e-7, fused=True)
    if network == 'deep-digits'
    else torch.optim.SGD(model.parameters(), 0.1, momentum=0.9, weight_decay=1e-4, fused=True)
)
loss_of = nn.CrossEntropyLoss()
forward = torch.compile(model) if way == 'compile' else model
cast = torch.autocast(device, torch.bfloat16, enabled=precision == 'bfloat16')
images, labels = pictures(folder, network)
x = torch.from_numpy(images).permute(0, 3, 1, 2).contiguous(memory_format=torch.channels_last).to(device)
y = torch.from_numpy(labels).long().to(device)
batch = BATCH[network]


def step(k):
    at = k * batch % len(x)
    optimizer.zero_grad(set_to_none=True)
    with cast:
        loss = loss_of(forward(x[at : at + batch]), y[at : at + batch])
    loss.backward()
    optimizer.step()
    loss.item()
    return batch


serve(step)
