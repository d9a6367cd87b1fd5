import type { Graph, Tensor } from '../../graph/graph'
import { add, pow, sub } from '../../graph/ops/arithmetic'
import { cast, constant } from '../../graph/ops/array'
import { sqrt } from '../../graph/ops/functions'

/**
 * 1 - beta1^t and sqrt(1 - beta2^t) with t = step + 1, as float32 scalars.
 *
 * The powers are taken from the step counter, never as a running product, and in float64 of the betas as float32 has them:
 * those are the ones that the moments really decay by.
 */
export function biasCorrection(graph: Graph, step: Tensor, beta1: number, beta2: number) {
  const t = cast(graph, add(graph, step, 1), 'float64')
  const rest = (beta: number) => sub(graph, 1, pow(graph, constant(graph, Math.fround(beta), 'float64'), t))
  return {
    first: cast(graph, rest(beta1), 'float32'),
    rootOfSecond: cast(graph, sqrt(graph, rest(beta2)), 'float32'),
  }
}
