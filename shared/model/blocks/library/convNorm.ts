import { libraryBlock } from './libraryBlock'
import { filters, from, norm } from './parts'

/**
 * Convolution without bias, batch norm, ReLU: torchvision's BasicConv2d and Conv2dNormActivation. `kernel`, `stride` and `padding` are
 * the convolution's own settings.
 */
export const convNorm = libraryBlock('conv-norm', {
  title: 'convolution, batch norm and activation',
  parameters: {
    filters,
    kernel: { kind: 'value' },
    stride: { kind: 'value', default: 1 },
    padding: { kind: 'value', default: 'valid' },
    kernelInitializer: { kind: 'value', default: { name: 'normal', mean: 0, deviation: 0.1 } },
    norm: { ...norm, default: { epsilon: 0.001 } },
    activation: { kind: 'value', default: 'relu' },
  },
  layers: [
    {
      id: 'conv',
      type: 'conv2d',
      inputs: ['in'],
      config: {
        filters: from('filters'),
        kernel: from('kernel'),
        stride: from('stride'),
        padding: from('padding'),
        kernelInitializer: from('kernelInitializer'),
        bias: false,
      },
    },
    { id: 'bn', type: 'batch-norm', inputs: ['conv'], config: from('norm') },
    { id: 'relu', type: 'activation', inputs: ['bn'], config: { kind: from('activation') } },
  ],
  output: 'relu',
})
