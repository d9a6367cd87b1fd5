import type { Tensor } from '../../graph/graph'
import { biasAdd, conv2d } from '../../graph/ops/convolution'
import type { LowerContext } from '../lowering'
import { padFor } from '../padding'
import type { Conv2dConfig } from './schema'

/** `Conv2D` and, with a bias, `BiasAdd`; padding that is neither SAME nor VALID by a `Pad` in front. */
export function lowerConv2d(context: LowerContext, config: Conv2dConfig, [input]: readonly Tensor[]): Tensor {
  const { graph } = context
  const { x, padding } = padFor(graph, input as Tensor, config)
  const y = conv2d(graph, x, context.weight('kernel'), { strides: config.stride, dilations: config.dilation, padding })
  return config.bias ? biasAdd(graph, y, context.weight('bias')) : y
}
