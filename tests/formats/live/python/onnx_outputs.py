"""Outputs of ONNX files by onnxruntime, checked by onnx first."""
import onnx
import onnxruntime
from cases import run_all


def open_model(case):
    onnx.checker.check_model(case["place"], full_check=True)
    session = onnxruntime.InferenceSession(case["place"], providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda batch: session.run(None, {name: batch})[0]


run_all(open_model)
