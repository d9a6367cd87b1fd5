import type { Graph, Tensor } from '../../graph/graph'
import { mean, total } from '../../graph/ops/arithmetic'
import { cast, sizeOf } from '../../graph/ops/array'
import type { LossParts } from './loss'

/** The mean over examples. */
export const meanOf = (graph: Graph, perExample: Tensor): LossParts => ({
  numerator: total(graph, perExample),
  denominator: cast(graph, sizeOf(graph, perExample), 'float32'),
  perExample,
})

/** The mean over all elements of [n, classes]: that of each example's mean. */
export const meanOfElements = (graph: Graph, elements: Tensor): LossParts => meanOf(graph, mean(graph, elements, [1]))
