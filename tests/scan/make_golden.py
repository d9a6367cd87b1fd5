"""Writes golden.json: what numpy and scipy measure of a few drawn pictures, for main/data/scan/measurePicture.test.ts.

    python3 tests/scan/make_golden.py        (numpy, scipy)
"""
import json
import pathlib

import numpy as np
from scipy.ndimage import convolve

LAPLACIAN = np.array([[0, -1, 0], [-1, 4, -1], [0, -1, 0]], np.float64)


def draw(name, height, width):
    """The same integers as draw() of the test."""
    y, x = np.mgrid[0:height, 0:width].astype(np.int64)
    side = max(height, width)
    if name == "noise":
        planes = [((x * 7 + y * 13 + c * 29 + 5) * (x + 3 * y + c + 1)) % 256 for c in range(3)]
    elif name == "hills":
        planes = [(x * (side - x) * (c + 2) + y * (side - y) * 3 + 40 * c * x) * 255 // (side * side * 3) % 256 for c in range(3)]
    elif name == "grey steps":
        planes = [(x // 5 + y // 9) * 11 % 200] * 3
    elif name == "dark with a dot":
        planes = [np.where((x - 5) ** 2 + (y - 9) ** 2 < 3, 250, (x + y + c) % 3) for c in range(3)]
    else:
        raise ValueError(name)
    return np.stack(planes, -1).astype(np.uint8)


def area(plane, height, width):
    """Means over equal areas: the running sum is read at their borders, between pixels too."""
    for axis, size in ((0, height), (1, width)):
        sums = np.insert(np.cumsum(plane, axis, dtype=np.float64), 0, 0, axis)
        borders = np.linspace(0, plane.shape[axis], size + 1)
        at = np.apply_along_axis(lambda line: np.interp(borders, np.arange(len(line)), line), axis, sums)
        plane = np.diff(at, axis=axis) / (plane.shape[axis] / size)
    return plane


def measure(rgb):
    grey = rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    small = np.floor(area(grey, 8, 9) + 0.5)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    edges = convolve(grey, LAPLACIAN)[1:-1, 1:-1]
    spread = rgb.max(-1).astype(int) - rgb.min(-1)
    return {
        "brightness": grey.mean(),
        "brightest": int(np.percentile(np.round(grey), 99, method="inverted_cdf")),
        "deviation": grey.std(),
        "sharpness": edges.var() / grey.var(),
        "colour": int(np.percentile(spread, 99, method="inverted_cdf")),
        "channelMeans": rgb.reshape(-1, 3).mean(0).tolist(),
        "channelSquares": (rgb.reshape(-1, 3).astype(np.float64) ** 2).mean(0).tolist(),
        "hash": "%016x" % int("".join("1" if bit else "0" for bit in bits), 2),
        "thumbnail": [np.floor(area(rgb[..., c].astype(float), 16, 16) + 0.5).astype(int).ravel().tolist() for c in range(3)],
    }


cases = [
    ("noise", 32, 32),
    ("noise", 28, 28),
    ("noise", 17, 50),
    ("hills", 128, 128),
    ("hills", 64, 48),
    ("grey steps", 64, 64),
    ("dark with a dot", 32, 32),
]
golden = [{"name": name, "size": [height, width], **measure(draw(name, height, width))} for name, height, width in cases]
place = pathlib.Path(__file__).with_name("golden.json")
place.write_text("[\n" + ",\n".join("  " + json.dumps(case) for case in golden) + "\n]\n")
