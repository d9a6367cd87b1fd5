import { z } from 'zod'
import { add, div, maximum, mul } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { sqrt, square } from '../../graph/ops/functions'
import { applyAdam, assign, assignSub } from '../../graph/ops/state'
import { byConvention, Convention } from '../convention'
import { biasCorrection } from './biasCorrection'
import { moveTowards } from './movingAverage'
import { oncePerTensor } from './oncePerTensor'
import { defineOptimizer, type ParameterUpdate, type StepContext } from './optimizer'

/** What Adam and AdamW share. */
export const adamSettings = {
  convention: Convention.default('keras'),
  beta1: z.number().min(0).lt(1).default(0.9),
  beta2: z.number().min(0).lt(1).default(0.999),
  epsilon: z.number().positive().exactOptional(),
  /** Divides by the largest second moment so far (Reddi et al. 2018). */
  amsgrad: z.boolean().default(false),
}

export interface AdamSettings {
  readonly convention: Convention
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly amsgrad: boolean
}

/**
 * Adam (Kingma and Ba 2015): m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, c1 = 1 - beta1^t, c2 = 1 - beta2^t.
 *
 *   keras     p -= rate sqrt(c2) / c1  m / (sqrt(v) + epsilon)      epsilon 1e-7, not corrected: the paper's "epsilon hat"
 *   pytorch   p -= rate / c1  m / (sqrt(v / c2) + epsilon)          epsilon 1e-8
 *
 * t is the run's step, also for a layer that was frozen at first (PyTorch counts each parameter's own steps).
 */
export const adam = defineOptimizer({
  name: 'adam',
  schema: z
    .strictObject({ name: z.literal('adam'), ...adamSettings })
    .transform(byConvention({ keras: { epsilon: 1e-7 }, pytorch: { epsilon: 1e-8 } })),
  begin: beginAdam,
})

export function beginAdam(config: AdamSettings, context: StepContext): ParameterUpdate {
  const { graph, step, slot } = context
  const { beta1, beta2, epsilon, amsgrad, convention } = config
  const { first, rootOfSecond } = biasCorrection(graph, step, beta1, beta2)
  const correction = div(graph, rootOfSecond, first)
  const corrected = oncePerTensor((rate) => mul(graph, rate, correction))
  // PyTorch's epsilon, brought in front of the correction: rate / c1 m / (sqrt(v / c2) + e) = rate sqrt(c2) / c1 m / (sqrt(v) + e sqrt(c2)).
  const inside = convention === 'keras' ? constant(graph, epsilon) : mul(graph, rootOfSecond, epsilon)
  if (amsgrad)
    return (parameter, gradient, rate) => {
      const [m, keptM] = moveTowards(graph, slot(parameter, 'm'), gradient, beta1)
      const [v, keptV] = moveTowards(graph, slot(parameter, 'v'), square(graph, gradient), beta2)
      const largest = slot(parameter, 'largestV')
      const bound = maximum(graph, largest.value, v)
      const direction = div(graph, m, add(graph, sqrt(graph, bound), inside))
      const change = mul(graph, direction, corrected(rate))
      return [keptM, keptV, assign(graph, largest.handle, bound), assignSub(graph, parameter.handle, change)]
    }
  // The kernel would correct in float32, where 1 - 0.999 has 4 digits left; with powers of 0 it takes the rate as it is.
  const none = constant(graph, 0)
  const [b1, b2] = [constant(graph, beta1), constant(graph, beta2)]
  return (parameter, gradient, rate) => {
    const [m, v] = [slot(parameter, 'm').handle, slot(parameter, 'v').handle]
    return [applyAdam(graph, [parameter.handle, m, v, none, none, corrected(rate), b1, b2, inside, gradient], {})]
  }
}
