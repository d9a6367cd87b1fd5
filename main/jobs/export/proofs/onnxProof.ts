import { readBudget } from '../../../formats/importedModel'
import { readOnnx } from '../../../formats/onnx/readOnnx'
import { openInference } from '../../openInference'
import { softmaxRows } from '../softmaxRows'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** Read from its bytes, node by node, as a stranger's file is: nothing of what it was written from goes in. */
export const onnxProof: Proof = {
  way: "by Layerloom's own reader of ONNX, which makes a network of the file's nodes, on TensorFlow",
  async outputs(place, model, _, pictures) {
    const { network, weights, preprocessing } = await readOnnx(place, readBudget)
    if (!network) throw new Error('an ONNX file has a network')
    const { inputShape, classes, outputKind } = model
    if (JSON.stringify(network.layers[0]?.config.shape) !== JSON.stringify(inputShape))
      throw new Error(`the file's input is ${JSON.stringify(network.layers[0]?.config)}`)
    const session = await openInference({ network, classes: classes.length, weights, scaling: preprocessing })
    try {
      const given = { scale: [1], offset: [0], isInside: true }
      const logits = await runBatches(pictures, given, (values) => session.logits(values))
      return outputKind === 'probabilities' ? softmaxRows(logits, classes.length) : logits
    } finally {
      session.close()
    }
  },
}
