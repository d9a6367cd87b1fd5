import { z } from 'zod'
import { Initializer } from '../initializer'
import { Padding } from '../padding'
import { flag, mostChannels, mostPixels, pair, wholeNumber } from '../setting'

export const DepthwiseConv2dConfig = z.strictObject({
  kernel: pair(1, mostPixels).default([3, 3]),
  stride: pair(1, mostPixels).default([1, 1]),
  padding: Padding.default('same'),
  dilation: pair(1, mostPixels).default([1, 1]),
  /** Kernels a channel (Keras' depth_multiplier). */
  multiplier: wholeNumber(1, mostChannels).default(1),
  bias: flag().default(true),
  /** He et al. 2015, for ReLU (Keras: Glorot uniform; PyTorch: `torch-default`). */
  kernelInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
  biasInitializer: Initializer.default({ name: 'zeros' }),
})
export type DepthwiseConv2dConfig = z.infer<typeof DepthwiseConv2dConfig>
