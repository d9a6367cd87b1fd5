"""A checkpoint as TensorFlow writes it, for the reader of SavedModels: python makeCheckpoint.py

Needs: pip install tensorflow-cpu==2.21.0
"""
import os
import shutil

import numpy as np
import tensorflow as tf

HERE = os.path.dirname(os.path.abspath(__file__))
tensors = {f"block/conv{k}/kernel": np.arange(6, dtype=np.float32).reshape(2, 3) + k for k in range(40)}
tensors["block/half"] = np.array([0.5, -2.0], np.float16)
tensors["step"] = np.int64(7)
names = sorted(tensors)
folder = os.path.join(HERE, "checkpoint")
shutil.rmtree(folder, ignore_errors=True)
os.makedirs(folder)
tf.raw_ops.SaveV2(
    prefix=os.path.join(folder, "variables"),
    tensor_names=names,
    shape_and_slices=[""] * len(names),
    tensors=[tf.constant(tensors[name]) for name in names],
)
