import type { z } from 'zod'
import type { InnerLayer } from '../block'
import { convNorm } from './convNorm'
import { libraryBlock } from './libraryBlock'
import { filters, from } from './parts'

const parameters = {
  classes: { ...filters, title: 'logits' },
  filters: { ...filters, default: 128 },
  units: { ...filters, default: 1024, title: 'of the dense layer in the middle' },
}
const small = { name: 'normal', mean: 0, deviation: 0.01 } as const

/** From a vector: a dense layer, ReLU, dropout of 70 % and the logits. */
const head = (source: string, kernelInitializer: object): z.input<typeof InnerLayer>[] => [
  { id: 'flatten', type: 'flatten', inputs: [source] },
  { id: 'fc1', type: 'dense', inputs: ['flatten'], config: { units: from('units'), kernelInitializer } },
  { id: 'fc1_relu', type: 'activation', inputs: ['fc1'] },
  { id: 'dropout', type: 'dropout', inputs: ['fc1_relu'], config: { rate: 0.7 } },
  { id: 'fc2', type: 'dense', inputs: ['dropout'], config: { units: from('classes'), kernelInitializer } },
]

const start = { name: 'lecun', distribution: 'uniform' } as const

/** The second classifiers of GoogLeNet: 5x5 mean pool of stride 3, 128 filters of 1x1, two dense layers (arXiv:1409.4842, section 5). */
export const auxiliaryClassifier = libraryBlock('auxiliary-classifier', {
  title: 'a second classifier for training: pool, 1x1 convolution, two dense layers',
  parameters,
  layers: [
    { id: 'pool', type: 'avg-pool', inputs: ['in'], config: { size: 5, stride: 3 } },
    {
      id: 'conv',
      type: 'conv2d',
      inputs: ['pool'],
      config: {
        filters: from('filters'),
        kernel: 1,
        padding: 'valid',
        kernelInitializer: start,
        biasInitializer: { name: 'constant', value: 0.2 },
      },
    },
    { id: 'conv_relu', type: 'activation', inputs: ['conv'] },
    ...head('conv_relu', start),
  ],
  output: 'fc2',
})

/** The same in torchvision: an adaptive pool to 4x4 and batch norm. */
export const auxiliaryClassifierNorm = libraryBlock(
  'auxiliary-classifier-norm',
  {
    title: 'a second classifier for training: pool, 1x1 convolution with batch norm, two dense layers',
    parameters,
    layers: [
      { id: 'pool', type: 'adaptive-avg-pool', inputs: ['in'], config: { size: 4 } },
      {
        id: 'conv',
        type: 'block',
        block: convNorm.name,
        inputs: ['pool'],
        config: { filters: from('filters'), kernel: 1, kernelInitializer: small },
      },
      ...head('conv', small),
    ],
    output: 'fc2',
  },
  [convNorm],
)

/** Inception v3's in torchvision (its InceptionAux). */
export const auxiliaryClassifierV3 = libraryBlock(
  'auxiliary-classifier-v3',
  {
    title: 'a second classifier for training: pool, 1x1 and 5x5 convolutions, a dense layer',
    parameters: { classes: parameters.classes },
    layers: [
      { id: 'pool', type: 'avg-pool', inputs: ['in'], config: { size: 5, stride: 3 } },
      { id: 'conv0', type: 'block', block: convNorm.name, inputs: ['pool'], config: { filters: 128, kernel: 1 } },
      {
        id: 'conv1',
        type: 'block',
        block: convNorm.name,
        inputs: ['conv0'],
        config: { filters: 768, kernel: 5, kernelInitializer: small },
      },
      { id: 'mean', type: 'global-avg-pool', inputs: ['conv1'] },
      {
        id: 'fc',
        type: 'dense',
        inputs: ['mean'],
        config: { units: from('classes'), kernelInitializer: { name: 'normal', mean: 0, deviation: 0.001 } },
      },
    ],
    output: 'fc',
  },
  [convNorm],
)
