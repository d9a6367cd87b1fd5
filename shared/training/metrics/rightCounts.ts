import type { Graph, Tensor } from '../../graph/graph'
import { argMax, equal, inTopK, sum } from '../../graph/ops/arithmetic'
import { cast } from '../../graph/ops/array'

/** How many classes a top-5 answer names where there are fewer than five. */
export const topFive = (classes: number): number => Math.min(5, classes)

/**
 * How many of a batch are right, int32 scalars; `logits` [n, classes], `labels` int32 [n].
 *
 * A tie for the first place goes to the lower class number, as in the confusion matrix, so a network that answers the same
 * for every class is right once in `classes`. In the top five a tie at the edge counts as in (TensorFlow's `InTopKV2`), so that
 * network has all right; one that answers NaN has none.
 */
export function rightCounts(graph: Graph, logits: Tensor, labels: Tensor, classes: number) {
  const wide = cast(graph, logits, 'float32')
  const count = (right: Tensor) => sum(graph, cast(graph, right, 'int32'), [0])
  return {
    top1: count(equal(graph, argMax(graph, wide), labels)),
    top5: count(inTopK(graph, wide, labels, topFive(classes))),
  }
}
