import { denseBlock, transition } from '../model/blocks/library/denseBlock'
import { heFanIn } from '../model/blocks/library/parts'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

interface Form {
  /** Feature maps that each layer adds, the paper's k. */
  readonly growth: number
  /** Layers of each dense block. */
  readonly blocks: readonly number[]
  /** Filters of the first convolution. */
  readonly first: number
}

/** The paper's table 1, and DenseNet-161 of its earlier versions. */
const imageNet: Readonly<Record<number, Form>> = {
  121: { growth: 32, blocks: [6, 12, 24, 16], first: 64 },
  169: { growth: 32, blocks: [6, 12, 32, 32], first: 64 },
  201: { growth: 32, blocks: [6, 12, 48, 32], first: 64 },
  161: { growth: 48, blocks: [6, 12, 36, 24], first: 96 },
  264: { growth: 32, blocks: [6, 12, 64, 48], first: 64 },
}

/** torchvision's start: biases zero, dense kernels as PyTorch leaves them. */
const denseStart = { kernelInitializer: { name: 'torch-default' } }

function draw(name: string, { growth, blocks, first }: Form, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const small = purpose.stem === 'small'
  const stem = small ? { kernel: 3, padding: 1 } : { kernel: 7, stride: 2, padding: 3 }
  net.add('conv2d', { filters: first, ...stem, bias: false, kernelInitializer: heFanIn }, { id: 'conv0' })
  net.add('batch-norm', {}, { id: 'norm0' })
  net.add('activation', {}, { id: 'relu0' })
  if (!small) net.add('max-pool', { size: 3, stride: 2, padding: 1 }, { id: 'pool0' })
  let channels = first
  for (const [k, layers] of blocks.entries()) {
    net.block(denseBlock, { layers, growth }, { id: `denseblock${k + 1}` })
    channels += layers * growth
    if (k === blocks.length - 1) break
    channels = Math.floor(channels / 2)
    net.block(transition, { filters: channels }, { id: `transition${k + 1}` })
  }
  net.add('batch-norm', {}, { id: 'norm5' })
  net.add('activation', {}, { id: 'relu5' })
  net.add('global-avg-pool', {}, { id: 'avgpool' })
  net.add('dense', { units: purpose.classes, ...denseStart }, { id: 'classifier' })
  return net.network()
}

function torchvisionModule(id: string): string | undefined {
  if (id === 'classifier') return id
  if (/(^|\.)(relu\d?|concat|avgpool|input|layer)$/.test(id)) return undefined
  return `features.${id.replace(/\.layer\.(\d+)/, (_, k: string) => `.denselayer${Number(k) + 1}`)}`
}

/** Keras' names of a dense layer's parts. */
const inLayer: Readonly<Record<string, string>> = {
  norm1: '0_bn',
  conv1: '1_conv',
  norm2: '1_bn',
  conv2: '2_conv',
  concat: 'concat',
}
const outside: Readonly<Record<string, string>> = {
  conv0: 'conv1_conv',
  norm0: 'conv1_bn',
  relu0: 'conv1_relu',
  pool0: 'pool1',
  norm5: 'bn',
  relu5: 'relu',
  avgpool: 'avg_pool',
  classifier: 'predictions',
}

function kerasLayer(id: string): string | undefined {
  const [, block, k, inner = 'concat'] = /^denseblock(\d)\.layer\.(\d+)(?:\.(\w+))?$/.exec(id) ?? []
  if (block !== undefined) {
    const name = inLayer[inner]
    return name === undefined ? undefined : `conv${Number(block) + 1}_block${Number(k) + 1}_${name}`
  }
  const [, gap, part = 'pool'] = /^transition(\d)(?:\.(\w+))?$/.exec(id) ?? []
  if (gap !== undefined) return `pool${Number(gap) + 1}_${part === 'norm' ? 'bn' : part}`
  return outside[id]
}

interface CifarForm {
  readonly depth: number
  readonly growth: number
  /** DenseNet-BC: 1x1 bottlenecks, and transitions that halve the feature maps. */
  readonly bottleneck: boolean
}

function drawCifar(name: string, { depth, growth, bottleneck }: CifarForm, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const layers = Math.floor((depth - 4) / (bottleneck ? 6 : 3))
  let channels = bottleneck ? 2 * growth : 16
  net.add(
    'conv2d',
    { filters: channels, kernel: 3, padding: 1, bias: false, kernelInitializer: heFanIn },
    { id: 'conv0' },
  )
  for (const k of [1, 2, 3]) {
    net.block(denseBlock, { layers, growth, bottleneck }, { id: `dense${k}` })
    channels += layers * growth
    if (k === 3) break
    if (bottleneck) channels = Math.floor(channels / 2)
    net.block(transition, { filters: channels }, { id: `transition${k}` })
  }
  net.add('batch-norm', {}, { id: 'bn' })
  net.add('activation', {}, { id: 'relu' })
  net.add('global-avg-pool', {}, { id: 'pool' })
  net.add('dense', { units: purpose.classes, ...denseStart }, { id: 'fc' })
  return net.network()
}

const forCifar = (name: string, about: string, form: CifarForm): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [32, 32, 3], classes: 10 },
    build: (purpose) => drawCifar(name, form, purpose),
    torchvisionModule: (id) =>
      /(^|\.)(relu\d?|concat|input|layer)$|\.pool$/.test(id) ? undefined : cifarModule(id, form),
  })

/** nets.py calls the norms bn, counts a transition's parts with its ReLU, and where a layer has one convolution it is the first. */
const cifarModule = (id: string, { bottleneck }: CifarForm): string =>
  id
    .replace(/\.conv2$/, bottleneck ? '.conv2' : '.conv1')
    .replace(/^(dense\d)\.layer\./, '$1.')
    .replace(/\.norm(\d)$/, '.bn$1')
    .replace(/^(transition\d)\.norm$/, '$1.0')
    .replace(/^(transition\d)\.conv$/, '$1.2')

/**
 * DenseNet (Huang, Liu, van der Maaten and Weinberger 2017, arXiv:1608.06993). 121, 169, 201 and 161 as torchvision has them (Keras'
 * differ in batch norm's epsilon, 1.001e-5, alone); 264 by the paper's table, which has 265 layers with weights. For CIFAR
 * DenseNet-BC (100, 12) and DenseNet (40, 12), without the dropout of 0.2 that the paper uses where pictures are not augmented.
 */
export const denseNets: readonly ZooNetwork[] = [
  ...Object.entries(imageNet).map(([depth, form]) => {
    const name = `densenet-${depth}`
    return defineZooNetwork({
      name,
      about: `Huang et al. 2017: growth rate ${form.growth}, dense blocks of ${form.blocks.join(', ')} layers`,
      published: { input: [224, 224, 3], classes: 1000 },
      options: ['stem'],
      build: (purpose) => draw(name, form, purpose),
      torchvisionModule,
      kerasLayer,
    })
  }),
  forCifar('densenet-bc-100-12', 'Huang et al. 2017: DenseNet-BC for CIFAR, 100 layers, growth rate 12', {
    depth: 100,
    growth: 12,
    bottleneck: true,
  }),
  forCifar('densenet-40-12', 'Huang et al. 2017: DenseNet for CIFAR, 40 layers, growth rate 12, no bottlenecks', {
    depth: 40,
    growth: 12,
    bottleneck: false,
  }),
]
