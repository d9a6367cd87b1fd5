import type { Tensor } from '../../../graph/graph'
import { add, mul } from '../../../graph/ops/arithmetic'
import { reshape } from '../../../graph/ops/array'
import { clip } from '../../../graph/ops/clip'
import { plainNumber } from '../caption'
import { between, chosenOr } from '../choose'
import { normalNoise } from '../normalNoise'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/**
 * Independent normal noise on every value, cut off at black and white, as torchvision's `GaussianNoise`. The deviation is drawn for each
 * picture, uniform from `least` to `most`, on the scale 0-1.
 */
export const gaussianNoise = defineOperation({
  type: 'gaussian-noise',
  strengths: { probability: probability(1), least: strength(0, 1, 0), most: strength(0, 1, 0.1) },
  ordered: [['least', 'most']],
  settings: {},
  sentence: ({ least, most }) => `adds noise of deviation ${least} to ${most}`,
  caption: ({ deviation }) => `noise ${plainNumber(deviation, 3)}`,
  lowering: () => ({
    kind: 'pixels',
    pixels(context, _, pictures) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const drawn = between(graph, uniform[0] as Tensor, context.strength('least'), context.strength('most'))
      const deviation = chosenOr(graph, chosen, drawn, 0)
      context.tell('deviation', deviation)
      const noise = normalNoise(graph, pictures, context.key('noise'))
      const scale = reshape(graph, mul(graph, deviation, 255), [-1, 1, 1, 1])
      return clip(graph, add(graph, pictures, mul(graph, noise, scale)), 0, 255)
    },
  }),
})
