import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { constant } from '../../graph/ops/array'
import { conv2d } from '../../graph/ops/convolution'
import type { Shape } from '../../graph/shape'
import { windowSums } from '../arithmetic'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'
import { mostChannels, mostPixels, pair, wholeNumber } from '../setting'

/**
 * The shortcut without weights of the CIFAR ResNets, [h, w, c] -> [ceil(h / stride), ceil(w / stride), filters]: every
 * stride-th pixel from the first on, and zeros for the new channels, which come last. (Torch7's form of the paper; some
 * programs put half of the zeros in front.)
 *
 * It runs as a 1x1 convolution with a fixed kernel of ones and zeros: 5 % of a ResNet-20 step faster than StridedSlice
 * and Pad, whose gradients are slow. It is counted as no multiply-adds, for it does none. Where nothing changes it is
 * not there.
 * @see He et al. 2015, arXiv:1512.03385, section 3.3, option A
 */
export const optionAShortcut = defineLayer({
  type: 'option-a-shortcut',
  family: 'shape',
  schema: z.strictObject({ filters: wholeNumber(1, mostChannels), stride: pair(1, mostPixels).default([2, 2]) }),
  inputs: { min: 1, max: 1 },
  shape({ filters, stride }, [picture]) {
    const fault = notPicture(picture as Shape)
    if (fault) return fault
    const [height, width, channels] = picture as [number, number, number]
    if (filters >= channels) return [Math.ceil(height / stride[0]), Math.ceil(width / stride[1]), filters]
    return {
      code: 'filters-clash',
      message: `${filters} filters are fewer than its ${channels} input channels`,
      remedy: `use at least ${channels}: a shortcut without weights adds channels, it cannot take any away`,
      values: { kind: 'plain', filters, channels },
    }
  },
  field: ({ stride }) => ({ kernel: [1, 1], stride, padding: [0, 0] }),
  formula: () => 'y_{ijc} = x_{si, sj, c}',
  sums: ({ stride }, [picture]) =>
    windowSums(picture as Shape, { kernel: [1, 1], stride, dilation: [1, 1], padding: 'same' }),
  lower({ graph }, { filters, stride }, [input]) {
    const x = input as Tensor
    const channels = x.shape[3] as number
    if (filters === channels && stride.every((step) => step === 1)) return x
    const ones = Array.from({ length: channels * filters }, (_, k) => (k % filters === Math.floor(k / filters) ? 1 : 0))
    const kernel = constant(graph, ones, 'float32', [1, 1, channels, filters])
    return conv2d(graph, x, kernel, { strides: stride, dilations: [1, 1], padding: 'VALID' })
  },
})
