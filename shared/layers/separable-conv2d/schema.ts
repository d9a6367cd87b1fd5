import { z } from 'zod'
import { Initializer } from '../initializer'
import { Padding } from '../padding'
import { flag, mostChannels, mostPixels, pair, wholeNumber } from '../setting'

export const SeparableConv2dConfig = z.strictObject({
  filters: wholeNumber(1, mostChannels),
  kernel: pair(1, mostPixels).default([3, 3]),
  stride: pair(1, mostPixels).default([1, 1]),
  padding: Padding.default('same'),
  dilation: pair(1, mostPixels).default([1, 1]),
  /** Kernels a channel in the depthwise half (Keras' depth_multiplier). */
  multiplier: wholeNumber(1, mostChannels).default(1),
  /** One, behind the pointwise half. */
  bias: flag().default(true),
  depthwiseInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
  pointwiseInitializer: Initializer.default({ name: 'he', distribution: 'truncated-normal' }),
  biasInitializer: Initializer.default({ name: 'zeros' }),
})
export type SeparableConv2dConfig = z.infer<typeof SeparableConv2dConfig>
