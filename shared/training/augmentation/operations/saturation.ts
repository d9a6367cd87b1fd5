import type { Tensor } from '../../../graph/graph'
import { plainNumber } from '../caption'
import { chosenOr, factorAround } from '../choose'
import { awayFromGrey } from '../colourMap'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/**
 * Every pixel's distance from its own grey times a factor of 1 - amount to 1 + amount, uniform: torchvision's
 * `ColorJitter(saturation)`. (TensorFlow's scales the S of HSV.) Grey pictures stay as they are.
 */
export const saturation = defineOperation({
  type: 'saturation',
  strengths: { probability: probability(1), amount: strength(0, 1, 0.2) },
  settings: {},
  needsColour: true,
  sentence: ({ amount }) => `changes saturation by up to ${amount}`,
  caption: ({ factor }) => `saturate ${plainNumber(factor)}`,
  lowering: () => ({
    kind: 'colour',
    colours(context, _, colours) {
      const { graph } = context
      const { chosen, uniform } = context.draw(1)
      const drawn = factorAround(graph, uniform[0] as Tensor, context.strength('amount'))
      const factor = chosenOr(graph, chosen, drawn, 1)
      context.tell('factor', factor)
      return awayFromGrey(graph, colours, factor)
    },
  }),
})
