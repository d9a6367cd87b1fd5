import { identityMap } from '../affineMap'
import { signed } from '../choose'
import { defineOperation } from '../operation'
import { probability } from '../strength'

/** Top and bottom exchanged: for pictures without an up and down, as from a microscope or from above. */
export const verticalFlip = defineOperation({
  type: 'vertical-flip',
  strengths: { probability: probability(0.5) },
  settings: {},
  sentence: () => 'flips top and bottom',
  caption: () => 'flip tb',
  lowering: () => ({
    kind: 'geometry',
    geometry(context) {
      const { chosen } = context.draw(0)
      return { map: { ...identityMap, yy: signed(context.graph, chosen) }, isWhole: true, beyond: undefined }
    },
  }),
})
