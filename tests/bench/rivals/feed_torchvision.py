"""torchvision's ImageFolder with a DataLoader of two workers: feed_torchvision.py FOLDER SIZE CHANNELS BATCH EPOCHS

Prints {"images", "first", "epochs"}: seconds from nothing opened to the first batch, and to the end of each epoch. Imports are not counted.
"""
import json
import sys
import time

import torch
import torchvision
from torchvision import transforms

folder, size, channels, batch, epochs = sys.argv[1], *map(int, sys.argv[2:6])
resize = [] if size == 0 else [transforms.Resize(size), transforms.CenterCrop(size)]
grey = [transforms.Grayscale()] if channels == 1 else []
began = time.perf_counter()
data = torchvision.datasets.ImageFolder(folder, transforms.Compose([*grey, *resize, transforms.PILToTensor()]))
loader = torch.utils.data.DataLoader(data, batch_size=batch, shuffle=True, num_workers=2, persistent_workers=True)
first, ends = None, []
for _ in range(epochs):
    images = 0
    for pictures, _labels in loader:
        if first is None:
            first = time.perf_counter() - began
        images += len(pictures)
    ends.append(time.perf_counter() - began)
print(json.dumps({'images': images, 'first': first, 'epochs': ends}), flush=True)
