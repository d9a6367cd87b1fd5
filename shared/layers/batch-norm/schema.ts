import { z } from 'zod'
import { Initializer } from '../initializer'
import { choice, flag, numberBetween } from '../setting'

/**
 * `momentum` is Keras': moving = momentum * moving + (1 - momentum) * batch; PyTorch's is 1 minus it. `null` weighs all
 * batches seen alike (PyTorch's `momentum=None`).
 * The defaults are PyTorch's (there 0.1, 1e-5, unbiased); Keras 3 has 0.99, 1e-3, biased.
 */
export const BatchNormConfig = z.strictObject({
  momentum: numberBetween(0, 1).nullable().default(0.9),
  epsilon: numberBetween(1e-12, 1).default(1e-5),
  /** Which variance enters the moving average: divided by m - 1 (PyTorch) or by m (Keras 3); m values a channel. */
  movingVariance: choice(['unbiased', 'biased']).default('unbiased'),
  /** Whether there is a gamma; without one it is 1. */
  scale: flag().default(true),
  /** Whether there is a beta; without one it is 0. */
  center: flag().default(true),
  gammaInitializer: Initializer.default({ name: 'ones' }),
  betaInitializer: Initializer.default({ name: 'zeros' }),
})
export type BatchNormConfig = z.infer<typeof BatchNormConfig>
