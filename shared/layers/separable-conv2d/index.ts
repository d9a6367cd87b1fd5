import type { Tensor } from '../../graph/graph'
import { biasAdd, conv2d } from '../../graph/ops/convolution'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { convolutionSize } from '../convolutionSize'
import { depthwise } from '../depthwise'
import { defineLayer } from '../layer'
import { fieldOver } from '../padding'
import { SeparableConv2dConfig } from './schema'
import { separableConv2dWeights } from './weights'

/**
 * A depthwise convolution and a 1x1 convolution behind it, with nothing between: [h, w, c] -> [h', w', filters] for kh
 * * kw + filters multiply-adds a pixel and channel in place of kh * kw * filters. Weights are Keras' depthwise_kernel,
 * pointwise_kernel and bias.
 *
 * MobileNet's pair is not this layer: it has batch norm and ReLU between its halves.
 * @see Chollet 2016, arXiv:1610.02357
 */
export const separableConv2d = defineLayer({
  type: 'separable-conv2d',
  family: 'convolution',
  schema: SeparableConv2dConfig,
  inputs: { min: 1, max: 1 },
  shape(config, [picture]) {
    const size = convolutionSize(picture as Shape, config)
    return 'message' in size ? size : [...size, config.filters]
  },
  weights: (config, [picture]) => separableConv2dWeights(config, picture as Shape),
  macs({ kernel, multiplier }, [picture], [height, width, filters]) {
    const between = (picture?.[2] as number) * multiplier
    return (height as number) * (width as number) * between * (kernel[0] * kernel[1] + (filters as number))
  },
  field: (config, [picture]) => fieldOver(picture as Shape, config),
  formula: () => 'y_{ijf} = b_{f} + Σ_{c} p_{cf} · Σ_{uv} w_{uvc} · x_{si+du, sj+dv, c}',
  sums: (config, [picture]) => windowSums(picture as Shape, config),
  lower(context, config, [x]) {
    const { graph } = context
    const deep = depthwise(graph, x as Tensor, context.weight('depthwise-kernel'), config)
    const pointwise = { strides: [1, 1], dilations: [1, 1], padding: 'VALID' } as const
    const y = conv2d(graph, deep, context.weight('pointwise-kernel'), pointwise)
    return config.bias ? biasAdd(graph, y, context.weight('bias')) : y
  },
})
