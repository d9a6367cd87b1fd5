import { Problem } from '../../../../shared/problem'

export const hdf5Problem = (code: string, message: string, place: string): Problem =>
  new Problem({
    code: `h5-${code}`,
    message,
    remedy: 'get the file again, or load the model in Keras and save it anew',
    place,
  })
