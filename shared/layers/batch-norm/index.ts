import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { describeShape } from '../picture'
import { lowerBatchNorm } from './lower'
import { BatchNormConfig } from './schema'
import { batchNormWeights } from './weights'

/**
 * Batch normalization over N, H, W of NHWC as one op, `FusedBatchNormV3` (Ioffe and Szegedy 2015); of a vector over N.
 *
 *   phase      statistics from    moving averages   gamma, beta
 *   train      this batch         updated           learned
 *   frozen     moving averages    kept              kept
 *   inference  moving averages    kept              kept
 *
 * In training the op returns the variance divided by m - 1, m = N*H*W (seen on TensorFlow 2.21). PyTorch keeps that one in its
 * moving average, Keras 3 the one divided by m: `movingVariance` chooses. PyTorch's momentum is 1 - ours.
 */
export const batchNorm = defineLayer({
  type: 'batch-norm',
  family: 'normalization',
  schema: BatchNormConfig,
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) =>
    input?.length === 3 || input?.length === 1
      ? input
      : {
          code: 'shape-clash',
          message: `needs a picture or a vector, its input is ${describeShape(input ?? [])}`,
          values: { kind: 'either', input: describeShape(input ?? []) },
        },
  weights: (config, [input]) => batchNormWeights(config, input as Shape),
  formula: () => 'y = γ_{c} · (x − μ_{c}) / √(σ^{2}_{c} + ε) + β_{c}',
  lower: lowerBatchNorm,
})
