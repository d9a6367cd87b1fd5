import { heFanOut } from '../model/blocks/library/parts'
import { preActivationBottleneck } from '../model/blocks/library/preActivationBottleneck'
import { preActivationResidual } from '../model/blocks/library/preActivationResidual'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import { scaled } from './scaled'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Blocks of each stage by depth. */
const depths = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3], 50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3] } as const
type Depth = keyof typeof depths

const stemConv = { kernel: 7, stride: 2, padding: 3 }
const smallConv = { kernel: 3, padding: 1 }

/** By the paper's rule: each stage strides in its first block, no convolution has a bias. */
function drawPaper(name: string, depth: Depth, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const wide = depth >= 50
  const small = purpose.stem === 'small'
  net.add(
    'conv2d',
    { filters: scaled(64, purpose), ...(small ? smallConv : stemConv), bias: false, kernelInitializer: heFanOut },
    { id: 'conv1' },
  )
  if (!small) net.add('max-pool', { size: 3, stride: 2, padding: 1 }, { id: 'pool1' })
  for (const [k, repeat] of depths[depth].entries()) {
    const changes = wide || k > 0
    net.block(
      wide ? preActivationBottleneck : preActivationResidual,
      { filters: scaled(64 * 2 ** k, purpose) },
      {
        id: `layer${k + 1}`,
        repeat,
        ...(changes && { first: { stride: k === 0 ? 1 : 2, shortcut: 'projection' } }),
      },
    )
  }
  net.add('batch-norm', {}, { id: 'bn' })
  net.add('activation', {}, { id: 'relu' })
  net.add('global-avg-pool', {}, { id: 'pool' })
  net.add('dense', { units: purpose.classes, kernelInitializer: { name: 'torch-default' } }, { id: 'fc' })
  return net.network()
}

/** Keras' batch norm. */
const norm = { epsilon: 1.001e-5, momentum: 0.99, movingVariance: 'biased' }

/** As keras.applications has it: each stage strides in its last block, some convolutions have a bias, zeros around the first pool. */
function drawKeras(name: string, depth: Depth, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const small = purpose.stem === 'small'
  const glorot = { name: 'glorot', distribution: 'uniform' }
  net.add(
    'conv2d',
    { filters: scaled(64, purpose), ...(small ? smallConv : stemConv), kernelInitializer: heFanOut },
    { id: 'conv1' },
  )
  if (!small) {
    // The pool sees these zeros: what it takes has no ReLU, so padding that never wins would give something else.
    net.add('zero-pad', { padding: 1 }, { id: 'pool1_pad' })
    net.add('max-pool', { size: 3, stride: 2 }, { id: 'pool1' })
  }
  for (const [k, repeat] of depths[depth].entries())
    net.block(
      preActivationBottleneck,
      { filters: scaled(64 * 2 ** k, purpose), bias: true, norm },
      {
        id: `conv${k + 2}`,
        repeat,
        first: { shortcut: 'projection' },
        ...(k < 3 && { last: { stride: 2, shortcut: 'pool' } }),
      },
    )
  net.add('batch-norm', norm, { id: 'post_bn' })
  net.add('activation', {}, { id: 'post_relu' })
  net.add('global-avg-pool', {}, { id: 'avg_pool' })
  net.add('dense', { units: purpose.classes, kernelInitializer: glorot }, { id: 'predictions' })
  return net.network()
}

/** Keras' names by ours inside a block. */
const inBlock: Readonly<Record<string, string>> = {
  bn1: 'preact_bn',
  conv1: '1_conv',
  bn2: '1_bn',
  conv2: '2_conv',
  bn3: '2_bn',
  conv3: '3_conv',
  project: '0_conv',
  add: 'out',
}

function kerasLayer(id: string): string | undefined {
  const [, stage, block, inner = 'add'] = /^(conv\d)\.(\d+)(?:\.(\w+))?$/.exec(id) ?? []
  if (stage === undefined) return { conv1: 'conv1_conv', pool1: 'pool1_pool' }[id] ?? id
  const name = inBlock[inner]
  return name === undefined ? undefined : `${stage}_block${Number(block) + 1}_${name}`
}

/**
 * Pre-activation ResNet (He et al. 2016, arXiv:1603.05027). Keras' ResNet50V2, 101 and 152, because it has weights for them, and under
 * `@paper` the paper's own rule, which nobody ships: the stride in the first block of a stage and no bias.
 */
export const resNetsV2: readonly ZooNetwork[] = [
  ...([50, 101, 152] as const).map((depth) => {
    const name = `resnet-v2-${depth}`
    return defineZooNetwork({
      name,
      about: `He et al. 2016 as Keras' ResNet${depth}V2: strides in the last block of a stage, a bias in some convolutions`,
      published: { input: [224, 224, 3], classes: 1000 },
      options: ['width', 'stem'],
      build: (purpose) => drawKeras(name, depth, purpose),
      kerasLayer,
    })
  }),
  ...([18, 34, 50, 101, 152] as const).map((depth) => {
    const name = `resnet-v2-${depth}@paper`
    return defineZooNetwork({
      name,
      about: `He et al. 2016 by the paper's rule: ${depth} layers, strides in the first block of a stage, no biases`,
      published: { input: [224, 224, 3], classes: 1000 },
      options: ['width', 'stem'],
      build: (purpose) => drawPaper(name, depth, purpose),
      torchvisionModule: (id) => (/\.(relu\d|add|shortcut)$|^relu$|^input$/.test(id) ? undefined : id),
    })
  }),
]
