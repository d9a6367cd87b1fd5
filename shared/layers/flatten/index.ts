import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { reshape } from '../../graph/ops/array'
import { elementCount, type Shape } from '../../graph/shape'
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
  lower: ({ graph }, _, [x]) => reshape(graph, x as Tensor, [-1, elementCount((x as Tensor).shape.slice(1))]),
})
