"""Outputs of exported modules by PyTorch: the exported model.py itself is run."""
import importlib.util
import os

import torch
from cases import run_all


def module_in(folder):
    spec = importlib.util.spec_from_file_location("model", os.path.join(folder, "model.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def network_in(folder):
    """The network of a model.py without its weights."""
    return module_in(folder).Network().eval()


def outputs_of(network):
    """What runs a batch."""

    def run(batch):
        with torch.no_grad():
            return network(torch.from_numpy(batch)).numpy()

    return run


def open_model(case):
    return outputs_of(module_in(case["place"]).load())


if __name__ == "__main__":
    run_all(open_model)
