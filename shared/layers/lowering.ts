import type { Graph, Tensor } from '../graph/graph'

/** `train`: statistics of the batch, dropout drawn. `inference`: moving averages, nothing random. */
export type Phase = 'train' | 'inference'

/** What a layer may use while it adds its ops to the graph. */
export interface LowerContext {
  readonly graph: Graph
  readonly phase: Phase
  /** The layer is frozen: its weights do not change, and its batch statistics are not used nor gathered. */
  readonly frozen: boolean
  /** The value of one of the layer's weights, by the name in its `weights`. */
  weight(name: string): Tensor
  /** After this step: weight += (target - weight) * rate. Only in the training phase. */
  moveTowards(name: string, target: Tensor, rate: Tensor | number): void
  /** int32 [2] for a stateless random op: its own for each layer, `purpose`, run seed and step. Only in the training phase. */
  randomKey(purpose?: string): Tensor
  /**
   * A float32 scalar that a person may change while the training runs (a dropout rate), fed at each step.
   * Its full name is `<layer id>/<name>`. Only in the training phase.
   */
  knob(name: string, initial: number): Tensor
}
