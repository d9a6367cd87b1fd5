"""Writes tensors as safetensors: eight bytes of length, a JSON header, raw little-endian data. Float32 and uint8."""
import json
import struct

import numpy as np

DTYPES = {np.dtype("float32"): "F32", np.dtype("uint8"): "U8"}


def write_safetensors(path, tensors):
    header, offset = {}, 0
    for name, value in tensors.items():
        header[name] = {"dtype": DTYPES[value.dtype], "shape": list(value.shape), "data_offsets": [offset, offset + value.nbytes]}
        offset += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)))
        file.write(text)
        for value in tensors.values():
            file.write(np.ascontiguousarray(value).tobytes())
