import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { resizeBilinear, resizeNearest } from '../../graph/ops/resize'
import type { Shape } from '../../graph/shape'
import { factorSums } from '../arithmetic'
import { defineLayer, type FieldStep } from '../layer'
import { notPicture } from '../picture'
import { choice, type Pair, pair } from '../setting'

/** A larger factor would make a picture of a pixel. */
const largestFactor = 256

/** Pixels that a pixel of the result is made from, along one axis. */
const pixelsRead = { nearest: 1, bilinear: 2 } as const

/**
 * A step of 1 / factor pixels, such that the centre of the field is where the pixel lies. Of a bilinear pixel both
 * neighbours count, also where its own weight is all.
 */
function fieldOf(factor: Pair, method: keyof typeof pixelsRead): FieldStep {
  const kernel = factor.map((times) => (times === 1 ? 1 : pixelsRead[method]))
  const [top, left] = factor.map((times, axis) => ((kernel[axis] as number) - 1) / 2 + (times - 1) / (2 * times))
  return {
    kernel: kernel as [number, number],
    stride: [1 / factor[0], 1 / factor[1]],
    padding: [top as number, left as number],
  }
}

/**
 * A picture `factor` times as high and wide: [h, w, c] -> [h * fh, w * fw, c]. `nearest` repeats each pixel; `bilinear`
 * weighs the four pixels around.
 *
 * Pixels are squares whose centres lie at 0.5, 1.5, ... in both pictures (TensorFlow's half_pixel_centers): Keras'
 * UpSampling2D and PyTorch's Upsample with align_corners=False. PyTorch's align_corners=True and TensorFlow 1 put other
 * pixels on top of each other.
 */
export const upsampling = defineLayer({
  type: 'upsampling',
  family: 'shape',
  schema: z.strictObject({
    factor: pair(1, largestFactor).default([2, 2]),
    method: choice(['nearest', 'bilinear']).default('nearest'),
  }),
  inputs: { min: 1, max: 1 },
  shape({ factor }, [picture]) {
    const fault = notPicture(picture as Shape)
    if (fault) return fault
    const [height, width, channels] = picture as [number, number, number]
    return [height * factor[0], width * factor[1], channels]
  },
  field: ({ factor, method }) => fieldOf(factor, method),
  formula: ({ method }) =>
    method === 'nearest' ? 'y_{ijc} = x_{⌊i/f⌋, ⌊j/f⌋, c}' : 'y_{ijc} = Σ_{uv} a_{u} · a_{v} · x_{uvc}',
  sums: ({ factor }, [picture]) => factorSums(picture as Shape, factor),
  lower({ graph }, { factor, method }, [input]) {
    const x = input as Tensor
    if (factor[0] === 1 && factor[1] === 1) return x
    const sizes = { height: (x.shape[1] as number) * factor[0], width: (x.shape[2] as number) * factor[1] }
    return method === 'nearest' ? resizeNearest(graph, x, sizes) : resizeBilinear(graph, x, sizes)
  },
})
