"""The cases that a script of this folder is told of: its argument is a file of them."""
import json
import sys
import traceback

import numpy as np

BATCH = 20


def pictures_of(case):
    """Batches of pictures, float32 in the layout that the model takes."""
    pictures = np.fromfile(case["pictures"], np.float32).reshape([case["count"], *case["input"]])
    if case["layout"] == "nchw" and pictures.ndim == 4:
        pictures = pictures.transpose(0, 3, 1, 2)
    for first in range(0, case["count"], BATCH):
        yield np.ascontiguousarray(pictures[first : first + BATCH])


def run_all(open_model):
    """Calls `open_model(case)` for a function from a batch to outputs, and writes what it gives."""
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        try:
            run = open_model(case)
            outputs = [np.asarray(run(batch), np.float32) for batch in pictures_of(case)]
            np.concatenate([output.reshape(len(output), -1) for output in outputs]).tofile(case["out"])
        except Exception:
            with open(case["failed"], "w", encoding="utf-8") as file:
                file.write(traceback.format_exc())
