import type { Tensor } from '../../../graph/graph'
import { less, mul, select } from '../../../graph/ops/arithmetic'
import { cast, constant } from '../../../graph/ops/array'
import { floor } from '../../../graph/ops/functions'
import { wholeNumber } from '../../../layers/setting'
import { signed } from '../choose'
import { amountOf, applyChange, changeCaption, changeNames } from '../chosenChange'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/**
 * RandAugment: `changes` of the 14 changes one after the other, each drawn for each picture with equal chances, all with one magnitude of
 * 0 to 30. torchvision's `RandAugment`: its ranges at 30, nearest pixels, black beyond.
 * @see Cubuk et al. 2019, arXiv:1909.13719
 */
export const randAugment = defineOperation({
  type: 'rand-augment',
  strengths: { probability: probability(1), magnitude: strength(0, 30, 9) },
  settings: { changes: wholeNumber(1, 4).default(2) },
  sentence: ({ changes, magnitude }) =>
    `makes ${changes} of ${changeNames.length} changes with magnitude ${magnitude} of 30 (RandAugment)`,
  caption: (drawn, { changes }) =>
    Array.from({ length: changes }, (_, k) => changeCaption(drawn[`which${k + 1}`] ?? 0, drawn[`amount${k + 1}`] ?? 0))
      .filter((change) => change !== 'identity')
      .join(', ') || 'identity',
  lowering: () => ({
    kind: 'pixels',
    pixels(context, { changes }, pictures) {
      const { graph, size } = context
      const [height, width] = size
      const ranges = {
        shear: 0.3,
        translateX: (150 / 331) * width,
        translateY: (150 / 331) * height,
        degrees: 30,
        colour: 0.9,
        bits: 4,
      }
      const { chosen, uniform } = context.draw(2 * changes)
      const full = mul(graph, context.strength('magnitude'), 1 / 30)
      let changed = pictures
      for (let k = 0; k < changes; k++) {
        const [u, v] = uniform.slice(2 * k) as [Tensor, Tensor]
        const drawn = floor(graph, mul(graph, u, changeNames.length))
        const which = cast(graph, select(graph, chosen, drawn, constant(graph, 0)), 'int32')
        const amount = amountOf(graph, ranges, which, full, signed(graph, less(graph, v, 0.5)))
        context.tell(`which${k + 1}`, cast(graph, which, 'float32'))
        context.tell(`amount${k + 1}`, amount)
        changed = applyChange(graph, changed, which, amount)
      }
      return changed
    },
  }),
})
