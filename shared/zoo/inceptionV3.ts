import { auxiliaryClassifierV3 } from '../model/blocks/library/auxiliaryClassifier'
import { convNorm } from '../model/blocks/library/convNorm'
import { inceptionA, inceptionB, inceptionC, inceptionD, inceptionE } from '../model/blocks/library/inceptionV3'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

function draw(name: string, auxiliary: boolean, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const conv = (id: string, filters: number, kernel: number, more: object = {}) =>
    net.block(convNorm, { filters, kernel, ...more }, { id })
  const pool = (id: string) => net.add('max-pool', { size: 3, stride: 2 }, { id })
  conv('Conv2d_1a_3x3', 32, 3, { stride: 2 })
  conv('Conv2d_2a_3x3', 32, 3)
  conv('Conv2d_2b_3x3', 64, 3, { padding: 1 })
  pool('maxpool1')
  conv('Conv2d_3b_1x1', 80, 1)
  conv('Conv2d_4a_3x3', 192, 3)
  pool('maxpool2')
  net.block(inceptionA, { pooled: 32 }, { id: 'Mixed_5b' })
  net.block(inceptionA, { pooled: 64 }, { id: 'Mixed_5c' })
  net.block(inceptionA, { pooled: 64 }, { id: 'Mixed_5d' })
  net.block(inceptionB, {}, { id: 'Mixed_6a' })
  for (const [letter, narrow] of [
    ['b', 128],
    ['c', 160],
    ['d', 160],
    ['e', 192],
  ] as const)
    net.block(inceptionC, { narrow }, { id: `Mixed_6${letter}` })
  if (auxiliary) {
    const { last } = net
    net.block(auxiliaryClassifierV3, { classes: purpose.classes }, { id: 'AuxLogits' })
    net.addAuxiliary({ layer: 'AuxLogits', weight: 0.3, counted: false })
    net.last = last
  }
  net.block(inceptionD, {}, { id: 'Mixed_7a' })
  net.block(inceptionE, {}, { id: 'Mixed_7b' })
  net.block(inceptionE, {}, { id: 'Mixed_7c' })
  net.add('global-avg-pool', {}, { id: 'avgpool' })
  net.add('dropout', { rate: 0.5 }, { id: 'dropout' })
  net.add(
    'dense',
    { units: purpose.classes, kernelInitializer: { name: 'normal', mean: 0, deviation: 0.1 } },
    { id: 'fc' },
  )
  return net.network()
}

const hasNoModule = /(^|\.)(relu|concat|pool|mean|dropout)$|^input$/

const inception = (name: string, about: string, auxiliary: boolean): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [299, 299, 3], classes: 1000 },
    build: (purpose) => draw(name, auxiliary, purpose),
    torchvisionModule: (id) => (hasNoModule.test(id) ? undefined : id),
  })

/**
 * Inception v3 (Szegedy et al. 2015, arXiv:1512.00567) as torchvision has it, with gamma in its batch norms (Keras has none there:
 * 17,216 weights fewer) and average pools that count the border. The auxiliary loss counts 0.3, as GoogLeNet's (TF-Slim: 0.4).
 */
export const inceptionV3s: readonly ZooNetwork[] = [
  inception('inception-v3', 'Szegedy et al. 2015 as torchvision has it; 299 pixels', false),
  inception('inception-v3+aux', 'inception-v3 with its auxiliary classifier (loss weight 0.3, training only)', true),
]
