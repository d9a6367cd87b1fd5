import { z } from 'zod'
import { addAll } from '../../graph/ops/arithmetic'
import type { Shape } from '../../graph/shape'
import { defineLayer, mostInputs } from '../layer'
import { describeShape } from '../picture'

/** The sum of its inputs, all of one shape: where a residual branch meets its shortcut (He et al. 2015, arXiv:1512.03385). */
export const add = defineLayer({
  type: 'add',
  family: 'merge',
  schema: z.strictObject({}),
  inputs: { min: 2, max: mostInputs },
  shape(_, inputs) {
    const [first] = inputs as [Shape]
    const other = inputs.find((shape) => shape.join() !== first.join())
    if (!other) return first
    return {
      code: 'shape-clash',
      message: `adds inputs of different shapes: ${inputs.map(describeShape).join(' and ')}`,
      remedy:
        other.length === 3 && first.length === 3
          ? 'bring one to the other, with a 1x1 convolution of the same stride and filters, say'
          : 'bring them to one shape',
      values: { kind: 'add', inputs: inputs.map(describeShape).join(', ') },
    }
  },
  formula: () => 'y = x_{1} + x_{2} + …',
  lower: ({ graph }, _, inputs) => addAll(graph, inputs),
})
