"""Outputs of state dicts named as torchvision has them, in torchvision's own networks: every key must fit."""
from cases import run_all
from pytorch_outputs import outputs_of
from safetensors.torch import load_file
from torchvision_networks import BUILDERS


def open_model(case):
    name = case["name"]
    state = load_file(case["place"])
    classes = next(reversed([value for key, value in state.items() if key.endswith("weight") and value.dim() in (2, 4)])).shape[0]
    network = BUILDERS[name](num_classes=classes).eval()
    network.load_state_dict(state)

    return outputs_of(network)


run_all(open_model)
