import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { defineLayer } from '../layer'
import { fieldOver } from '../padding'
import { lowerConv2d } from './lower'
import { Conv2dConfig } from './schema'
import { conv2dShape } from './shape'
import { conv2dWeights } from './weights'

/**
 * 2-D convolution of [h, w, c] into [h', w', filters] (cross-correlation, as every framework means it), kernel HWIO.
 *
 * Padding "same" is TensorFlow's: at stride 2 on an even size it pads (0, 1), where PyTorch's `padding=1` pads (1, 1).
 * @see LeCun et al. 1989; Dumoulin and Visin 2016, arXiv:1603.07285
 */
export const conv2d = defineLayer({
  type: 'conv2d',
  family: 'convolution',
  schema: Conv2dConfig,
  inputs: { min: 1, max: 1 },
  shape: (config, [picture]) => conv2dShape(config, picture as Shape),
  weights: (config, [picture]) => conv2dWeights(config, picture as Shape),
  macs: ({ kernel, groups }, [picture], [height, width, filters]) =>
    (height as number) *
    (width as number) *
    (filters as number) *
    kernel[0] *
    kernel[1] *
    (((picture as Shape)[2] as number) / groups),
  field: (config, [picture]) => fieldOver(picture as Shape, config),
  formula: () => 'y_{ijf} = b_{f} + Σ_{uvc} w_{uvcf} · x_{si+du, sj+dv, c}',
  sums: (config, [picture]) => windowSums(picture as Shape, config),
  lower: lowerConv2d,
})
