import { z } from 'zod'
import { byConvention } from '../convention'
import { adamSettings, beginAdam } from './adam'
import { defineOptimizer } from './optimizer'

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019): p -= rate weightDecay p beside Adam's own change.
 * The default is 0.004 in Keras and 0.01 in PyTorch; the decay itself is added by `applyGradients`.
 */
export const adamw = defineOptimizer({
  name: 'adamw',
  schema: z
    .strictObject({ name: z.literal('adamw'), ...adamSettings, weightDecay: z.number().nonnegative().exactOptional() })
    .transform(
      byConvention({ keras: { epsilon: 1e-7, weightDecay: 0.004 }, pytorch: { epsilon: 1e-8, weightDecay: 0.01 } }),
    ),
  begin: beginAdam,
})
