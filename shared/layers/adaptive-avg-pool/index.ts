import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { mapLines } from '../../graph/ops/mapLines'
import { avgPool } from '../../graph/ops/pooling'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'
import { mostPixels, type Pair, pair } from '../setting'
import { largestBin, meanOfBins } from './bins'

/**
 * Means over as many parts as are wanted, whatever comes in: [h, w, c] -> [size, size, c], PyTorch's AdaptiveAvgPool2d.
 * Parts may overlap by a pixel, and repeat pixels where the picture is smaller than `size`. torchvision's AlexNet (6)
 * and VGG (7) have it in front of their dense layers, where at 224 x 224 it does nothing.
 *
 * Where the size divides the picture it is `AvgPool`, else two small matrix products.
 */
export const adaptiveAvgPool = defineLayer({
  type: 'adaptive-avg-pool',
  family: 'pooling',
  schema: z.strictObject({ size: pair(1, mostPixels).default([1, 1]) }),
  inputs: { min: 1, max: 1 },
  shape: ({ size }, [picture]) => notPicture(picture as Shape) ?? [...size, (picture as Shape)[2] as number],
  field({ size }, [picture]) {
    const [height, width] = picture as [number, number]
    if (size[0] === 1 && size[1] === 1) return 'all'
    // The parts' mean distance, where they are not of one size.
    return {
      kernel: [largestBin(height, size[0]), largestBin(width, size[1])],
      stride: [height / size[0], width / size[1]],
      padding: [0, 0],
    }
  },
  formula: () => 'y_{abc} = 1/n · Σ x_{ijc}, ⌊ah/s⌋ ≤ i < ⌈(a+1)h/s⌉',
  lower({ graph }, { size }, [input]) {
    const x = input as Tensor
    const [, height, width] = x.shape as [number, number, number]
    const part: Pair = [height / size[0], width / size[1]]
    if (part[0] === 1 && part[1] === 1) return x
    if (part.every(Number.isInteger)) return avgPool(graph, x, { size: part, strides: part, padding: 'VALID' })
    return mapLines(graph, x, meanOfBins(height, size[0]), meanOfBins(width, size[1]))
  },
})
