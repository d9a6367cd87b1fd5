import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pytorchFormat } from '../../../shared/formats/exportFormats'
import { realDisk } from '../../disk/realDisk'
import { writeNewFile } from '../../disk/writeNewFile'
import type { Format } from '../format'
import { watched } from '../progress'
import { writeWeights } from '../safetensors/writeWeights'
import { modelCode } from './classes'
import { pytorchExample } from './example'
import { printModel } from './printModel'
import { stateDict } from './stateDict'

/** `model.py`, written to be read, and its weights as safetensors. */
export const pytorch: Format = {
  description: pytorchFormat,
  refuse: () => [],
  async write(given, _, place, work) {
    const model = { ...given, weights: watched(given.weights, work) }
    const code = modelCode(model)
    await mkdir(place)
    await writeNewFile(realDisk, path.join(place, 'model.py'), [Buffer.from(printModel(model, code))])
    await writeWeights(path.join(place, 'model.safetensors'), stateDict(model, code), {
      format: 'pt',
    })
  },
  example: pytorchExample,
}
