import { h5Format } from '../../../shared/formats/exportFormats'
import type { Format } from '../format'
import { kerasRefusals } from '../keras/kerasModel'
import { kerasExample } from '../keras/pythonExample'
import { kerasTrainingScript } from '../keras/trainingScript'
import { readH5 } from './readH5'
import { writeH5 } from './writeH5'

/** The HDF5 file of Keras 2, which Keras 3 reads too. */
export const h5: Format = {
  description: h5Format,
  refuse: (model) => kerasRefusals(model, 'keras2'),
  write: (model, _, place, work) => writeH5(model, place, work),
  scripts: (source) => [kerasTrainingScript(source)],
  example: (model, _, fileName) => kerasExample(model, fileName),
  read: readH5,
}
