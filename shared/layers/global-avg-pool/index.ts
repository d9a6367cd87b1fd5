import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { mean } from '../../graph/ops/arithmetic'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'

/** Mean over height and width: [h, w, c] -> [c] (Lin et al. 2013, arXiv:1312.4400). */
export const globalAvgPool = defineLayer({
  type: 'global-avg-pool',
  family: 'pooling',
  schema: z.strictObject({}),
  inputs: { min: 1, max: 1 },
  shape: (_, [picture]) => notPicture(picture as Shape) ?? (picture as Shape).slice(2),
  field: () => 'all',
  formula: () => 'y_{c} = 1/(h·w) · Σ_{ij} x_{ijc}',
  lower: ({ graph }, _, [x]) => mean(graph, x as Tensor, [1, 2]),
})
