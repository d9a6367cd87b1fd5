import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { pictureLoader } from '../python/pictureLoader'
import { pythonNumbers, pythonRemark, pythonString } from '../python/pythonText'

/** `predict.py`: pictures to classes with Keras. Lies in the folder beside the model file. */
export function kerasExample(model: ExportModel, fileName: string): ExampleProgram {
  const { scale, offset, isInside } = model.preprocessing
  const normalized = isInside ? '' : ` * np.float32(${pythonNumbers(scale)}) + np.float32(${pythonNumbers(offset)})`
  const softmax =
    model.outputKind === 'logits'
      ? `    powers = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    outputs = powers / powers.sum(axis=-1, keepdims=True)
`
      : ''
  return {
    name: 'predict.py',
    text: `"""Classes of pictures by ${pythonRemark(model.name)}: python predict.py PICTURE...

Needs keras (with tensorflow, torch or jax), numpy and pillow.
"""
import json
import os
import sys

import keras
import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", ${pythonString(fileName)})


${pictureLoader(model)}

def main(paths):
    with open(os.path.join(HERE, "labels.json"), encoding="utf-8") as file:
        labels = json.load(file)
    model = keras.models.load_model(MODEL, compile=False)
    pixels = np.stack([load_picture(path) for path in paths])
    outputs = np.asarray(model.predict(pixels${normalized}, verbose=0))
${softmax}    for path, probabilities in zip(paths, outputs):
        best = np.argsort(-probabilities)[:5]
        print(path, ", ".join(f"{labels[k]} {probabilities[k]:.3f}" for k in best))


if __name__ == "__main__":
    main(sys.argv[1:])
`,
  }
}
