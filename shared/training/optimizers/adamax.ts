import { z } from 'zod'
import { add, div, maximum, mul } from '../../graph/ops/arithmetic'
import { abs } from '../../graph/ops/functions'
import { assign, assignSub } from '../../graph/ops/state'
import { byConvention, Convention } from '../convention'
import { biasCorrection } from './biasCorrection'
import { moveTowards } from './movingAverage'
import { oncePerTensor } from './oncePerTensor'
import { defineOptimizer } from './optimizer'

/**
 * Adamax (Kingma and Ba 2015, section 7): Adam with the infinity norm, u = max(beta2 u, |g|).
 *
 *   keras     p -= rate / (1 - beta1^t)  m / (u + epsilon)                     epsilon 1e-7
 *   pytorch   u = max(beta2 u, |g| + epsilon);  p -= rate / (1 - beta1^t) m / u   epsilon 1e-8
 */
export const adamax = defineOptimizer({
  name: 'adamax',
  schema: z
    .strictObject({
      name: z.literal('adamax'),
      convention: Convention.default('keras'),
      beta1: z.number().min(0).lt(1).default(0.9),
      beta2: z.number().min(0).lt(1).default(0.999),
      epsilon: z.number().positive().exactOptional(),
    })
    .transform(byConvention({ keras: { epsilon: 1e-7 }, pytorch: { epsilon: 1e-8 } })),

  begin({ convention, beta1, beta2, epsilon }, { graph, step, slot }) {
    const { first } = biasCorrection(graph, step, beta1, beta2)
    const corrected = oncePerTensor((rate) => div(graph, rate, first))
    const [before, after] = convention === 'keras' ? [0, epsilon] : [epsilon, 0]
    return (parameter, gradient, rate) => {
      const [m, keptM] = moveTowards(graph, slot(parameter, 'm'), gradient, beta1)
      const norm = slot(parameter, 'u')
      const u = maximum(graph, mul(graph, norm.value, beta2), add(graph, abs(graph, gradient), before))
      const change = mul(graph, div(graph, m, add(graph, u, after)), corrected(rate))
      return [keptM, assign(graph, norm.handle, u), assignSub(graph, parameter.handle, change)]
    }
  },
})
