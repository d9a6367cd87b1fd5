import type { ExportOptions } from '../../../shared/formats/exportOptions'
import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { pictureLoader } from '../python/pictureLoader'
import { pythonNumbers, pythonString } from '../python/pythonText'
import { onnxInput } from './encodeOnnx'

/** Pictures to classes with onnxruntime: everything that it needs to know stands in the file's metadata. */
export function onnxExample(model: ExportModel, { layout }: ExportOptions, fileName: string): ExampleProgram {
  const { scale, offset, isInside } = model.preprocessing
  const normalized = isInside
    ? ''
    : `    # The model takes normalized numbers.
    pixels = pixels * np.float32(${pythonNumbers(scale)}) + np.float32(${pythonNumbers(offset)})
`
  const moved = layout === 'nchw' ? '    pixels = pixels.transpose(2, 0, 1)\n' : ''
  const softmax =
    model.outputKind === 'logits'
      ? `    powers = np.exp(output - output.max())
    output = powers / powers.sum()
`
      : ''
  return {
    name: 'predict.py',
    text: `"""Classes of pictures: python predict.py PICTURE...

Needs: pip install onnxruntime pillow numpy
"""
import json
import os
import sys

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

HERE = os.path.dirname(os.path.abspath(__file__))


${pictureLoader(model)}

def find_model(name=${pythonString(fileName)}):
    """The model lies beside this file or one folder up."""
    for folder in (HERE, os.path.dirname(HERE)):
        if os.path.exists(os.path.join(folder, name)):
            return os.path.join(folder, name)
    raise SystemExit(name + " is not here")


def predict(session, path):
    """Probabilities of all classes."""
    pixels = load_picture(path)
${normalized}${moved}    (output,) = session.run(None, {"${onnxInput}": pixels[np.newaxis].astype(np.float32)})
    output = output[0]
${softmax}    return output


if __name__ == "__main__":
    session = onnxruntime.InferenceSession(find_model())
    classes = json.loads(session.get_modelmeta().custom_metadata_map["classes"])
    for path in sys.argv[1:]:
        probabilities = predict(session, path)
        best = np.argsort(-probabilities)[:5]
        print(path, ", ".join(f"{classes[k]} {probabilities[k]:.3f}" for k in best))
`,
  }
}
