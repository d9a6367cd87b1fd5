import type { Tensor } from '../../../graph/graph'
import { add, mul, sub } from '../../../graph/ops/arithmetic'
import { floor } from '../../../graph/ops/functions'
import { identityMap } from '../affineMap'
import { signedNumber } from '../caption'
import { chosenOr } from '../choose'
import { defineOperation } from '../operation'
import { BeyondSetting, probability, wholeStrength } from '../strength'

/**
 * The picture widened by `padding` pixels on each side, and a window of its own size cut out at random: torchvision's
 * `RandomCrop(size, padding)`. So every whole shift of up to `padding` pixels is equally likely, in each direction for itself.
 * @see He et al. 2015, arXiv:1512.03385, 4.2: 4 pixels for pictures of 32
 */
export const randomCrop = defineOperation({
  type: 'random-crop',
  strengths: { probability: probability(1), padding: wholeStrength(0, 1024, 4) },
  settings: { beyond: BeyondSetting.default(0) },
  sentence: ({ padding }) => `crops at random after padding by ${padding} pixels`,
  caption: ({ left, top }) => `crop x${signedNumber(left, 0)} y${signedNumber(top, 0)}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, { beyond }) {
      const { graph } = context
      const { chosen, uniform } = context.draw(2)
      const padding = floor(graph, context.strength('padding'))
      const shift = (u: Tensor) =>
        sub(graph, floor(graph, mul(graph, u, add(graph, mul(graph, padding, 2), 1))), padding)
      const [left, top] = uniform.map((u) => chosenOr(graph, chosen, shift(u), 0)) as [Tensor, Tensor]
      context.tell('left', left)
      context.tell('top', top)
      return { map: { ...identityMap, tx: left, ty: top }, isWhole: true, beyond }
    },
  }),
})
