import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant } from './array'
import { expectRank } from './common'

interface FusedBatchNorm {
  readonly epsilon: number
  readonly training: boolean
}

const gradOp = defineOp<FusedBatchNorm>({
  name: 'FusedBatchNormGradV3',
  precision: 'follow',
  infer: ([, x, scale]) => {
    const channels = { dtype: (scale as Tensor).dtype, shape: (scale as Tensor).shape }
    return [{ dtype: (x as Tensor).dtype, shape: (x as Tensor).shape }, channels, channels, channels, channels]
  },
  attributes: ([dy, , scale], { epsilon, training }) => ({
    T: { type: (dy as Tensor).dtype },
    U: { type: (scale as Tensor).dtype },
    epsilon: { float: epsilon },
    is_training: { bool: training },
  }),
})

const op = defineOp<FusedBatchNorm>({
  name: 'FusedBatchNormV3',
  precision: 'follow',
  keepInputs: [1, 2, 3, 4],
  infer: ([x, scale]) => {
    expectRank(x, 4)
    expectRank(scale, 1)
    if (x.shape[3] !== scale.shape[0]) throw new Error(`${scale.shape[0]} scales for ${x.shape[3]} channels`)
    const channels = { dtype: scale.dtype, shape: scale.shape }
    return [
      { dtype: x.dtype, shape: x.shape },
      channels,
      channels,
      channels,
      channels,
      { dtype: scale.dtype, shape: [-1] },
    ]
  },
  attributes: ([x, scale], { epsilon, training }) => ({
    T: { type: (x as Tensor).dtype },
    U: { type: (scale as Tensor).dtype },
    epsilon: { float: epsilon },
    is_training: { bool: training },
  }),
  gradient: ({ graph, inputs, outputs, attrs, dy }) => {
    const [x, scale, , mean, variance] = inputs as [Tensor, Tensor, Tensor, Tensor, Tensor]
    // In training the op hands its own statistics on; outside it the moving averages stand in their place.
    const saved = attrs.training ? [outputs[3] as Tensor, outputs[4] as Tensor] : [mean, variance]
    const { outputs: d } = graph.addNode(gradOp, [dy, x, scale, ...saved, outputs[5] as Tensor], attrs)
    return [d[0], d[1], d[2], undefined, undefined]
  },
})

export interface BatchNormResult {
  readonly y: Tensor
  /** Mean of this batch, [c]. Without meaning outside training. */
  readonly mean: Tensor
  /** Variance of this batch divided by m - 1, m = n * h * w, [c]. Without meaning outside training. */
  readonly variance: Tensor
}

/**
 * Batch normalization of `x` [n, h, w, c] by the statistics of the batch (Ioffe and Szegedy 2015), in one op.
 * The variance that comes back is divided by m - 1 (PyTorch's running variance; seen on TensorFlow 2.21), the one used
 * inside by m.
 */
export function batchNormTraining(
  graph: Graph,
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  epsilon: number,
): BatchNormResult {
  const none = constant(graph, [], 'float32', [0])
  const { outputs } = graph.addNode(op, [x, gamma, beta, none, none], { epsilon, training: true })
  return { y: outputs[0] as Tensor, mean: outputs[1] as Tensor, variance: outputs[2] as Tensor }
}

/** Batch normalization of `x` [n, h, w, c] by given statistics [c]. */
export const batchNormInference = (
  graph: Graph,
  x: Tensor,
  gamma: Tensor,
  beta: Tensor,
  mean: Tensor,
  variance: Tensor,
  epsilon: number,
): Tensor => graph.add(op, [x, gamma, beta, mean, variance], { epsilon, training: false })
