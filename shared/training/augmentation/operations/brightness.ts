import { plainNumber } from '../caption'
import { scaled } from '../colourMap'
import { drawnFactor } from '../drawnFactor'
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
    colours: (context, _, colours) => scaled(context.graph, colours, drawnFactor(context)),
  }),
})
