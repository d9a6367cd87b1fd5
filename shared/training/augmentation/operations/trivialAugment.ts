import type { Tensor } from '../../../graph/graph'
import { div, less, mul, select } from '../../../graph/ops/arithmetic'
import { cast, constant } from '../../../graph/ops/array'
import { floor } from '../../../graph/ops/functions'
import { signed } from '../choose'
import { amountOf, applyChange, changeCaption, changeNames } from '../chosenChange'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/** Steps of magnitude beside none. */
const steps = 30

/**
 * TrivialAugment: one of the 14 changes for each picture, with one of 31 magnitudes, all with equal chances; nothing to tune. torchvision's
 * `TrivialAugmentWide`: its ranges, nearest pixels, black beyond. It shifts by up to 32 pixels whatever the size, so small pictures may
 * vanish, as in the paper; `largest` keeps to the lower part of the magnitudes.
 * @see Müller and Hutter 2021, arXiv:2103.10158
 */
export const trivialAugment = defineOperation({
  type: 'trivial-augment',
  strengths: { probability: probability(1), largest: strength(0, 1, 1) },
  settings: {},
  sentence: () => `makes one of ${changeNames.length} changes with a random magnitude (TrivialAugment)`,
  caption: ({ which, amount }) => changeCaption(which ?? 0, amount ?? 0),
  lowering: () => ({
    kind: 'pixels',
    pixels(context, _, pictures) {
      const { graph } = context
      const ranges = { shear: 0.99, translateX: 32, translateY: 32, degrees: 135, colour: 0.99, bits: 6 }
      const { chosen, uniform } = context.draw(3)
      const [u, v, w] = uniform as [Tensor, Tensor, Tensor]
      const drawn = floor(graph, mul(graph, u, changeNames.length))
      const which = cast(graph, select(graph, chosen, drawn, constant(graph, 0)), 'int32')
      const step = div(graph, floor(graph, mul(graph, v, steps + 1)), steps)
      const strength = mul(graph, step, context.strength('largest'))
      const amount = amountOf(graph, ranges, which, strength, signed(graph, less(graph, w, 0.5)))
      context.tell('which', cast(graph, which, 'float32'))
      context.tell('amount', amount)
      return applyChange(graph, pictures, which, amount)
    },
  }),
})
