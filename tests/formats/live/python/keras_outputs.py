"""Outputs of .keras and .h5 files by Keras."""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

import keras
import numpy as np
from cases import run_all


def open_model(case):
    model = keras.models.load_model(case["place"], compile=False)
    return lambda batch: np.asarray(model(batch, training=False))


run_all(open_model)
