import type { z } from 'zod'
import type { Tensor } from '../graph/graph'
import { add, mul } from '../graph/ops/arithmetic'
import type { Shape } from '../graph/shape'
import { Initializer } from './initializer'
import type { WeightSpec } from './layer'
import type { LowerContext } from './lowering'
import { flag } from './setting'

/** What a normalization ends with: a factor gamma and a summand beta that are learned, each if wanted. */
export const affineSettings = {
  /** Whether there is a gamma; without one it is 1. */
  scale: flag().default(true),
  /** Whether there is a beta; without one it is 0. */
  center: flag().default(true),
  gammaInitializer: Initializer.default({ name: 'ones' }),
  betaInitializer: Initializer.default({ name: 'zeros' }),
}

type Affine = z.infer<z.ZodObject<typeof affineSettings>>

export function affineWeights(config: Affine, shape: Shape): WeightSpec[] {
  const { scale, center, gammaInitializer, betaInitializer } = config
  const weights: WeightSpec[] = []
  if (scale) weights.push({ name: 'gamma', shape, role: 'gamma', initializer: gammaInitializer, trainable: true })
  if (center) weights.push({ name: 'beta', shape, role: 'beta', initializer: betaInitializer, trainable: true })
  return weights
}

/** x * gamma + beta, which are repeated over the axes in front of theirs. */
export function applyAffine({ graph, weight }: LowerContext, { scale, center }: Affine, x: Tensor): Tensor {
  const scaled = scale ? mul(graph, x, weight('gamma')) : x
  return center ? add(graph, scaled, weight('beta')) : scaled
}
