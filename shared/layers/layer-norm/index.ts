import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import type { Shape } from '../../graph/shape'
import { affineSettings, affineWeights, applyAffine } from '../affine'
import { defineLayer } from '../layer'
import { choice, numberBetween } from '../setting'
import { standardize } from '../standardize'

/**
 * Layer normalization: each example by its own mean and variance, so training and inference are the same.
 *
 *   axes       statistics over                gamma, beta
 *   channels   the channels of one pixel      [c]            Keras' default, PyTorch's LayerNorm(c), ConvNeXt
 *   all        height, width and channels     [h, w, c]      the paper's, PyTorch's LayerNorm((h, w, c))
 *
 * Of a vector both are over all values. Epsilon is PyTorch's (Keras: 1e-3).
 * @see Ba, Kiros and Hinton 2016, arXiv:1607.06450
 */
export const layerNorm = defineLayer({
  type: 'layer-norm',
  family: 'normalization',
  schema: z.strictObject({
    axes: choice(['channels', 'all']).default('channels'),
    epsilon: numberBetween(1e-12, 1).default(1e-5),
    ...affineSettings,
  }),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => input as Shape,
  weights: (config, [input]) =>
    affineWeights(config, config.axes === 'all' ? (input as Shape) : (input as Shape).slice(-1)),
  formula: () => 'y = γ · (x − μ) / √(σ^{2} + ε) + β',
  lower(context, config, [input]) {
    const x = input as Tensor
    const last = x.shape.length - 1
    const axes = config.axes === 'all' ? Array.from({ length: last }, (_, k) => k + 1) : [last]
    return applyAffine(context, config, standardize(context.graph, x, axes, config.epsilon))
  },
})
