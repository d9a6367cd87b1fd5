import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { pictureLoader } from '../python/pictureLoader'
import { pythonNumbers } from '../python/pythonText'
import { servingInput } from './servingProgram'

/** Pictures to classes with TensorFlow; the model's folder is the one this file lies in. */
export function savedModelExample(model: ExportModel): ExampleProgram {
  const { scale, offset, isInside } = model.preprocessing
  const normalized = isInside
    ? ''
    : `    # The model takes normalized numbers.
    pixels = pixels * np.float32(${pythonNumbers(scale)}) + np.float32(${pythonNumbers(offset)})
`
  const softmax = model.outputKind === 'logits' ? '    output = tf.nn.softmax(output)\n' : ''
  return {
    name: 'predict.py',
    text: `"""Classes of pictures: python predict.py PICTURE...

Needs: pip install tensorflow pillow numpy
TensorFlow Serving takes the folder as it is, under a folder named for a version ("1").
"""
import json
import os
import sys

import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))


${pictureLoader(model)}

def predict(serve, path):
    """Probabilities of all classes."""
    pixels = load_picture(path)
${normalized}    output = serve(${servingInput}=tf.constant(pixels[np.newaxis], tf.float32))["${model.outputKind}"][0]
${softmax}    return output.numpy()


if __name__ == "__main__":
    model = tf.saved_model.load(HERE)
    serve = model.signatures["serving_default"]
    with open(os.path.join(HERE, "labels.json"), encoding="utf-8") as file:
        classes = json.load(file)
    for path in sys.argv[1:]:
        probabilities = predict(serve, path)
        best = np.argsort(-probabilities)[:5]
        print(path, ", ".join(f"{classes[k]} {probabilities[k]:.3f}" for k in best))
`,
  }
}
