import type { Shape } from '../graph/shape'
import type { LayerProblem } from './layer'

/** A shape as people write it: 28x28x1. */
export const describeShape = (shape: Shape): string => (shape.length === 0 ? 'one number' : shape.join('x'))

/** Why a shape is no picture [height, width, channels]; `undefined` if it is one. */
export const notPicture = (shape: Shape): LayerProblem | undefined =>
  shape.length === 3
    ? undefined
    : {
        code: 'shape-clash',
        message: `needs a picture (height x width x channels), its input is ${describeShape(shape)}`,
        remedy: 'move it in front of the layer that flattens',
        values: { kind: 'picture', input: describeShape(shape) },
      }
