import type { Tensor } from '../../graph/graph'
import { add, div } from '../../graph/ops/arithmetic'
import { pack, reshape, slice } from '../../graph/ops/array'
import { randomGamma } from '../../graph/ops/random'
import type { OperationContext } from './operation'

/** Beside it no number of float32 is seen, unless both are 0: then the half. */
const tiny = 1e-37

/** One number of the beta distribution of alpha and alpha, in [0, 1], for the batch: a / (a + b) of two of the gamma distribution. */
export function drawBeta(context: OperationContext, alpha: Tensor): Tensor {
  const { graph } = context
  const both = randomGamma(graph, pack(graph, [alpha, alpha]), context.key('beta'))
  const [a, b] = [0, 1].map((k) => add(graph, reshape(graph, slice(graph, both, [k], [1]), []), tiny)) as [
    Tensor,
    Tensor,
  ]
  return div(graph, a, add(graph, a, b))
}
