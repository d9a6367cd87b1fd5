import type { Graph, Tensor } from '../../../graph/graph'
import { div } from '../../../graph/ops/arithmetic'
import { type AffineMap, identityMap } from '../affineMap'
import { plainNumber } from '../caption'
import { between, chosenOr } from '../choose'
import { defineOperation } from '../operation'
import { BeyondSetting, probability, strength } from '../strength'

/** The map of an enlargement about the centre, float32 [n]. */
export function enlargedBy(graph: Graph, scale: Tensor): AffineMap {
  const inverse = div(graph, 1, scale)
  return { ...identityMap, xx: inverse, yy: inverse }
}

/**
 * Enlarged about the centre by `smallest` to `largest`, uniform; below 1 the picture shrinks and what lies beyond it appears:
 * the `scale` of torchvision's `RandomAffine`. Bilinear without antialias, so not for shrinking far.
 */
export const zoom = defineOperation({
  type: 'zoom',
  strengths: { probability: probability(1), smallest: strength(0.25, 4, 0.9), largest: strength(0.25, 4, 1.1) },
  ordered: [['smallest', 'largest']],
  settings: { beyond: BeyondSetting.default(0) },
  sentence: ({ smallest, largest }) => `zooms by ${smallest} to ${largest}`,
  caption: ({ scale }) => `zoom ${plainNumber(scale)}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, { beyond }) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const drawn = between(graph, uniform[0] as Tensor, context.strength('smallest'), context.strength('largest'))
      const scale = chosenOr(graph, chosen, drawn, 1)
      context.tell('scale', scale)
      return { map: enlargedBy(graph, scale), isWhole: false, beyond }
    },
  }),
})
