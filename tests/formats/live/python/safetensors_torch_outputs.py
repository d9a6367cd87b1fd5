"""Outputs of weights under Layerloom's names, turned one by one into PyTorch's order and put into the module of an exported model.py."""
import json

import torch
from cases import run_all
from pytorch_outputs import network_in, outputs_of
from safetensors.numpy import load_file


def turned(array, picture):
    if array.ndim == 4:
        return array.transpose(3, 2, 0, 1)
    if array.ndim == 2 and picture:
        return array.reshape([*picture, array.shape[1]]).transpose(3, 2, 0, 1).reshape(array.shape[1], -1)
    return array.transpose() if array.ndim == 2 else array


def open_model(case):
    network = network_in(case["network"])
    with open(case["names"], encoding="utf-8") as file:
        names = json.load(file)
    state = {names[ours]["key"]: torch.tensor(turned(array, names[ours]["picture"]).copy()).float() for ours, array in load_file(case["place"]).items()}
    counts = {key for key in network.state_dict() if key.endswith("num_batches_tracked")}
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or set(missing) - counts:
        raise ValueError(f"missing {missing}, unexpected {unexpected}")

    return outputs_of(network)


if __name__ == "__main__":
    run_all(open_model)
