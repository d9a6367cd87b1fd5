import { plainNumber } from '../caption'
import { awayFromGrey } from '../colourMap'
import { drawnFactor } from '../drawnFactor'
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
    colours: (context, _, colours) => awayFromGrey(context.graph, colours, drawnFactor(context)),
  }),
})
