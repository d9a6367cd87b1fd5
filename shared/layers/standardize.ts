import type { Graph, Tensor } from '../graph/graph'
import { add, mean, mul, sub } from '../graph/ops/arithmetic'
import { rsqrt, square } from '../graph/ops/functions'
import { stayWide } from '../graph/ops/stayWide'

/**
 * `x` with mean 0 and variance 1 over some axes of each example: (x - mean) / sqrt(variance + epsilon), the variance
 * divided by the number of values. In float32 even under mixed precision, as PyTorch's autocast has it.
 */
export function standardize(graph: Graph, x: Tensor, axes: readonly number[], epsilon: number): Tensor {
  const wide = stayWide(graph, x)
  const deviation = sub(graph, wide, mean(graph, wide, axes, true))
  const variance = mean(graph, square(graph, deviation), axes, true)
  return mul(graph, deviation, rsqrt(graph, add(graph, variance, epsilon)))
}
