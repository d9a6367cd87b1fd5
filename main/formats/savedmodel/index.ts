import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { savedModelFormat } from '../../../shared/formats/exportFormats'
import { piecesOf } from '../../../shared/protobuf'
import { encodeSavedModel } from '../../../shared/savedModel/encodeSavedModel'
import { realDisk } from '../../disk/realDisk'
import { writeNewFile } from '../../disk/writeNewFile'
import { arrayBytes } from '../arrayBytes'
import { flatNetwork } from '../flatNetwork'
import type { Format } from '../format'
import { notesOf } from '../modelNotes'
import { watched } from '../progress'
import { storedType } from '../storedType'
import { writeBundle } from './bundle/writeBundle'
import { savedModelExample } from './example'
import { networkFile, variablesFolder } from './places'
import { readSavedModel } from './readSavedModel'
import { servingProgram, servingVariables } from './servingProgram'

/** TensorFlow's SavedModel with the signature `serving_default`, its weights in a checkpoint. */
export const savedModel: Format = {
  description: savedModelFormat,
  refuse: () => [],
  async write(model, _, place, work) {
    for (const folder of [path.dirname(networkFile), variablesFolder])
      await mkdir(path.join(place, folder), { recursive: true })
    const encoded = encodeSavedModel(servingProgram(model), {
      nodes: 'live',
      method: 'tensorflow/serving/predict',
      showShapes: true,
    })
    await writeNewFile(realDisk, path.join(place, 'saved_model.pb'), piecesOf(encoded))
    const weights = watched(model.weights, work)
    await writeBundle(path.join(place, variablesFolder), servingVariables(model), async ({ name, shape }) =>
      arrayBytes(await weights.read(name), storedType(model, name, shape)),
    )
    const description = { network: flatNetwork(model), notes: notesOf(model) }
    await writeNewFile(realDisk, path.join(place, networkFile), [
      Buffer.from(`${JSON.stringify(description, undefined, 1)}\n`),
    ])
  },
  example: savedModelExample,
  read: readSavedModel,
}
