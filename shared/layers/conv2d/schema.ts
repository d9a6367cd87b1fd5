import { z } from 'zod'
import { Initializer } from '../initializer'
import { Padding } from '../padding'
import { flag, mostChannels, mostPixels, pair, wholeNumber } from '../setting'

/** `padding` starts as "same" so that a layer just dropped on the canvas fits (Keras: "valid"; PyTorch: 0). */
export const Conv2dConfig = z.strictObject({
  filters: wholeNumber(1, mostChannels),
  kernel: pair(1, mostPixels),
  stride: pair(1, mostPixels).default([1, 1]),
  padding: Padding.default('same'),
  dilation: pair(1, mostPixels).default([1, 1]),
  groups: wholeNumber(1, mostChannels).default(1),
  bias: flag().default(true),
  /** He et al. 2015, for ReLU (Keras: Glorot uniform; PyTorch: `torch-default`). */
  kernelInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
  biasInitializer: Initializer.default({ name: 'zeros' }),
})
export type Conv2dConfig = z.infer<typeof Conv2dConfig>
