import type { Shape } from '../../graph/shape'
import type { WeightSpec } from '../layer'
import type { BatchNormConfig } from './schema'

/** `gamma`, `beta`, `moving-mean`, `moving-variance` [c], and with momentum `null` a `batch-count` []. */
export function batchNormWeights(config: BatchNormConfig, input: Shape): WeightSpec[] {
  const shape = [input.at(-1) as number]
  const weights: WeightSpec[] = []
  if (config.scale)
    weights.push({ name: 'gamma', shape, role: 'gamma', initializer: config.gammaInitializer, trainable: true })
  if (config.center)
    weights.push({ name: 'beta', shape, role: 'beta', initializer: config.betaInitializer, trainable: true })
  weights.push(
    { name: 'moving-mean', shape, role: 'moving-mean', initializer: { name: 'zeros' }, trainable: false },
    { name: 'moving-variance', shape, role: 'moving-variance', initializer: { name: 'ones' }, trainable: false },
  )
  if (config.momentum === null)
    weights.push({
      name: 'batch-count',
      shape: [],
      role: 'batch-count',
      initializer: { name: 'zeros' },
      trainable: false,
    })
  return weights
}
