import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { pictureLoader } from '../python/pictureLoader'
import { pythonNumbers } from '../python/pythonText'

/** Pictures to classes with PyTorch; lies in the model's folder. */
export function pytorchExample(model: ExportModel): ExampleProgram {
  const { scale, offset, isInside } = model.preprocessing
  const normalized = isInside
    ? ''
    : `    # The network takes normalized numbers.
    pixels = pixels * np.float32(${pythonNumbers(scale)}) + np.float32(${pythonNumbers(offset)})
`
  const softmax = model.outputKind === 'logits' ? '.softmax(dim=0)' : ''
  return {
    name: 'predict.py',
    text: `"""Classes of pictures: python predict.py PICTURE...

Needs: pip install torch safetensors pillow numpy
"""
import json
import os
import sys

import numpy as np
import torch
from PIL import Image, ImageOps

from model import load

HERE = os.path.dirname(os.path.abspath(__file__))


${pictureLoader(model)}

@torch.no_grad()
def predict(network, path):
    """Probabilities of all classes."""
    pixels = load_picture(path)
${normalized}    x = torch.from_numpy(pixels.astype(np.float32)).permute(2, 0, 1)[None]
    return network(x)[0]${softmax}


if __name__ == "__main__":
    network = load()
    with open(os.path.join(HERE, "labels.json"), encoding="utf-8") as file:
        classes = json.load(file)
    for path in sys.argv[1:]:
        probabilities = predict(network, path)
        best = probabilities.argsort(descending=True)[:5]
        print(path, ", ".join(f"{classes[k]} {probabilities[k]:.3f}" for k in best))
`,
  }
}
