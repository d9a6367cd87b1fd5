import type { z } from 'zod'
import type { InnerLayer } from '../block'
import { from } from './parts'

/**
 * A stride-1 convolution that keeps the size, with bias, and its ReLU; the block's parameter `column` has its filters. Adds the layers
 * `id` and `<id>_relu`.
 */
export const convRelu =
  (initializers: Readonly<Record<string, object>>) =>
  (id: string, source: string, column: string, kernel: number): z.input<typeof InnerLayer>[] => [
    {
      id,
      type: 'conv2d',
      inputs: [source],
      config: { filters: from(column), kernel, padding: (kernel - 1) / 2, ...initializers },
    },
    { id: `${id}_relu`, type: 'activation', inputs: [id] },
  ]
