import { libraryBlock } from './libraryBlock'
import { filters, from, heFanOut, is, norm, stride } from './parts'

const projected = is('shortcut', 'projection')
const three = { kernel: 3, padding: 1, bias: false, kernelInitializer: heFanOut }

/**
 * Pre-activation residual block (He et al. 2016, arXiv:1603.05027): batch norm and ReLU stand before each convolution, and the
 * shortcut is a clean path. A projection takes the activated input.
 */
export const preActivationResidual = libraryBlock('pre-activation-residual', {
  title: 'norm, ReLU and 3x3 convolution, twice, beside a shortcut',
  parameters: {
    filters,
    stride,
    norm,
    shortcut: { kind: 'choice', of: ['identity', 'projection'], default: 'identity' },
  },
  layers: [
    { id: 'bn1', type: 'batch-norm', inputs: ['in'], config: from('norm') },
    { id: 'relu1', type: 'activation', inputs: ['bn1'] },
    {
      id: 'project',
      type: 'conv2d',
      inputs: ['relu1'],
      config: {
        filters: from('filters'),
        kernel: 1,
        padding: 'valid',
        stride: from('stride'),
        bias: false,
        kernelInitializer: heFanOut,
      },
      when: projected,
      otherwise: 'in',
    },
    {
      id: 'conv1',
      type: 'conv2d',
      inputs: ['relu1'],
      config: { ...three, filters: from('filters'), stride: from('stride') },
    },
    { id: 'bn2', type: 'batch-norm', inputs: ['conv1'], config: from('norm') },
    { id: 'relu2', type: 'activation', inputs: ['bn2'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu2'], config: { ...three, filters: from('filters') } },
    { id: 'add', type: 'add', inputs: ['conv2', 'project'] },
  ],
  output: 'add',
})
