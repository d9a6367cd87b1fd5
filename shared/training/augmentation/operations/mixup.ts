import type { Graph, Tensor } from '../../../graph/graph'
import { add, mul, select, sub } from '../../../graph/ops/arithmetic'
import { constant } from '../../../graph/ops/array'
import { roll } from '../../../graph/ops/roll'
import { drawBeta } from '../beta'
import { plainNumber } from '../caption'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/** factor a + (1 - factor) b; the factor a scalar. */
export const blend = (graph: Graph, a: Tensor, b: Tensor, factor: Tensor): Tensor =>
  add(graph, mul(graph, a, factor), mul(graph, b, sub(graph, 1, factor)))

/**
 * Each picture and its label mixed with those of its neighbour in the batch, by one factor of the beta distribution of (alpha, alpha) for the
 * whole batch: the paper's own code, and torchvision's `MixUp`. It is chosen for whole batches.
 * @see Zhang et al. 2017, arXiv:1710.09412
 */
export const mixup = defineOperation({
  type: 'mixup',
  strengths: { probability: probability(1), alpha: strength(0.05, 10, 0.2) },
  settings: {},
  sentence: ({ alpha }) => `mixes pairs of pictures and their labels (mixup, alpha ${alpha})`,
  caption: ({ factor }) => `mixup, own ${plainNumber(factor)}`,
  lowering: () => ({
    kind: 'mixture',
    mix(context, _, { pictures, targets }) {
      const { graph } = context
      const { chosen } = context.drawOnce(0)
      const factor = select(graph, chosen, drawBeta(context, context.strength('alpha')), constant(graph, 1))
      context.tell('factor', factor)
      const withNeighbour = (x: Tensor) => blend(graph, x, roll(graph, x, 1), factor)
      return { pictures: withNeighbour(pictures), targets: withNeighbour(targets) }
    },
  }),
})
