import type { z } from 'zod'
import type { InnerLayer } from '../block'
import { convNorm } from './convNorm'
import { convRelu } from './convRelu'
import { libraryBlock } from './libraryBlock'
import { filters, from, norm } from './parts'

/** Filters of an Inception module, in the order of the paper's table 1. */
const columns = {
  ones: { ...filters, title: '1x1' },
  reduceThree: { ...filters, title: '1x1 in front of 3x3' },
  three: { ...filters, title: '3x3' },
  reduceFive: { ...filters, title: '1x1 in front of 5x5' },
  five: { ...filters, title: '5x5' },
  pooled: { ...filters, title: '1x1 behind the pool' },
}

/** As the BVLC Caffe model starts: uniform with variance 1 / fan in, biases 0.2. */
const start = {
  kernelInitializer: { name: 'lecun', distribution: 'uniform' },
  biasInitializer: { name: 'constant', value: 0.2 },
}

const convolution = convRelu(start)

/** Four branches joined along the channels, biases and no batch norm (Szegedy et al. 2014, arXiv:1409.4842, figure 2b). */
export const inception = libraryBlock('inception', {
  title: '1x1, 3x3 and 5x5 convolutions and a pool side by side',
  parameters: columns,
  layers: [
    ...convolution('b1x1', 'in', 'ones', 1),
    ...convolution('b3x3_reduce', 'in', 'reduceThree', 1),
    ...convolution('b3x3', 'b3x3_reduce_relu', 'three', 3),
    ...convolution('b5x5_reduce', 'in', 'reduceFive', 1),
    ...convolution('b5x5', 'b5x5_reduce_relu', 'five', 5),
    { id: 'pool', type: 'max-pool', inputs: ['in'], config: { size: 3, stride: 1, padding: 1 } },
    ...convolution('pool_proj', 'pool', 'pooled', 1),
    { id: 'concat', type: 'concat', inputs: ['b1x1_relu', 'b3x3_relu', 'b5x5_relu', 'pool_proj_relu'] },
  ],
  output: 'concat',
})

const branch = (id: string, source: string, column: string, kernel: number): z.input<typeof InnerLayer> => ({
  id,
  type: 'block',
  block: convNorm.name,
  inputs: [source],
  config: {
    filters: from(column),
    kernel,
    padding: (kernel - 1) / 2,
    norm: from('norm'),
    kernelInitializer: { name: 'normal', mean: 0, deviation: 0.01 },
  },
})

/**
 * The same with batch norm, as torchvision has it: its "5x5" branch is a 3x3 (TF-Slim's Inception v1 had it so, and its weights
 * were taken over).
 */
export const inceptionNorm = libraryBlock(
  'inception-norm',
  {
    title: '1x1 and 3x3 convolutions with batch norm and a pool side by side',
    parameters: { ...columns, norm: { ...norm, default: { epsilon: 0.001 } } },
    layers: [
      branch('branch1', 'in', 'ones', 1),
      branch('branch2.0', 'in', 'reduceThree', 1),
      branch('branch2.1', 'branch2.0', 'three', 3),
      branch('branch3.0', 'in', 'reduceFive', 1),
      branch('branch3.1', 'branch3.0', 'five', 3),
      { id: 'branch4.0', type: 'max-pool', inputs: ['in'], config: { size: 3, stride: 1, padding: 1, ceil: true } },
      branch('branch4.1', 'branch4.0', 'pooled', 1),
      { id: 'concat', type: 'concat', inputs: ['branch1', 'branch2.1', 'branch3.1', 'branch4.1'] },
    ],
    output: 'concat',
  },
  [convNorm],
)
