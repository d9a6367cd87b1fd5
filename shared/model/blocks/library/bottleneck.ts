import { libraryBlock } from './libraryBlock'
import { filters, from, heFanOut, is, stride } from './parts'

const point = { kernel: 1, padding: 'valid', bias: false, kernelInitializer: heFanOut }
const wide = from({ '*': ['filters', 'expansion'] })
const projected = is('shortcut', 'projection')

/**
 * 1x1 down, 3x3, 1x1 up, beside a shortcut (He et al. 2015, arXiv:1512.03385, figure 5). The stride sits in the 3x3 as in
 * torchvision ("v1.5"), or with `strideAt` "first" in the first 1x1 as in the paper, Caffe and Keras.
 */
export const bottleneck = libraryBlock('bottleneck', {
  title: '1x1 down, 3x3, 1x1 up, beside a shortcut',
  parameters: {
    filters: { ...filters, title: 'of the two inner convolutions' },
    expansion: { kind: 'whole-number', least: 1, most: 1024, default: 4 },
    stride,
    strideAt: { kind: 'choice', of: ['middle', 'first'], default: 'middle' },
    shortcut: { kind: 'choice', of: ['identity', 'projection'], default: 'identity' },
  },
  layers: [
    {
      id: 'conv1',
      type: 'conv2d',
      inputs: ['in'],
      config: { ...point, filters: from('filters'), stride: from({ if: [is('strideAt', 'first'), 'stride', 1] }) },
    },
    { id: 'bn1', type: 'batch-norm', inputs: ['conv1'] },
    { id: 'relu1', type: 'activation', inputs: ['bn1'] },
    {
      id: 'conv2',
      type: 'conv2d',
      inputs: ['relu1'],
      config: {
        filters: from('filters'),
        kernel: 3,
        padding: 1,
        stride: from({ if: [is('strideAt', 'middle'), 'stride', 1] }),
        bias: false,
        kernelInitializer: heFanOut,
      },
    },
    { id: 'bn2', type: 'batch-norm', inputs: ['conv2'] },
    { id: 'relu2', type: 'activation', inputs: ['bn2'] },
    { id: 'conv3', type: 'conv2d', inputs: ['relu2'], config: { ...point, filters: wide } },
    { id: 'bn3', type: 'batch-norm', inputs: ['conv3'] },
    {
      id: 'downsample.0',
      type: 'conv2d',
      inputs: ['in'],
      config: { ...point, filters: wide, stride: from('stride') },
      when: projected,
    },
    { id: 'downsample.1', type: 'batch-norm', inputs: ['downsample.0'], when: projected },
    { id: 'add', type: 'add', inputs: ['bn3', 'downsample.1'] },
    { id: 'relu3', type: 'activation', inputs: ['add'] },
  ],
  output: 'relu3',
})
