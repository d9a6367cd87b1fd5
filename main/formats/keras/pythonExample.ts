import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'

/** `predict.py`: pictures to classes with Keras. Lies beside the model file. */
export function kerasExample(model: ExportModel, fileName: string): ExampleProgram {
  const { inputShape, preprocessing, outputKind } = model
  const [height, width, channels] = inputShape
  const { scale, offset, isInside, resize } = preprocessing
  const array = (values: readonly number[]) => `np.array(${JSON.stringify(values)}, "float32")`
  return {
    name: 'predict.py',
    text: `"""Classes of pictures: python predict.py PICTURE...

Needs keras (with tensorflow, torch or jax), numpy and pillow.
"""
import json
import os
import sys

import keras
import numpy as np
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "..", ${JSON.stringify(fileName)})


def read(path):
    """A picture as the model takes it: ${height} x ${width}, ${channels === 1 ? 'grey' : 'red, green, blue'}."""
    picture = ImageOps.exif_transpose(Image.open(path)).convert(${channels === 1 ? '"L"' : '"RGB"'})
${pythonResize(resize, width, height)}
    pixels = np.asarray(picture, "float32").reshape(${height}, ${width}, ${channels})
    return ${isInside ? 'pixels  # the model normalizes them itself' : `pixels * ${array(scale)} + ${array(offset)}`}


def main(paths):
    with open(os.path.join(HERE, "labels.json"), encoding="utf-8") as file:
        labels = json.load(file)
    model = keras.models.load_model(MODEL, compile=False)
    outputs = np.asarray(model.predict(np.stack([read(path) for path in paths]), verbose=0))
${
  outputKind === 'logits'
    ? `    powers = np.exp(outputs - outputs.max(axis=-1, keepdims=True))
    outputs = powers / powers.sum(axis=-1, keepdims=True)
`
    : ''
}    for path, probabilities in zip(paths, outputs):
        best = probabilities.argsort()[::-1][:5]
        print(path + ": " + ", ".join(f"{labels[k]} {probabilities[k]:.2%}" for k in best))


if __name__ == "__main__":
    main(sys.argv[1:])
`,
  }
}

function pythonResize(resize: 'stretch' | 'fit' | 'crop', width: number, height: number): string {
  const size = `(${width}, ${height})`
  if (resize === 'stretch') return `    picture = picture.resize(${size}, Image.Resampling.BILINEAR)`
  const how = resize === 'fit' ? 'pad' : 'fit'
  return `    picture = ImageOps.${how}(picture, ${size}, Image.Resampling.BILINEAR)`
}
