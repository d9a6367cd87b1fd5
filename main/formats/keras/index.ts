import { kerasFormat } from '../../../shared/formats/exportFormats'
import type { Format } from '../format'
import { kerasRefusals } from './kerasModel'
import { kerasExample } from './pythonExample'
import { readKeras } from './read/readKeras'
import { kerasTrainingScript } from './trainingScript'
import { writeKeras } from './writeKeras'

/** Keras 3's `.keras`. */
export const keras: Format = {
  description: kerasFormat,
  refuse: (model) => kerasRefusals(model, 'keras3'),
  write: (model, _, place, work) => writeKeras(model, place, work),
  scripts: (source) => [kerasTrainingScript(source)],
  example: (model, _, fileName) => kerasExample(model, fileName),
  read: readKeras,
}
