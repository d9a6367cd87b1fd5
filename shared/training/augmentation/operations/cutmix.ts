import type { Tensor } from '../../../graph/graph'
import { add, maximum, minimum, mul, select, sub } from '../../../graph/ops/arithmetic'
import { constant } from '../../../graph/ops/array'
import { floor, sqrt } from '../../../graph/ops/functions'
import { roll } from '../../../graph/ops/roll'
import { drawBeta } from '../beta'
import { plainNumber } from '../caption'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'
import { blend } from './mixup'
import { covered } from './randomErasing'

/**
 * A rectangle of each picture replaced by that of its neighbour in the batch, and the labels mixed by the areas. One rectangle for the whole
 * batch: its area 1 - factor of the picture's, the factor of the beta distribution of (alpha, alpha); its centre uniform, and what lies
 * beyond the picture cut off. The paper's own code, and torchvision's `CutMix`. It is chosen for whole batches.
 * @see Yun et al. 2019, arXiv:1905.04899
 */
export const cutmix = defineOperation({
  type: 'cutmix',
  strengths: { probability: probability(1), alpha: strength(0.05, 10, 1) },
  settings: {},
  sentence: ({ alpha }) => `puts a rectangle of another picture in, labels mixed (CutMix, alpha ${alpha})`,
  caption: ({ factor }) => `cutmix, own ${plainNumber(factor)}`,
  lowering: () => ({
    kind: 'mixture',
    mix(context, _, { pictures, targets }) {
      const { graph, size } = context
      const [height, width] = size
      const { chosen, uniform } = context.drawOnce(2)
      const [u, v] = uniform as [Tensor, Tensor]
      const reach = mul(graph, sqrt(graph, sub(graph, 1, drawBeta(context, context.strength('alpha')))), 0.5)
      const along = (place: Tensor, pixels: number) => {
        const centre = floor(graph, mul(graph, place, pixels))
        const half = floor(graph, mul(graph, reach, pixels))
        const begin = maximum(graph, sub(graph, centre, half), 0)
        const end = minimum(graph, add(graph, centre, half), pixels)
        return { begin, length: select(graph, chosen, sub(graph, end, begin), constant(graph, 0)) }
      }
      const [rows, columns] = [along(u, height), along(v, width)]
      const window = { top: rows.begin, height: rows.length, left: columns.begin, width: columns.length }
      const area = mul(graph, rows.length, columns.length)
      const factor = sub(graph, 1, mul(graph, area, 1 / (height * width)))
      context.tell('factor', factor)
      return {
        pictures: covered(graph, pictures, window, roll(graph, pictures, 1)),
        targets: blend(graph, targets, roll(graph, targets, 1), factor),
      }
    },
  }),
})
