import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { savedModelFormat } from '../../../shared/formats/exportFormats'
import { piecesOf } from '../../../shared/protobuf'
import { encodeSavedModel } from '../../../shared/savedModel/encodeSavedModel'
import { realDisk } from '../../disk/realDisk'
import { writeNewFile } from '../../disk/writeNewFile'
import { flatNetwork } from '../flatNetwork'
import type { Format } from '../format'
import { notesOf } from '../modelNotes'
import { watched } from '../progress'
import { withinTwoGigabytes } from '../withinTwoGigabytes'
import { savedModelExample } from './example'
import { networkFile } from './networkFile'
import { readSavedModel } from './readSavedModel'
import { servingProgram } from './servingProgram'

/** TensorFlow's SavedModel with the signature `serving_default`, weights as constants. */
export const savedModel: Format = {
  description: savedModelFormat,
  refuse: withinTwoGigabytes,
  async write(model, _, place, work) {
    await mkdir(path.join(place, path.dirname(networkFile)), { recursive: true })
    const program = servingProgram({ ...model, weights: watched(model.weights, work) })
    const encoded = encodeSavedModel(program, { nodes: 'live', method: 'tensorflow/serving/predict', showShapes: true })
    await writeNewFile(realDisk, path.join(place, 'saved_model.pb'), piecesOf(encoded))
    const description = { network: flatNetwork(model), notes: notesOf(model) }
    await writeNewFile(realDisk, path.join(place, networkFile), [
      Buffer.from(`${JSON.stringify(description, undefined, 1)}\n`),
    ])
  },
  example: savedModelExample,
  read: readSavedModel,
}
