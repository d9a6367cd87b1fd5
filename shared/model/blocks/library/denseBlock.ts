import type { BlockParameter } from '../parameter'
import { libraryBlock } from './libraryBlock'
import { filters, from, heFanIn } from './parts'

const three = { kernel: 3, padding: 1, bias: false, kernelInitializer: heFanIn }
const narrow = { kernel: 1, padding: 'valid', bias: false, kernelInitializer: heFanIn }
const growth: BlockParameter = { ...filters, title: 'feature maps that each layer adds' }
const bottleneck: BlockParameter = {
  kind: 'flag',
  default: true,
  title: 'a 1x1 convolution to 4 x growth first (DenseNet-B)',
}
const dropout: BlockParameter = { kind: 'number', least: 0, most: 0.999, default: 0 }

/** Norm, ReLU and convolution whose feature maps are added to those that came in (Huang et al. 2017, arXiv:1608.06993). */
export const denseLayer = libraryBlock('dense-layer', {
  title: 'adds `growth` feature maps made from all that came in',
  parameters: { growth, bottleneck, dropout },
  layers: [
    { id: 'norm1', type: 'batch-norm', inputs: ['in'] },
    { id: 'relu1', type: 'activation', inputs: ['norm1'] },
    {
      id: 'conv1',
      type: 'conv2d',
      inputs: ['relu1'],
      config: { ...narrow, filters: from({ '*': ['growth', 4] }) },
      when: 'bottleneck',
    },
    { id: 'norm2', type: 'batch-norm', inputs: ['conv1'], when: 'bottleneck' },
    { id: 'relu2', type: 'activation', inputs: ['norm2'], when: 'bottleneck' },
    { id: 'conv2', type: 'conv2d', inputs: ['relu2'], config: { ...three, filters: from('growth') } },
    {
      id: 'drop',
      type: 'dropout',
      inputs: ['conv2'],
      config: { rate: from('dropout') },
      when: { not: { '=': ['dropout', 0] } },
    },
    { id: 'concat', type: 'concat', inputs: ['in', 'drop'] },
  ],
  output: 'concat',
})

/** Dense layers in a row: each takes the feature maps of all before it. */
export const denseBlock = libraryBlock(
  'dense-block',
  {
    title: 'dense layers in a row, each taking what all before it made',
    parameters: { layers: { kind: 'whole-number', least: 1, most: 1000 }, growth, bottleneck, dropout },
    layers: [
      {
        id: 'layer',
        type: 'block',
        block: 'dense-layer',
        inputs: ['in'],
        repeat: from('layers'),
        config: { growth: from('growth'), bottleneck: from('bottleneck'), dropout: from('dropout') },
      },
    ],
    output: 'layer',
  },
  [denseLayer],
)

/** Between dense blocks: a 1x1 convolution to `filters` feature maps, and half the height and width. */
export const transition = libraryBlock('transition', {
  title: '1x1 convolution to fewer feature maps, then half the height and width',
  parameters: { filters },
  layers: [
    { id: 'norm', type: 'batch-norm', inputs: ['in'] },
    { id: 'relu', type: 'activation', inputs: ['norm'] },
    { id: 'conv', type: 'conv2d', inputs: ['relu'], config: { ...narrow, filters: from('filters') } },
    { id: 'pool', type: 'avg-pool', inputs: ['conv'], config: { size: 2 } },
  ],
  output: 'pool',
})
