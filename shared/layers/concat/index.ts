import { z } from 'zod'
import { concat as concatOp } from '../../graph/ops/array'
import type { Shape } from '../../graph/shape'
import { defineLayer, mostInputs } from '../layer'
import { describeShape } from '../picture'

/** Its inputs one after the other along the channels (of vectors, along the values); heights and widths are equal. */
export const concat = defineLayer({
  type: 'concat',
  family: 'merge',
  schema: z.strictObject({}),
  inputs: { min: 2, max: mostInputs },
  shape(_, inputs) {
    const [first] = inputs as [Shape]
    const pixels = first.slice(0, -1)
    const clash = inputs.some((shape) => shape.slice(0, -1).join() !== pixels.join() || shape.length !== first.length)
    if (!clash) return [...pixels, inputs.reduce((sum, shape) => sum + (shape.at(-1) as number), 0)]
    return {
      code: 'shape-clash',
      message: `joins channels of different pictures: ${inputs.map(describeShape).join(' and ')}`,
      remedy: 'bring them to one height and width',
      values: { kind: 'concat', inputs: inputs.map(describeShape).join(', ') },
    }
  },
  formula: () => 'y = [x_{1}, x_{2}, …]',
  sums: (_, inputs, output) => [
    {
      along: output.length === 1 ? 'values' : 'channels',
      sum: `${inputs.map((shape) => shape.at(-1)).join(' + ')} = ${output.at(-1)}`,
    },
  ],
  lower: ({ graph }, _, inputs) => concatOp(graph, inputs, (inputs[0]?.shape.length as number) - 1),
})
