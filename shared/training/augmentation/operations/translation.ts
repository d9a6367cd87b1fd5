import type { Tensor } from '../../../graph/graph'
import { mul, neg } from '../../../graph/ops/arithmetic'
import { round } from '../../../graph/ops/functions'
import { identityMap } from '../affineMap'
import { part, signedNumber } from '../caption'
import { around, chosenOr } from '../choose'
import { defineOperation } from '../operation'
import { BeyondSetting, probability, strength } from '../strength'

/**
 * A shift by up to a part of the width and of the height, uniform, rounded to whole pixels as in torchvision's `RandomAffine`.
 * What is told is how far the content moves, to the right and down.
 */
export const translation = defineOperation({
  type: 'translation',
  strengths: { probability: probability(1), horizontal: strength(0, 1, 0.1), vertical: strength(0, 1, 0.1) },
  settings: { beyond: BeyondSetting.default(0) },
  sentence: ({ horizontal, vertical }) =>
    `shifts by up to ${part(horizontal)} of the width and ${part(vertical)} of the height`,
  caption: ({ right, down }) => `shift x${signedNumber(right, 0)} y${signedNumber(down, 0)}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, { beyond }) {
      const { graph, size } = context
      const [height, width] = size
      const { chosen, uniform } = context.draw(2)
      const [u, v] = uniform as [Tensor, Tensor]
      const shift = (uniformly: Tensor, most: string, pixels: number) =>
        chosenOr(graph, chosen, round(graph, mul(graph, around(graph, uniformly, context.strength(most)), pixels)), 0)
      const right = shift(u, 'horizontal', width)
      const down = shift(v, 'vertical', height)
      context.tell('right', right)
      context.tell('down', down)
      return { map: { ...identityMap, tx: neg(graph, right), ty: neg(graph, down) }, isWhole: true, beyond }
    },
  }),
})
