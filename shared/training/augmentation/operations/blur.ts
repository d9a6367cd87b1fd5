import type { Tensor } from '../../../graph/graph'
import { wholeNumber } from '../../../layers/setting'
import { plainNumber } from '../caption'
import { between, chosenOr } from '../choose'
import { gaussianBlur } from '../gaussianBlur'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/**
 * A Gaussian blur whose deviation, in pixels, is drawn for each picture, uniform from `least` to `most`: torchvision's `GaussianBlur`
 * with its kernel of `size` taps a side and its mirrored border.
 */
export const blur = defineOperation({
  type: 'blur',
  strengths: { probability: probability(0.5), least: strength(0.05, 16, 0.1), most: strength(0.05, 16, 1) },
  ordered: [['least', 'most']],
  settings: {
    /** Odd; what lies further away is cut off. */
    size: wholeNumber(3, 99)
      .refine((size) => size % 2 === 1, { error: 'must be odd, so that there is a pixel in the middle' })
      .default(5),
  },
  sentence: ({ least, most }) => `blurs by ${least} to ${most} pixels`,
  caption: ({ deviation }) => `blur ${plainNumber(deviation)}`,
  lowering: () => ({
    kind: 'pixels',
    pixels(context, { size }, pictures) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const drawn = between(graph, uniform[0] as Tensor, context.strength('least'), context.strength('most'))
      context.tell('deviation', drawn)
      // So narrow that the neighbours weigh nothing: the picture itself, bit for bit.
      return gaussianBlur(graph, pictures, chosenOr(graph, chosen, drawn, 0.01), size)
    },
  }),
})
