import { libraryBlock } from './libraryBlock'
import { filters, from, heFanOut, is, norm, stride } from './parts'

const point = { kernel: 1, padding: 'valid', kernelInitializer: heFanOut }
const wide = from({ '*': ['filters', 4] })

/**
 * Pre-activation bottleneck (He et al. 2016, arXiv:1603.05027): norm and ReLU before each of 1x1, 3x3 and 1x1.
 *
 * Keras' ResNet50V2 differs from the paper: the last 1x1 and the projection have a `bias`, and where a block has a stride without
 * projecting, its shortcut is a 1x1 max pool of that stride (`shortcut` "pool").
 */
export const preActivationBottleneck = libraryBlock('pre-activation-bottleneck', {
  title: 'norm and ReLU before 1x1, 3x3 and 1x1 convolutions, beside a shortcut',
  parameters: {
    filters: { ...filters, title: 'of the two inner convolutions; the block gives four times as many' },
    stride,
    norm,
    bias: { kind: 'flag', default: false },
    shortcut: { kind: 'choice', of: ['identity', 'projection', 'pool'], default: 'identity' },
  },
  layers: [
    { id: 'bn1', type: 'batch-norm', inputs: ['in'], config: from('norm') },
    { id: 'relu1', type: 'activation', inputs: ['bn1'] },
    {
      id: 'project',
      type: 'conv2d',
      inputs: ['relu1'],
      config: { ...point, filters: wide, stride: from('stride'), bias: from('bias') },
      when: is('shortcut', 'projection'),
      otherwise: 'in',
    },
    {
      id: 'shortcut',
      type: 'max-pool',
      inputs: ['project'],
      config: { size: 1, stride: from('stride') },
      when: is('shortcut', 'pool'),
    },
    { id: 'conv1', type: 'conv2d', inputs: ['relu1'], config: { ...point, filters: from('filters'), bias: false } },
    { id: 'bn2', type: 'batch-norm', inputs: ['conv1'], config: from('norm') },
    { id: 'relu2', type: 'activation', inputs: ['bn2'] },
    {
      id: 'conv2',
      type: 'conv2d',
      inputs: ['relu2'],
      config: {
        filters: from('filters'),
        kernel: 3,
        padding: 1,
        stride: from('stride'),
        bias: false,
        kernelInitializer: heFanOut,
      },
    },
    { id: 'bn3', type: 'batch-norm', inputs: ['conv2'], config: from('norm') },
    { id: 'relu3', type: 'activation', inputs: ['bn3'] },
    { id: 'conv3', type: 'conv2d', inputs: ['relu3'], config: { ...point, filters: wide, bias: from('bias') } },
    { id: 'add', type: 'add', inputs: ['conv3', 'shortcut'] },
  ],
  output: 'add',
})
