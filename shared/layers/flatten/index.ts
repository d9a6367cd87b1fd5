import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { reshape } from '../../graph/ops/array'
import { elementCount, type Shape } from '../../graph/shape'
import { valuesSum } from '../arithmetic'
import { defineLayer } from '../layer'

/**
 * A picture as a vector: [h, w, c] -> [h * w * c], channels fastest. PyTorch flattens [c, h, w], so a dense kernel that comes from
 * there has its rows in another order.
 */
export const flatten = defineLayer({
  type: 'flatten',
  family: 'shape',
  schema: z.strictObject({}),
  inputs: { min: 1, max: 1 },
  shape: (_, [input]) => [elementCount(input as Shape)],
  formula: () => 'y_{(iw + j)·n + c} = x_{ijc}',
  sums: (_, [input], output) => [valuesSum(input as Shape, output[0] as number)],
  lower: ({ graph }, _, [x]) => reshape(graph, x as Tensor, [-1, elementCount((x as Tensor).shape.slice(1))]),
})
