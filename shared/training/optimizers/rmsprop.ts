import { z } from 'zod'
import { add, div, mul, sub } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { sqrt, square } from '../../graph/ops/functions'
import { applyCenteredRMSProp, applyRMSProp, assign, assignSub } from '../../graph/ops/state'
import { byConvention, Convention } from '../convention'
import { moveTowards } from './movingAverage'
import { defineOptimizer, type ParameterUpdate, type StepContext } from './optimizer'

/**
 * RMSprop (Tieleman and Hinton 2012): the gradient over the root of its mean square s = rho s + (1 - rho) g^2.
 * Centered (Graves 2013): s less the square of the mean gradient.
 *
 *   keras     m = momentum m + rate g / sqrt(s + epsilon);  p -= m           epsilon inside the root; rho 0.9, epsilon 1e-7
 *   pytorch   m = momentum m + g / (sqrt(s) + epsilon);     p -= rate m      outside; rho (its alpha) 0.99, epsilon 1e-8
 */
export const rmsprop = defineOptimizer({
  name: 'rmsprop',
  schema: z
    .strictObject({
      name: z.literal('rmsprop'),
      convention: Convention.default('keras'),
      rho: z.number().min(0).lt(1).exactOptional(),
      momentum: z.number().min(0).lt(1).default(0),
      centered: z.boolean().default(false),
      epsilon: z.number().positive().exactOptional(),
    })
    .transform(byConvention({ keras: { rho: 0.9, epsilon: 1e-7 }, pytorch: { rho: 0.99, epsilon: 1e-8 } })),

  begin: (config, context) => (config.convention === 'keras' ? kernels : composed)(config, context),
})

interface Settings {
  readonly rho: number
  readonly momentum: number
  readonly centered: boolean
  readonly epsilon: number
}

function kernels({ rho, momentum, centered, epsilon }: Settings, { graph, slot }: StepContext): ParameterUpdate {
  const settings = [rho, momentum, epsilon].map((value) => constant(graph, value))
  return (parameter, gradient, rate) => {
    const square = slot(parameter, 'meanSquare').handle
    const moment = slot(parameter, 'momentum').handle
    const rest = [square, moment, rate, ...settings, gradient]
    return centered
      ? [applyCenteredRMSProp(graph, [parameter.handle, slot(parameter, 'meanGradient').handle, ...rest], {})]
      : [applyRMSProp(graph, [parameter.handle, ...rest], {})]
  }
}

function composed({ rho, momentum, centered, epsilon }: Settings, { graph, slot }: StepContext): ParameterUpdate {
  return (parameter, gradient, rate) => {
    const [meanSquare, keptSquare] = moveTowards(graph, slot(parameter, 'meanSquare'), square(graph, gradient), rho)
    const done = [keptSquare]
    let variance = meanSquare
    if (centered) {
      const [mean, keptMean] = moveTowards(graph, slot(parameter, 'meanGradient'), gradient, rho)
      variance = sub(graph, meanSquare, square(graph, mean))
      done.push(keptMean)
    }
    let direction = div(graph, gradient, add(graph, sqrt(graph, variance), epsilon))
    if (momentum > 0) {
      const moment = slot(parameter, 'momentum')
      direction = add(graph, mul(graph, moment.value, momentum), direction)
      done.push(assign(graph, moment.handle, direction))
    }
    return [...done, assignSub(graph, parameter.handle, mul(graph, direction, rate))]
  }
}
