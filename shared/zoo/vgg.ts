import { heFanOut } from '../model/blocks/library/parts'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Convolutions of each stage by depth: configurations A, B, D and E of the paper's table 1. */
const depths = { 11: [1, 1, 2, 2, 2], 13: [2, 2, 2, 2, 2], 16: [2, 2, 3, 3, 3], 19: [2, 2, 4, 4, 4] } as const
type Depth = keyof typeof depths

const filters = [64, 128, 256, 512, 512]

/** torchvision's: dense layers normal with deviation 0.01. */
const denseStart = { kernelInitializer: { name: 'normal', mean: 0, deviation: 0.01 } }

function draw(name: string, depth: Depth, batchNorm: boolean, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  for (const [stage, count] of depths[depth].entries()) {
    for (let k = 1; k <= count; k++) {
      const end = `${stage + 1}_${k}`
      net.add(
        'conv2d',
        { filters: filters[stage], kernel: 3, padding: 1, kernelInitializer: heFanOut },
        { id: `conv${end}` },
      )
      if (batchNorm) net.add('batch-norm', {}, { id: `bn${end}` })
      net.add('activation', {}, { id: `relu${end}` })
    }
    net.add('max-pool', {}, { id: `pool${stage + 1}` })
  }
  net.add('adaptive-avg-pool', { size: 7 }, { id: 'avgpool' })
  net.add('flatten', {}, { id: 'flatten' })
  for (const k of [6, 7]) {
    net.add('dense', { units: 4096, ...denseStart }, { id: `fc${k}` })
    net.add('activation', {}, { id: `relu${k}` })
    net.add('dropout', { rate: 0.5 }, { id: `drop${k}` })
  }
  net.add('dense', { units: purpose.classes, ...denseStart }, { id: 'fc8' })
  return net.network()
}

/** torchvision's modules: numbered through, convolution, norm, ReLU and pool alike. */
function modulesOf(depth: Depth, batchNorm: boolean): ReadonlyMap<string, string> {
  const modules = new Map([
    ['avgpool', 'avgpool'],
    ['fc6', 'classifier.0'],
    ['fc7', 'classifier.3'],
    ['fc8', 'classifier.6'],
  ])
  let index = 0
  for (const [stage, count] of depths[depth].entries()) {
    for (let k = 1; k <= count; k++) {
      modules.set(`conv${stage + 1}_${k}`, `features.${index++}`)
      if (batchNorm) modules.set(`bn${stage + 1}_${k}`, `features.${index++}`)
      index++
    }
    modules.set(`pool${stage + 1}`, `features.${index++}`)
  }
  return modules
}

function vgg(depth: Depth, batchNorm: boolean): ZooNetwork {
  const name = `vgg-${depth}${batchNorm ? '-bn' : ''}`
  const modules = modulesOf(depth, batchNorm)
  return defineZooNetwork({
    name,
    about: `Simonyan and Zisserman 2014: ${depth} layers with weights${batchNorm ? ', with batch norm as torchvision adds it' : ''}`,
    published: { input: [224, 224, 3], classes: 1000 },
    build: (purpose) => draw(name, depth, batchNorm, purpose),
    torchvisionModule: (id) => modules.get(id),
  })
}

/**
 * VGG (Simonyan and Zisserman 2014, arXiv:1409.1556): 3x3 convolutions and 2x2 pools only. As torchvision has it: an adaptive pool to
 * 7x7, which does nothing at 224 pixels and lets smaller and larger pictures in; Kaiming's start in place of the paper's pretraining.
 */
export const vggs: readonly ZooNetwork[] = ([11, 13, 16, 19] as const).flatMap((depth) => [
  vgg(depth, false),
  vgg(depth, true),
])
