import { z } from 'zod'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { defineLayer } from '../layer'
import { fieldOver } from '../padding'
import { poolSettings, poolShape, poolSliding } from '../pooling'
import { flag } from '../setting'
import { lowerAvgPool } from './lower'

/**
 * Mean of each window of [h, w, c]. `countBorder` divides by the padding in the window too (PyTorch's default); else only input
 * pixels count (TensorFlow, Keras). What `ceil` lets hang over the padded input is never counted, as in PyTorch.
 */
export const avgPool = defineLayer({
  type: 'avg-pool',
  family: 'pooling',
  schema: z.strictObject({ ...poolSettings, countBorder: flag().default(false) }),
  inputs: { min: 1, max: 1 },
  shape: (config, [picture]) => poolShape(config, picture as Shape),
  field: (config, [picture]) => fieldOver(picture as Shape, poolSliding(config)),
  formula: () => 'y_{ijc} = 1/n · Σ_{uv} x_{si+u, sj+v, c}',
  sums: (config, [picture]) => windowSums(picture as Shape, poolSliding(config)),
  lower: lowerAvgPool,
})
