import { Problem } from '../../../../shared/problem'

/** A Keras model that cannot be taken. `code` without the leading `keras-`. */
export const kerasProblem = (code: string, message: string, place: string, remedy?: string): Problem =>
  new Problem({
    code: `keras-${code}`,
    message,
    remedy: remedy ?? 'save the model again from Keras, with layers of Keras alone',
    place,
  })
