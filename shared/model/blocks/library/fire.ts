import { convRelu } from './convRelu'
import { libraryBlock } from './libraryBlock'
import { filters } from './parts'

/** torchvision's (Kaiming uniform); the paper does not say. */
const start = { kernelInitializer: { name: 'he', distribution: 'uniform' } }

const convolution = convRelu(start)

/** Few channels into many: 1x1 `squeeze`, then 1x1 and 3x3 side by side (Iandola et al. 2016, arXiv:1602.07360, figure 1). */
export const fire = libraryBlock('fire', {
  title: '1x1 down, then 1x1 and 3x3 side by side',
  parameters: { squeeze: filters, expand: { ...filters, title: 'of each of the two; the block gives twice as many' } },
  layers: [
    ...convolution('squeeze', 'in', 'squeeze', 1),
    ...convolution('expand1x1', 'squeeze_relu', 'expand', 1),
    ...convolution('expand3x3', 'squeeze_relu', 'expand', 3),
    { id: 'concat', type: 'concat', inputs: ['expand1x1_relu', 'expand3x3_relu'] },
  ],
  output: 'concat',
})
