import type { FormatId } from '../../../../shared/formats/exportOptions'
import { formatOf } from '../../../formats'
import { readBudget } from '../../../formats/importedModel'
import { openInference } from '../../openInference'
import { softmaxRows } from '../softmaxRows'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

/**
 * A file read by our reader of that format, made for strangers' files: it builds a network from the file's own layers and arrays, which
 * is compiled and run anew. It shares neither data nor the table of layers with the writer.
 */
export const readerProof = (format: FormatId): Proof => ({
  way: `by Layerloom's reader of ${format} files, which knows nothing of what was written, and a network compiled from what it found`,
  async outputs(place, model, _, pictures) {
    const { read } = formatOf(format)
    if (!read) throw new Error(`${format} is not read`)
    const found = await read(place, readBudget)
    if (!found.network) throw new Error('the file has no network')
    const classes = model.classes.length
    const { preprocessing, outputKind } = found
    const scaling = preprocessing?.isInside ? preprocessing : undefined
    const session = await openInference({ network: found.network, weights: found.weights, classes, scaling })
    try {
      const fed = { ...model.preprocessing, isInside: scaling !== undefined }
      const logits = await runBatches(pictures, fed, (values) => session.logits(values))
      return outputKind === 'probabilities' ? softmaxRows(logits, classes) : logits
    } finally {
      session.close()
    }
  },
})
