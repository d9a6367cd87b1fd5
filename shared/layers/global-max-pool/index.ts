import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { max } from '../../graph/ops/arithmetic'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'

/**
 * Largest value of each channel over height and width: [h, w, c] -> [c]. Equal largest values share the gradient, as in
 * Keras and PyTorch's amax (its AdaptiveMaxPool2d(1) gives it to the first).
 */
export const globalMaxPool = defineLayer({
  type: 'global-max-pool',
  family: 'pooling',
  schema: z.strictObject({}),
  inputs: { min: 1, max: 1 },
  shape: (_, [picture]) => notPicture(picture as Shape) ?? (picture as Shape).slice(2),
  field: () => 'all',
  formula: () => 'y_{c} = max_{ij} x_{ijc}',
  lower: ({ graph }, _, [x]) => max(graph, x as Tensor, [1, 2]),
})
