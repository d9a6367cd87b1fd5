import type { Shape } from '../../graph/shape'
import type { WeightSpec } from '../layer'
import type { SeparableConv2dConfig } from './schema'

/** `depthwise-kernel` [kh, kw, c, multiplier], `pointwise-kernel` [1, 1, c * multiplier, filters], `bias` [filters]. */
export function separableConv2dWeights(config: SeparableConv2dConfig, picture: Shape): WeightSpec[] {
  const { filters, kernel, multiplier, bias } = config
  const channels = picture[2] as number
  const between = channels * multiplier
  const window = kernel[0] * kernel[1]
  const pointwiseFan = { in: between, out: filters }
  const weights: WeightSpec[] = [
    {
      name: 'depthwise-kernel',
      shape: [...kernel, channels, multiplier],
      role: 'kernel',
      initializer: config.depthwiseInitializer,
      trainable: true,
      fan: { in: window, out: window * between },
    },
    {
      name: 'pointwise-kernel',
      shape: [1, 1, between, filters],
      role: 'kernel',
      initializer: config.pointwiseInitializer,
      trainable: true,
      fan: pointwiseFan,
    },
  ]
  if (bias)
    weights.push({
      name: 'bias',
      shape: [filters],
      role: 'bias',
      initializer: config.biasInitializer,
      trainable: true,
      fan: pointwiseFan,
    })
  return weights
}
