import { flatNetwork } from '../../../formats/flatNetwork'
import { readBudget } from '../../../formats/importedModel'
import { safetensors, torchvisionEntry } from '../../../formats/safetensors/format'
import { openWeightFile } from '../../../formats/safetensors/weightFile'
import { fromStateDict } from '../../../formats/torch/stateDict'
import { openInference } from '../../openInference'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/** The file has weights alone: they are read back by name and layout into the network, compiled anew. */
export const safetensorsProof: Proof = {
  way: 'read back by its own names and layouts into the network, compiled anew, on TensorFlow',
  async outputs(place, model, { names }, pictures) {
    const classes = model.classes.length
    const entry = names === 'torchvision' ? torchvisionEntry(model) : undefined
    const own = flatNetwork(model)
    const stated = entry ? undefined : await safetensors.read?.(place, readBudget)
    const weights = entry
      ? fromStateDict(entry, own, classes, (await openWeightFile(place, readBudget)).weights).weights
      : stated?.weights
    if (!weights) throw new Error('the file has no weights')
    const session = await openInference({ network: stated?.network ?? own, classes, weights })
    try {
      return await runBatches(pictures, model.preprocessing, (values) => session.logits(values))
    } finally {
      session.close()
    }
  },
}
