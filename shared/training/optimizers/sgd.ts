import { z } from 'zod'
import { add, equal, mul, select } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { applyGradientDescent, applyKerasMomentum, applyMomentum, assign, assignSub } from '../../graph/ops/state'
import { Convention } from '../convention'
import { defineOptimizer, type ParameterUpdate, type StepContext } from './optimizer'

/**
 * Stochastic gradient descent, with momentum (Polyak 1964) and Nesterov's variant (Sutskever et al. 2013).
 *
 *   pytorch   v = momentum v + (1 - dampening) g;  p -= rate v               the rate stands outside the velocity
 *   keras     v = momentum v - rate g;             p += v                    and here inside
 *   nesterov  pytorch: p -= rate (g + momentum v);  keras: p += momentum v - rate g
 *
 * The two are equal while the rate is constant and part when it changes. Dampening is PyTorch's alone: not in the first
 * step, whose velocity is the gradient, and not with Nesterov.
 */
export const sgd = defineOptimizer({
  name: 'sgd',
  schema: z
    .strictObject({
      name: z.literal('sgd'),
      convention: Convention.default('keras'),
      momentum: z.number().min(0).lt(1).default(0),
      nesterov: z.boolean().default(false),
      dampening: z.number().min(0).max(1).default(0),
    })
    .refine(({ nesterov, momentum }) => !nesterov || momentum > 0, 'nesterov needs a momentum above 0')
    .refine(({ nesterov, dampening }) => !nesterov || dampening === 0, 'nesterov has no dampening')
    .refine(
      ({ convention, dampening }) => convention === 'pytorch' || dampening === 0,
      'dampening is of the pytorch convention',
    ),

  begin({ convention, momentum, nesterov, dampening }, context) {
    const { graph, slot } = context
    if (momentum === 0)
      return (parameter, gradient, rate) => [applyGradientDescent(graph, [parameter.handle, rate, gradient], {})]
    if (dampening > 0) return dampened(context, momentum, dampening)
    const apply = convention === 'keras' ? applyKerasMomentum : applyMomentum
    const decay = constant(graph, momentum)
    return (parameter, gradient, rate) => [
      apply(graph, [parameter.handle, slot(parameter, 'velocity').handle, rate, gradient, decay], { nesterov }),
    ]
  },
})

function dampened({ graph, step, slot }: StepContext, momentum: number, dampening: number): ParameterUpdate {
  const share = select(graph, equal(graph, step, 0), constant(graph, 1), constant(graph, 1 - dampening))
  return (parameter, gradient, rate) => {
    const velocity = slot(parameter, 'velocity')
    const next = add(graph, mul(graph, velocity.value, momentum), mul(graph, gradient, share))
    return [assign(graph, velocity.handle, next), assignSub(graph, parameter.handle, mul(graph, next, rate))]
  }
}
