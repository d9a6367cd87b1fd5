import type { Graph, Tensor } from '../../../graph/graph'
import { add, div, mul } from '../../../graph/ops/arithmetic'
import { cos, sin } from '../../../graph/ops/functions'
import { type AffineMap, identityMap } from '../affineMap'
import { signedNumber } from '../caption'
import { around, chosenOr } from '../choose'
import { defineOperation } from '../operation'
import { BeyondSetting, probability, strength } from '../strength'

/** The map of a shear about the centre, x and y in degrees, float32 [n]: torchvision's `affine(shear=(x, y))`. */
export function shearedBy(graph: Graph, x: Tensor, y: Tensor): AffineMap {
  const slope = (degrees: Tensor) => {
    const radians = mul(graph, degrees, Math.PI / 180)
    return div(graph, sin(graph, radians), cos(graph, radians))
  }
  const [across, down] = [slope(x), slope(y)]
  return { ...identityMap, xx: add(graph, mul(graph, across, down), 1), xy: across, yx: down }
}

/** Rows slid over each other by an angle of up to `horizontal` degrees, and columns by up to `vertical`; uniform, about the centre. */
export const shear = defineOperation({
  type: 'shear',
  strengths: { probability: probability(1), horizontal: strength(0, 60, 10), vertical: strength(0, 60, 0) },
  settings: { beyond: BeyondSetting.default(0) },
  sentence: ({ horizontal, vertical }) =>
    `shears by up to ${horizontal} degrees across${vertical > 0 ? ` and ${vertical} down` : ''}`,
  caption: ({ x, y }) => `shear x${signedNumber(x)}${y ? ` y${signedNumber(y)}` : ''}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, { beyond }) {
      const { graph } = context
      const { chosen, uniform } = context.draw(2)
      const [u, v] = uniform as [Tensor, Tensor]
      const x = chosenOr(graph, chosen, around(graph, u, context.strength('horizontal')), 0)
      const y = chosenOr(graph, chosen, around(graph, v, context.strength('vertical')), 0)
      context.tell('x', x)
      context.tell('y', y)
      return { map: shearedBy(graph, x, y), isWhole: false, beyond }
    },
  }),
})
