import type { Shape } from '../../graph/shape'
import type { WeightSpec } from '../layer'
import type { DepthwiseConv2dConfig } from './schema'

/**
 * `kernel` [kh, kw, c, multiplier], `bias` [c * multiplier]. Fans as PyTorch counts them, where it is a convolution
 * with a group a channel: of one group in, of all filters out (Keras reads its shape as that of a full convolution: c *
 * kh * kw in).
 */
export function depthwiseConv2dWeights(config: DepthwiseConv2dConfig, picture: Shape): WeightSpec[] {
  const { kernel, multiplier, bias, kernelInitializer, biasInitializer } = config
  const channels = picture[2] as number
  const filters = channels * multiplier
  const window = kernel[0] * kernel[1]
  const fan = { in: window, out: window * filters }
  const shape = [...kernel, channels, multiplier]
  const weights: WeightSpec[] = [
    { name: 'kernel', shape, role: 'kernel', initializer: kernelInitializer, trainable: true, fan },
  ]
  if (bias)
    weights.push({ name: 'bias', shape: [filters], role: 'bias', initializer: biasInitializer, trainable: true, fan })
  return weights
}
