import { onnxFormat } from '../../../shared/formats/exportFormats'
import { piecesOf } from '../../../shared/protobuf'
import { realDisk } from '../../disk/realDisk'
import { writeNewFile } from '../../disk/writeNewFile'
import type { Format } from '../format'
import { watched } from '../progress'
import { withinTwoGigabytes } from '../withinTwoGigabytes'
import { encodeOnnx } from './encodeOnnx'
import { onnxExample } from './example'
import { readOnnx } from './readOnnx'

/** ONNX, in one file. */
export const onnx: Format = {
  description: onnxFormat,
  refuse: withinTwoGigabytes,
  async write(model, { layout }, place, work) {
    const encoded = encodeOnnx({ ...model, weights: watched(model.weights, work) }, layout)
    await writeNewFile(realDisk, place, piecesOf(encoded))
  },
  example: onnxExample,
  read: readOnnx,
}
