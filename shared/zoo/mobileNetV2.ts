import { convNorm } from '../model/blocks/library/convNorm'
import { invertedResidual } from '../model/blocks/library/invertedResidual'
import { heFanOut } from '../model/blocks/library/parts'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Expansion, filters, blocks and stride of each stage (the paper's table 2). */
const stages = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const

/** Filters times the width, as a multiple of 8 and not more than a tenth below (torchvision's and TensorFlow's rule). */
function divisible(filters: number): number {
  const rounded = Math.max(8, Math.floor((filters + 4) / 8) * 8)
  return rounded < 0.9 * filters ? rounded + 8 : rounded
}

function draw(purpose: NetworkPurpose) {
  const net = new NetworkBuilder('mobilenet-v2', purpose)
  const { width = 1, stem, classes } = purpose
  const small = stem === 'small'
  const conv = (id: string, filters: number, more: object) =>
    net.block(convNorm, { filters, norm: {}, kernelInitializer: heFanOut, activation: 'relu6', ...more }, { id })
  let channels = divisible(32 * width)
  conv('stem', channels, { kernel: 3, stride: small ? 1 : 2, padding: 1 })
  for (const [k, [expand, count, repeat, stride]] of stages.entries()) {
    const filters = divisible(count * width)
    // Small pictures are halved three times, not five.
    const first = small && k === 1 ? 1 : stride
    net.block(
      invertedResidual,
      { channels: filters, filters, expand },
      { id: `stage${k + 1}`, repeat, first: { channels, stride: first } },
    )
    channels = filters
  }
  conv('head', divisible(1280 * Math.max(1, width)), { kernel: 1 })
  net.add('global-avg-pool', {}, { id: 'pool' })
  net.add('dropout', { rate: 0.2 }, { id: 'dropout' })
  net.add(
    'dense',
    { units: classes, kernelInitializer: { name: 'normal', mean: 0, deviation: 0.01 } },
    { id: 'classifier' },
  )
  return net.network()
}

/** Inside a block: torchvision counts, and has one part fewer where nothing is expanded. */
const inBlock: Readonly<Record<string, readonly [expanded: string | undefined, plain: string | undefined]>> = {
  expand: ['conv.0.0', undefined],
  expand_bn: ['conv.0.1', undefined],
  depthwise: ['conv.1.0', 'conv.0.0'],
  depthwise_bn: ['conv.1.1', 'conv.0.1'],
  project: ['conv.2', 'conv.1'],
  project_bn: ['conv.3', 'conv.2'],
}

/** Which of torchvision's 19 features a stage begins with. */
const firstFeature = (stage: number): number =>
  1 + stages.slice(0, stage).reduce((sum, [, , repeat]) => sum + repeat, 0)

function torchvisionModule(id: string): string | undefined {
  if (id === 'classifier') return 'classifier.1'
  const [, end, part] = /^(stem|head)(?:\.(conv|bn))?$/.exec(id) ?? []
  if (end !== undefined) {
    const feature = end === 'stem' ? 0 : firstFeature(stages.length)
    return `features.${feature}${part === undefined ? '' : part === 'conv' ? '.0' : '.1'}`
  }
  const [, stage, block, inner] = /^stage(\d)\.(\d)(?:\.(\w+))?$/.exec(id) ?? []
  if (stage === undefined) return undefined
  const feature = `features.${firstFeature(Number(stage) - 1) + Number(block)}`
  if (inner === undefined) return feature
  const name = inBlock[inner]?.[stage === '1' ? 1 : 0]
  return name === undefined ? undefined : `${feature}.${name}`
}

/**
 * MobileNet v2 (Sandler et al. 2018, arXiv:1801.04381) as torchvision has it: padding 1 all around (Keras pads stride-2 layers below and
 * on the right only). `width` is the paper's alpha; filters are rounded to multiples of 8.
 */
export const mobileNetV2: ZooNetwork = defineZooNetwork({
  name: 'mobilenet-v2',
  about: 'Sandler et al. 2018 as torchvision has it: inverted residuals with linear bottlenecks; width is their alpha',
  published: { input: [224, 224, 3], classes: 1000 },
  options: ['width', 'stem'],
  build: draw,
  torchvisionModule,
})
