import type { Tensor } from '../../graph/graph'
import { biasAdd } from '../../graph/ops/convolution'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { convolutionSize } from '../convolutionSize'
import { depthwise } from '../depthwise'
import { defineLayer } from '../layer'
import { fieldOver } from '../padding'
import { DepthwiseConv2dConfig } from './schema'
import { depthwiseConv2dWeights } from './weights'

/**
 * Convolution of each channel alone, [h, w, c] -> [h', w', c * multiplier]: channel c gives the channels c * multiplier
 * and following. Weights are named as in Keras 3, `kernel` [kh, kw, c, multiplier] and `bias`; PyTorch has `conv2d`
 * with groups = c, kernel [c * multiplier, 1, kh, kw]. Padding as in `conv2d`.
 * @see Sifre and Mallat 2014; Howard et al. 2017, arXiv:1704.04861
 */
export const depthwiseConv2d = defineLayer({
  type: 'depthwise-conv2d',
  family: 'convolution',
  schema: DepthwiseConv2dConfig,
  inputs: { min: 1, max: 1 },
  shape(config, [picture]) {
    const size = convolutionSize(picture as Shape, config)
    return 'message' in size ? size : [...size, (picture?.[2] as number) * config.multiplier]
  },
  weights: (config, [picture]) => depthwiseConv2dWeights(config, picture as Shape),
  macs: ({ kernel }, _, [height, width, filters]) =>
    (height as number) * (width as number) * (filters as number) * kernel[0] * kernel[1],
  field: (config, [picture]) => fieldOver(picture as Shape, config),
  formula: () => 'y_{ijc} = b_{c} + Σ_{uv} w_{uvc} · x_{si+du, sj+dv, c}',
  sums: (config, [picture]) => [
    ...windowSums(picture as Shape, config),
    {
      along: 'channels',
      sum: `${picture?.[2]}·${config.multiplier} = ${(picture?.[2] as number) * config.multiplier}`,
    },
  ],
  lower(context, config, [x]) {
    const { graph } = context
    const y = depthwise(graph, x as Tensor, context.weight('kernel'), config)
    return config.bias ? biasAdd(graph, y, context.weight('bias')) : y
  },
})
