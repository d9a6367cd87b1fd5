import path from 'node:path'
import { flatNetwork } from '../../../formats/flatNetwork'
import { readBudget } from '../../../formats/importedModel'
import { modelCode } from '../../../formats/pytorch/classes'
import { openWeightFile } from '../../../formats/safetensors/weightFile'
import { torchParameters } from '../../../formats/torch/torchParameters'
import { type MadeWeight, weightsInMemory, withWeights } from '../../../formats/weightSource'
import { openInference } from '../../openInference'
import { softmaxRows } from '../softmaxRows'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** Python is not asked for, so `model.py` itself is not run here: `npm run test:formats` runs it for every kind of layer. */
export const pytorchProof: Proof = {
  way: 'weights read back by the names that model.py gives them and run in the network, compiled anew, on TensorFlow; model.py itself was not run',
  async outputs(place, model, _, pictures) {
    const { weights } = await openWeightFile(path.join(place, 'model.safetensors'), readBudget)
    const { paths } = modelCode(model)
    const made = new Map<string, MadeWeight>()
    for (const { ours, layer, name, dims, fromTorch } of torchParameters(model)) {
      const key = `${paths.get(layer)}.${name}`
      if (weights.shapes.get(key)?.join() !== dims.join()) throw new Error(`${key} is [${weights.shapes.get(key)}]`)
      const shape = model.weights.shapes.get(ours) ?? []
      made.set(ours, { shape, make: async () => fromTorch(await weights.read(key)) })
    }
    const classes = model.classes.length
    const session = await openInference({
      network: flatNetwork(model),
      classes,
      weights: withWeights(weightsInMemory(new Map()), made),
    })
    try {
      // The network itself takes normalized numbers, wherever the model does that.
      const given = { ...model.preprocessing, isInside: false }
      const logits = await runBatches(pictures, given, (values) => session.logits(values))
      return model.outputKind === 'probabilities' ? softmaxRows(logits, classes) : logits
    } finally {
      session.close()
    }
  },
}
