"""Outputs of SavedModels by TensorFlow."""
import tensorflow as tf
from cases import run_all


def open_model(case):
    model = tf.saved_model.load(case["place"])
    serve = model.signatures["serving_default"]

    def run(batch):
        (output,) = serve(images=tf.constant(batch)).values()
        return output.numpy()

    run.model = model
    return run


run_all(open_model)
