import { Problem } from '../../../shared/problem'

/** Why a SavedModel is not read. */
export const savedModelFault = (code: string, what: string, place: string): Problem =>
  new Problem({
    code: `savedmodel-${code}`,
    message: `the SavedModel ${what}`,
    remedy: 'import the model it was made from: a .keras, .h5 or ONNX file',
    place,
  })
