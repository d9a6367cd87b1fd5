import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { reshape } from '../../graph/ops/array'
import type { Shape } from '../../graph/shape'
import { affineSettings, affineWeights, applyAffine } from '../affine'
import { defineLayer } from '../layer'
import { notPicture } from '../picture'
import { mostChannels, numberBetween, wholeNumber } from '../setting'
import { standardize } from '../standardize'

/** The most groups, up to those wanted, that divide the channels. */
function nearestGroups(channels: number, wanted: number): number {
  let groups = Math.min(wanted, channels)
  while (channels % groups !== 0) groups--
  return groups
}

/**
 * Group normalization: each example by the mean and variance of `groups` groups of neighbouring channels over height
 * and width, so training and inference are the same, at any batch size. One group: the whole picture, with a gamma a
 * channel; as many as channels: instance normalization. Epsilon is PyTorch's (Keras: 1e-3).
 * @see Wu and He 2018, arXiv:1803.08494
 */
export const groupNorm = defineLayer({
  type: 'group-norm',
  family: 'normalization',
  schema: z.strictObject({
    /** The paper's and Keras' default. */
    groups: wholeNumber(1, mostChannels).default(32),
    epsilon: numberBetween(1e-12, 1).default(1e-5),
    ...affineSettings,
  }),
  inputs: { min: 1, max: 1 },
  shape({ groups }, [input]) {
    const picture = input as Shape
    const fault = notPicture(picture)
    if (fault) return fault
    const channels = picture[2] as number
    if (channels % groups === 0) return picture
    const fitting = nearestGroups(channels, groups)
    return {
      code: 'groups-clash',
      message: `${groups} groups do not divide its ${channels} input channels`,
      remedy: `use ${fitting} ${fitting === 1 ? 'group' : 'groups'}`,
      values: { kind: 'norm', groups, channels, fitting },
    }
  },
  weights: (config, [picture]) => affineWeights(config, (picture as Shape).slice(2)),
  formula: () => 'y = γ_{c} · (x − μ_{g}) / √(σ^{2}_{g} + ε) + β_{c}',
  lower(context, config, [input]) {
    const { graph } = context
    const [, height, width, channels] = (input as Tensor).shape as [number, number, number, number]
    const { groups, epsilon } = config
    const grouped = reshape(graph, input as Tensor, [-1, height, width, groups, channels / groups])
    const standard = reshape(graph, standardize(graph, grouped, [1, 2, 4], epsilon), [-1, height, width, channels])
    return applyAffine(context, config, standard)
  },
})
