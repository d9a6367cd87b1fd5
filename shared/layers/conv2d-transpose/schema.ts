import { z } from 'zod'
import { Initializer } from '../initializer'
import { Padding } from '../padding'
import { flag, mostChannels, mostPixels, pair, wholeNumber } from '../setting'

export const Conv2dTransposeConfig = z
  .strictObject({
    filters: wholeNumber(1, mostChannels),
    kernel: pair(1, mostPixels).default([3, 3]),
    stride: pair(1, mostPixels).default([2, 2]),
    padding: Padding.default('same'),
    /**
     * Pixels added below and to the right, less than the stride: sizes that differ by less are one after the
     * convolution.
     */
    outputPadding: pair(0, mostPixels).default([0, 0]),
    bias: flag().default(true),
    /** He et al. 2015, for ReLU (Keras: Glorot uniform; PyTorch: `torch-default`). */
    kernelInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
    biasInitializer: Initializer.default({ name: 'zeros' }),
  })
  .refine(({ outputPadding, stride }) => outputPadding.every((pixels, axis) => pixels < (stride[axis] as number)), {
    path: ['outputPadding'],
    error: 'must be smaller than the stride',
  })
  .refine(({ outputPadding, padding }) => padding !== 'same' || outputPadding.every((pixels) => pixels === 0), {
    path: ['outputPadding'],
    error: 'is for padding "valid" or in pixels: "same" knows its size',
  })
export type Conv2dTransposeConfig = z.infer<typeof Conv2dTransposeConfig>
