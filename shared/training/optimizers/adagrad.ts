import { z } from 'zod'
import { add, mul } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { rsqrt, square } from '../../graph/ops/functions'
import { applyAdagrad, assign, assignSub } from '../../graph/ops/state'
import { byConvention, Convention } from '../convention'
import { defineOptimizer } from './optimizer'

/**
 * AdaGrad (Duchi et al. 2011): the gradient over the root of the sum of its squares, s += g^2.
 *
 *   keras     p -= rate g / sqrt(s + epsilon)      epsilon 1e-7 inside the root, s starts at 0.1
 *   pytorch   p -= rate g / (sqrt(s) + epsilon)    epsilon 1e-10 outside, s starts at 0
 */
export const adagrad = defineOptimizer({
  name: 'adagrad',
  schema: z
    .strictObject({
      name: z.literal('adagrad'),
      convention: Convention.default('keras'),
      initialAccumulator: z.number().nonnegative().exactOptional(),
      epsilon: z.number().nonnegative().exactOptional(),
    })
    .transform(
      byConvention({
        keras: { initialAccumulator: 0.1, epsilon: 1e-7 },
        pytorch: { initialAccumulator: 0, epsilon: 1e-10 },
      }),
    )
    .refine(({ initialAccumulator, epsilon }) => initialAccumulator + epsilon > 0, {
      path: ['epsilon'],
      message: 'must be above 0 if the accumulator starts at 0',
    }),

  begin:
    ({ convention, initialAccumulator, epsilon }, { graph, slot }) =>
    (parameter, gradient, rate) => {
      const squares = slot(parameter, 'sumOfSquares', initialAccumulator)
      if (convention === 'pytorch')
        return [applyAdagrad(graph, [parameter.handle, squares.handle, rate, constant(graph, epsilon), gradient], {})]
      const sum = add(graph, squares.value, square(graph, gradient))
      const direction = mul(graph, gradient, rsqrt(graph, add(graph, sum, epsilon)))
      return [assign(graph, squares.handle, sum), assignSub(graph, parameter.handle, mul(graph, direction, rate))]
    },
})
