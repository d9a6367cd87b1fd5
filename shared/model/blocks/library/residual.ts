import { libraryBlock } from './libraryBlock'
import { filters, from, heFanOut, is, stride } from './parts'

const conv = { kernel: 3, padding: 1, bias: false, kernelInitializer: heFanOut }

/**
 * Two 3x3 convolutions beside a shortcut (He et al. 2015, arXiv:1512.03385, figure 2; torchvision's BasicBlock). `shortcut` is
 * `identity`; `projection`, a 1x1 convolution with the stride; `pad`, the paper's option A without weights; or `none`, which makes
 * a block of the plain networks.
 */
export const residual = libraryBlock('residual', {
  title: 'two 3x3 convolutions beside a shortcut',
  parameters: {
    filters,
    stride,
    shortcut: { kind: 'choice', of: ['identity', 'projection', 'pad', 'none'], default: 'identity' },
  },
  layers: [
    {
      id: 'conv1',
      type: 'conv2d',
      inputs: ['in'],
      config: { ...conv, filters: from('filters'), stride: from('stride') },
    },
    { id: 'bn1', type: 'batch-norm', inputs: ['conv1'] },
    { id: 'relu1', type: 'activation', inputs: ['bn1'] },
    { id: 'conv2', type: 'conv2d', inputs: ['relu1'], config: { ...conv, filters: from('filters') } },
    { id: 'bn2', type: 'batch-norm', inputs: ['conv2'] },
    {
      id: 'downsample.0',
      type: 'conv2d',
      inputs: ['in'],
      config: {
        filters: from('filters'),
        kernel: 1,
        stride: from('stride'),
        bias: false,
        padding: 'valid',
        kernelInitializer: heFanOut,
      },
      when: is('shortcut', 'projection'),
    },
    { id: 'downsample.1', type: 'batch-norm', inputs: ['downsample.0'], when: is('shortcut', 'projection') },
    {
      id: 'shortcut',
      type: 'option-a-shortcut',
      inputs: ['downsample.1'],
      config: { stride: from('stride'), filters: from('filters') },
      when: is('shortcut', 'pad'),
    },
    { id: 'add', type: 'add', inputs: ['bn2', 'shortcut'], when: { not: is('shortcut', 'none') } },
    { id: 'relu2', type: 'activation', inputs: ['add'] },
  ],
  output: 'relu2',
})
