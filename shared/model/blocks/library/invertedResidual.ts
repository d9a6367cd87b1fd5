import type { Expression } from '../expression'
import { libraryBlock } from './libraryBlock'
import { filters, from, heFanOut, stride } from './parts'

const point = { kernel: 1, padding: 'valid', bias: false, kernelInitializer: heFanOut }
const expands: Expression = { not: { '=': ['expand', 1] } }
const keepsShape: Expression = { if: [{ '=': ['stride', 1] }, { '=': ['channels', 'filters'] }, false] }

/**
 * Wide inside, narrow outside (Sandler et al. 2018, arXiv:1801.04381, table 1): 1x1 to `expand` times the channels, 3x3 of each channel
 * alone, 1x1 down without activation; a shortcut where the shape stays.
 */
export const invertedResidual = libraryBlock('inverted-residual', {
  title: '1x1 up, 3x3 of each channel alone, linear 1x1 down',
  parameters: {
    channels: { ...filters, title: 'that come in' },
    filters: { ...filters, title: 'that go out' },
    expand: { kind: 'whole-number', least: 1, most: 100, default: 6 },
    stride,
  },
  layers: [
    {
      id: 'expand',
      type: 'conv2d',
      inputs: ['in'],
      config: { ...point, filters: from({ '*': ['channels', 'expand'] }) },
      when: expands,
    },
    { id: 'expand_bn', type: 'batch-norm', inputs: ['expand'], when: expands },
    { id: 'expand_relu', type: 'activation', inputs: ['expand_bn'], config: { kind: 'relu6' }, when: expands },
    {
      id: 'depthwise',
      type: 'depthwise-conv2d',
      inputs: ['expand_relu'],
      config: { kernel: 3, padding: 1, stride: from('stride'), bias: false, kernelInitializer: heFanOut },
    },
    { id: 'depthwise_bn', type: 'batch-norm', inputs: ['depthwise'] },
    { id: 'depthwise_relu', type: 'activation', inputs: ['depthwise_bn'], config: { kind: 'relu6' } },
    { id: 'project', type: 'conv2d', inputs: ['depthwise_relu'], config: { ...point, filters: from('filters') } },
    { id: 'project_bn', type: 'batch-norm', inputs: ['project'] },
    { id: 'add', type: 'add', inputs: ['in', 'project_bn'], when: keepsShape, otherwise: 'project_bn' },
  ],
  output: 'add',
})
