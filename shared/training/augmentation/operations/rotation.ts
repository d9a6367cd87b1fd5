import type { Graph, Tensor } from '../../../graph/graph'
import { mul, neg } from '../../../graph/ops/arithmetic'
import { cos, sin } from '../../../graph/ops/functions'
import { type AffineMap, identityMap } from '../affineMap'
import { signedNumber } from '../caption'
import { around, chosenOr } from '../choose'
import { defineOperation } from '../operation'
import { BeyondSetting, probability, strength } from '../strength'

/** The map of a turn about the centre, counter-clockwise, in degrees, float32 [n]. */
export function turnedBy(graph: Graph, degrees: Tensor): AffineMap {
  const radians = mul(graph, degrees, Math.PI / 180)
  const [cosine, sine] = [cos(graph, radians), sin(graph, radians)]
  return { ...identityMap, xx: cosine, xy: neg(graph, sine), yx: sine, yy: cosine }
}

/** A turn about the centre by up to `degrees` to either side, uniform: torchvision's `RandomRotation`, positive counter-clockwise. */
export const rotation = defineOperation({
  type: 'rotation',
  strengths: { probability: probability(1), degrees: strength(0, 180, 15) },
  settings: { beyond: BeyondSetting.default(0) },
  sentence: ({ degrees }) => `turns by up to ${degrees} degrees`,
  caption: ({ degrees }) => `turn ${signedNumber(degrees)}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, { beyond }) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const degrees = chosenOr(graph, chosen, around(graph, uniform[0] as Tensor, context.strength('degrees')), 0)
      context.tell('degrees', degrees)
      return { map: turnedBy(graph, degrees), isWhole: false, beyond }
    },
  }),
})
