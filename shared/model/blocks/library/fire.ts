import type { z } from 'zod'
import type { InnerLayer } from '../block'
import { libraryBlock } from './libraryBlock'
import { filters, from } from './parts'

/** torchvision's (Kaiming uniform); the paper does not say. */
const start = { kernelInitializer: { name: 'he', distribution: 'uniform' } }

const convRelu = (id: string, source: string, column: string, kernel: number): z.input<typeof InnerLayer>[] => [
  {
    id,
    type: 'conv2d',
    inputs: [source],
    config: { filters: from(column), kernel, padding: (kernel - 1) / 2, ...start },
  },
  { id: `${id}_relu`, type: 'activation', inputs: [id] },
]

/** Few channels into many: 1x1 `squeeze`, then 1x1 and 3x3 side by side (Iandola et al. 2016, arXiv:1602.07360, figure 1). */
export const fire = libraryBlock('fire', {
  title: '1x1 down, then 1x1 and 3x3 side by side',
  parameters: { squeeze: filters, expand: { ...filters, title: 'of each of the two; the block gives twice as many' } },
  layers: [
    ...convRelu('squeeze', 'in', 'squeeze', 1),
    ...convRelu('expand1x1', 'squeeze_relu', 'expand', 1),
    ...convRelu('expand3x3', 'squeeze_relu', 'expand', 3),
    { id: 'concat', type: 'concat', inputs: ['expand1x1_relu', 'expand3x3_relu'] },
  ],
  output: 'concat',
})
