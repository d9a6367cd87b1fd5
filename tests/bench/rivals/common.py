"""What the Python contenders share: the same pictures as ours, the same protocol (see workers/serve.ts)."""
import os
import sys
import time

import numpy as np

WARM_UP = 10
CORES = len(os.sched_getaffinity(0)) if hasattr(os, 'sched_getaffinity') else os.cpu_count()
SHAPES = {'deep-digits': (28, 28, 1), 'resnet-20': (32, 32, 3)}
BATCH = {'deep-digits': 100, 'resnet-20': 128}


def pictures(folder, network):
    """Pictures as ready float32 NHWC in 0..1 and labels as int32; whole batches only. Ours gets bytes and converts each batch."""
    labels = np.fromfile(os.path.join(folder, network + '.labels'), dtype='<i4')
    images = np.fromfile(os.path.join(folder, network + '.images'), dtype=np.uint8).reshape(-1, *SHAPES[network])
    whole = len(labels) // BATCH[network] * BATCH[network]
    return images[:whole].astype(np.float32) / 255, labels[:whole]


def serve(step, warm_up=WARM_UP):
    """step(k) trains on batch k, or on more, and returns how many images that were."""
    step(0)
    print('first', flush=True)
    for k in range(1, warm_up):
        step(k)
    print('ready', flush=True)
    k = warm_up
    for line in sys.stdin:
        began, images = time.perf_counter(), 0
        while time.perf_counter() - began < float(line):
            images += step(k)
            k += 1
        print(images / (time.perf_counter() - began), flush=True)
