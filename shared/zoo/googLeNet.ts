import { auxiliaryClassifier, auxiliaryClassifierNorm } from '../model/blocks/library/auxiliaryClassifier'
import { convNorm } from '../model/blocks/library/convNorm'
import { inception, inceptionNorm } from '../model/blocks/library/inception'
import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** 1x1, 1x1 in front of 3x3, 3x3, 1x1 in front of 5x5, 5x5, 1x1 behind the pool: the paper's table 1. */
type Columns = readonly [number, number, number, number, number, number]
const modules: Readonly<Record<string, Columns>> = {
  '3a': [64, 96, 128, 16, 32, 32],
  '3b': [128, 128, 192, 32, 96, 64],
  '4a': [192, 96, 208, 16, 48, 64],
  '4b': [160, 112, 224, 24, 64, 64],
  '4c': [128, 128, 256, 24, 64, 64],
  '4d': [112, 144, 288, 32, 64, 64],
  '4e': [256, 160, 320, 32, 128, 128],
  '5a': [256, 160, 320, 32, 128, 128],
  '5b': [384, 192, 384, 48, 128, 128],
}

const columnsOf = ([ones, reduceThree, three, reduceFive, five, pooled]: Columns) => ({
  ones,
  reduceThree,
  three,
  reduceFive,
  five,
  pooled,
})

/** The weight of each second classifier's loss (the paper, section 5). */
const auxiliaryWeight = 0.3

/** The stem's first layer keeps the size of small pictures; the pool behind it is left out. */
const firstConv = ({ stem }: NetworkPurpose) =>
  stem === 'small' ? { kernel: 3, padding: 1 } : { kernel: 7, stride: 2, padding: 3 }

/** The paper's table 1: biases, 5x5 branches, local response normalization where the BVLC Caffe model has it; pools round up. */
function draw2014(name: string, auxiliary: boolean, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const dense = { name: 'lecun', distribution: 'uniform' }
  const start = { kernelInitializer: dense, biasInitializer: { name: 'constant', value: 0.2 } }
  const conv = (id: string, config: object) => {
    net.add('conv2d', { ...config, ...start }, { id })
    net.add('activation', {}, { id: `${id}_relu` })
  }
  const pool = (id: string) => net.add('max-pool', { size: 3, stride: 2, ceil: true }, { id })
  // Caffe divides alpha by the size of the window, as PyTorch does.
  const norm = (id: string) => net.add('local-response-norm', { k: 1, convention: 'pytorch' }, { id })
  const module = (which: string) =>
    net.block(inception, columnsOf(modules[which] as Columns), { id: `inception${which}` })
  const second = (id: string, source: string) => {
    if (!auxiliary) return
    const { last } = net
    net.block(auxiliaryClassifier, { classes: purpose.classes }, { id, inputs: [source] })
    // The reference table counts both heads in here, and not in torchvision's nets.
    net.addAuxiliary({ layer: id, weight: auxiliaryWeight, counted: true })
    net.last = last
  }
  conv('conv1', { filters: 64, ...firstConv(purpose) })
  if (purpose.stem !== 'small') pool('pool1')
  norm('norm1')
  conv('conv2_reduce', { filters: 64, kernel: 1, padding: 'valid' })
  conv('conv2', { filters: 192, kernel: 3, padding: 1 })
  norm('norm2')
  pool('pool2')
  for (const which of ['3a', '3b']) module(which)
  pool('pool3')
  for (const which of ['4a', '4b', '4c', '4d', '4e']) {
    module(which)
    if (which === '4a') second('aux1', 'inception4a')
    if (which === '4d') second('aux2', 'inception4d')
  }
  pool('pool4')
  for (const which of ['5a', '5b']) module(which)
  net.add('global-avg-pool', {}, { id: 'pool5' })
  net.add('dropout', { rate: 0.4 }, { id: 'dropout' })
  net.add('dense', { units: purpose.classes, kernelInitializer: dense }, { id: 'fc' })
  return net.network()
}

/** torchvision's: batch norm (epsilon 0.001), 3x3 in place of 5x5, the fourth pool 2x2. */
function drawNorm(name: string, auxiliary: boolean, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
  const start = { name: 'normal', mean: 0, deviation: 0.01 }
  const conv = (id: string, config: object) => net.block(convNorm, { ...config, kernelInitializer: start }, { id })
  const pool = (k: number, size = 3) => net.add('max-pool', { size, stride: 2, ceil: true }, { id: `maxpool${k}` })
  const module = (which: string) =>
    net.block(inceptionNorm, columnsOf(modules[which] as Columns), { id: `inception${which}` })
  const second = (id: string, source: string) => {
    if (!auxiliary) return
    const { last } = net
    net.block(auxiliaryClassifierNorm, { classes: purpose.classes }, { id, inputs: [source] })
    net.addAuxiliary({ layer: id, weight: auxiliaryWeight, counted: false })
    net.last = last
  }
  conv('conv1', { filters: 64, ...firstConv(purpose) })
  if (purpose.stem !== 'small') pool(1)
  conv('conv2', { filters: 64, kernel: 1 })
  conv('conv3', { filters: 192, kernel: 3, padding: 1 })
  pool(2)
  for (const which of ['3a', '3b']) module(which)
  pool(3)
  for (const which of ['4a', '4b', '4c', '4d', '4e']) {
    module(which)
    if (which === '4a') second('aux1', 'inception4a')
    if (which === '4d') second('aux2', 'inception4d')
  }
  pool(4, 2)
  for (const which of ['5a', '5b']) module(which)
  net.add('global-avg-pool', {}, { id: 'avgpool' })
  net.add('dropout', { rate: 0.2 }, { id: 'dropout' })
  net.add('dense', { units: purpose.classes, kernelInitializer: start }, { id: 'fc' })
  return net.network()
}

const hasNoModule = /(^|[._])(relu|concat|pool|flatten|dropout|fc1_relu)$|^input$|^norm\d$|branch4\.0$/

const forImageNet = (name: string, about: string, build: ZooNetwork['build']): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [224, 224, 3], classes: 1000 },
    options: ['stem'],
    build,
    torchvisionModule: (id) => (hasNoModule.test(id) ? undefined : id),
  })

/**
 * GoogLeNet (Szegedy et al. 2014, arXiv:1409.4842). `googlenet` is the paper's, `googlenet-bn` torchvision's; `+aux` has the two second
 * classifiers, whose losses count 0.3 each in training and which are not there in inference.
 */
export const googLeNets: readonly ZooNetwork[] = [
  forImageNet(
    'googlenet',
    'Szegedy et al. 2014, table 1: biases, 5x5 branches, local response normalization',
    (purpose) => draw2014('googlenet', false, purpose),
  ),
  forImageNet(
    'googlenet+aux',
    'googlenet with its two auxiliary classifiers (loss weight 0.3, training only)',
    (purpose) => draw2014('googlenet+aux', true, purpose),
  ),
  forImageNet(
    'googlenet-bn',
    'GoogLeNet as torchvision has it: batch norm, 3x3 in place of 5x5, a 2x2 fourth pool',
    (purpose) => drawNorm('googlenet-bn', false, purpose),
  ),
  forImageNet(
    'googlenet-bn+aux',
    'googlenet-bn with its two auxiliary classifiers (loss weight 0.3, training only)',
    (purpose) => drawNorm('googlenet-bn+aux', true, purpose),
  ),
]
