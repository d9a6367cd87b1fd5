import type { Graph, Tensor } from './graph'
import { add } from './ops/arithmetic'
import { constant, pack } from './ops/array'
import { textKey } from './textKey'

/** int32 scalars of which all randomness of a step is a function. */
export interface RandomSource {
  /** The run's seed. */
  readonly seed: Tensor
  /** Steps done. */
  readonly step: Tensor
}

/** The int32 [2] key of a stateless random op: its own for each seed, step and `place` (who draws, and what for). */
export const randomKey = (graph: Graph, { seed, step }: RandomSource, place: string): Tensor =>
  pack(graph, [add(graph, seed, constant(graph, textKey(place), 'int32')), step])
