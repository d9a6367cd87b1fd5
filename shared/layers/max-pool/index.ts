import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { maxPool as maxPoolOp } from '../../graph/ops/pooling'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { defineLayer } from '../layer'
import { fieldOver, padFor } from '../padding'
import { poolSettings, poolShape, poolSliding } from '../pooling'

/**
 * Largest value of each window of [h, w, c]. Padding never wins: it counts as minus infinity, as in PyTorch and TensorFlow.
 * Of equal values the first (row by row) gets the whole gradient, as in both.
 */
export const maxPool = defineLayer({
  type: 'max-pool',
  family: 'pooling',
  schema: z.strictObject(poolSettings),
  inputs: { min: 1, max: 1 },
  shape: (config, [picture]) => poolShape(config, picture as Shape),
  field: (config, [picture]) => fieldOver(picture as Shape, poolSliding(config)),
  formula: () => 'y_{ijc} = max_{uv} x_{si+u, sj+v, c}',
  sums: (config, [picture]) => windowSums(picture as Shape, poolSliding(config)),
  lower({ graph }, config, [input]) {
    const sliding = poolSliding(config)
    const { x, padding } = padFor(graph, input as Tensor, sliding, Number.NEGATIVE_INFINITY)
    return maxPoolOp(graph, x, { size: sliding.kernel, strides: sliding.stride, padding })
  },
})
