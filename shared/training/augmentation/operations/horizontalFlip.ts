import { identityMap } from '../affineMap'
import { signed } from '../choose'
import { defineOperation } from '../operation'
import { probability } from '../strength'

/** Left and right exchanged. Not for what can be read: digits and letters. */
export const horizontalFlip = defineOperation({
  type: 'horizontal-flip',
  strengths: { probability: probability(0.5) },
  settings: {},
  sentence: () => 'flips left and right',
  caption: () => 'flip lr',
  lowering: () => ({
    kind: 'geometry',
    geometry(context) {
      const { chosen } = context.draw(0)
      return { map: { ...identityMap, xx: signed(context.graph, chosen) }, isWhole: true, beyond: undefined }
    },
  }),
})
