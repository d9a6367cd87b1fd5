import { tfjsFormat } from '../../../shared/formats/exportFormats'
import type { Format } from '../format'
import { kerasRefusals } from '../keras/kerasModel'
import { tfjsExample } from './example'
import { readTfjs } from './readTfjs'
import { writeTfjs } from './writeTfjs'

/** TensorFlow.js' LayersModel. */
export const tfjs: Format = {
  description: tfjsFormat,
  refuse: (model) => kerasRefusals(model, 'tfjs'),
  write: (model, _, place, work) => writeTfjs(model, place, work),
  example: tfjsExample,
  read: readTfjs,
}
