import type { Shape } from '../../graph/shape'
import type { WeightSpec } from '../layer'
import type { Conv2dConfig } from './schema'

/** `kernel` [kh, kw, channels / groups, filters], `bias` [filters]. Fans as PyTorch and Keras count them: of one group in, of all filters out. */
export function conv2dWeights(config: Conv2dConfig, picture: Shape): WeightSpec[] {
  const { filters, kernel, groups, bias, kernelInitializer, biasInitializer } = config
  const perGroup = (picture[2] as number) / groups
  const window = kernel[0] * kernel[1]
  const fan = { in: window * perGroup, out: window * filters }
  const weights: WeightSpec[] = [
    {
      name: 'kernel',
      shape: [...kernel, perGroup, filters],
      role: 'kernel',
      initializer: kernelInitializer,
      trainable: true,
      fan,
    },
  ]
  if (bias)
    weights.push({ name: 'bias', shape: [filters], role: 'bias', initializer: biasInitializer, trainable: true, fan })
  return weights
}
