import type { Graph, Tensor } from '../graph/graph'
import { mul } from '../graph/ops/arithmetic'
import { pack } from '../graph/ops/array'
import { sqrt } from '../graph/ops/functions'
import { l2Loss } from '../graph/ops/loss'
import type { Signature } from '../graph/program'
import type { TrainedParameter } from './optimizers/applyGradients'

export interface GradientNormsRequest {
  /** What the training phase is fed. */
  readonly inputs: Signature['inputs']
  readonly loss: Tensor
  readonly parameters: readonly TrainedParameter[]
}

/**
 * What the next step would see of this batch, without doing it: its loss, and for each array that learns, in the order of the program's
 * `learning`, the Euclidean norm of its gradient (before clipping and weight decay) and of its values, float32 [n] each.
 *
 * The norms say how much of the loss arrives at a layer: where they fall towards the input from layer to layer, the gradient vanishes (Hochreiter
 * 1991; Glorot and Bengio 2010), and learning rate x gradient / values is by what part plain SGD would move the array.
 */
export function gradientNorms(graph: Graph, { inputs, loss, parameters }: GradientNormsRequest): Signature {
  const norms = (tensors: readonly Tensor[]) => {
    const halves = tensors.map((x) => l2Loss(graph, x))
    return sqrt(graph, mul(graph, pack(graph, halves), 2))
  }
  return graph.scope('gradient_norms', () => ({
    inputs,
    outputs: {
      loss,
      gradients: norms(parameters.map(({ gradient }) => gradient)),
      values: norms(parameters.map(({ variable }) => variable.value)),
    },
  }))
}
