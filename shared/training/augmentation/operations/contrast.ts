import { plainNumber } from '../caption'
import { awayFromMean } from '../colourMap'
import { drawnFactor } from '../drawnFactor'
import { defineOperation } from '../operation'
import { probability, strength } from '../strength'

/**
 * Every value's distance from the picture's mean grey times a factor of 1 - amount to 1 + amount, uniform: torchvision's
 * `ColorJitter(contrast)`. (TensorFlow's takes each channel's own mean.)
 */
export const contrast = defineOperation({
  type: 'contrast',
  strengths: { probability: probability(1), amount: strength(0, 1, 0.2) },
  settings: {},
  sentence: ({ amount }) => `changes contrast by up to ${amount}`,
  caption: ({ factor }) => `contrast ${plainNumber(factor)}`,
  lowering: () => ({
    kind: 'colour',
    colours: (context, _, colours) => awayFromMean(context.graph, colours, drawnFactor(context)),
  }),
})
