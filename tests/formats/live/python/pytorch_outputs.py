"""Outputs of exported modules by PyTorch: the exported model.py itself is run."""
import importlib.util
import os

import torch
from cases import run_all


def open_model(case):
    spec = importlib.util.spec_from_file_location("model", os.path.join(case["place"], "model.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network = module.load()

    def run(batch):
        with torch.no_grad():
            return network(torch.from_numpy(batch)).numpy()

    return run


run_all(open_model)
