import type { Tensor } from '../../../graph/graph'
import { plainNumber } from '../caption'
import { chosenOr, factorAround } from '../choose'
import { scaled } from '../colourMap'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/** Every value times a factor of 1 - amount to 1 + amount, uniform: torchvision's `ColorJitter(brightness)`. */
export const brightness = defineOperation({
  type: 'brightness',
  strengths: { probability: probability(1), amount: strength(0, 1, 0.2) },
  settings: {},
  sentence: ({ amount }) => `changes brightness by up to ${amount}`,
  caption: ({ factor }) => `bright ${plainNumber(factor)}`,
  lowering: () => ({
    kind: 'colour',
    colours(context, _, colours) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const drawn = factorAround(graph, uniform[0] as Tensor, context.strength('amount'))
      const factor = chosenOr(graph, chosen, drawn, 1)
      context.tell('factor', factor)
      return scaled(graph, colours, factor)
    },
  }),
})
