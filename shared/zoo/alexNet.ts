import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** torchvision's modules by our layers; its ReLUs and dropouts have numbers too but no weights. */
const modules: Readonly<Record<string, string>> = {
  conv1: 'features.0',
  pool1: 'features.2',
  conv2: 'features.3',
  pool2: 'features.5',
  conv3: 'features.6',
  conv4: 'features.8',
  conv5: 'features.10',
  pool5: 'features.12',
  avgpool: 'avgpool',
  fc6: 'classifier.1',
  fc7: 'classifier.4',
  fc8: 'classifier.6',
}

/** PyTorch's own start, which torchvision leaves as it is. */
const start = { kernelInitializer: { name: 'torch-default' }, biasInitializer: { name: 'torch-default' } }

/** One column without normalization: Krizhevsky 2014, "One weird trick" (arXiv:1404.5997), as torchvision has it. 61,100,840 weights. */
function drawTorchvision(purpose: NetworkPurpose) {
  const net = new NetworkBuilder('alexnet', purpose)
  const conv = (k: number, filters: number, kernel: number, more: object) => {
    net.add('conv2d', { filters, kernel, ...more, ...start }, { id: `conv${k}` })
    net.add('activation', {}, { id: `relu${k}` })
  }
  const pool = (k: number) => net.add('max-pool', { size: 3, stride: 2 }, { id: `pool${k}` })
  conv(1, 64, 11, { stride: 4, padding: 2 })
  pool(1)
  conv(2, 192, 5, { padding: 2 })
  pool(2)
  conv(3, 384, 3, { padding: 1 })
  conv(4, 256, 3, { padding: 1 })
  conv(5, 256, 3, { padding: 1 })
  pool(5)
  net.add('adaptive-avg-pool', { size: 6 }, { id: 'avgpool' })
  net.add('flatten', {}, { id: 'flatten' })
  for (const k of [6, 7]) {
    net.add('dropout', { rate: 0.5 }, { id: `drop${k}` })
    net.add('dense', { units: 4096, ...start }, { id: `fc${k}` })
    net.add('activation', {}, { id: `relu${k}` })
  }
  net.add('dense', { units: purpose.classes, ...start }, { id: 'fc8' })
  return net.network()
}

/**
 * The 2012 paper's form in one column: two groups in the second, fourth and fifth convolution, local response normalization behind
 * the first two. Its 224 pixels are 227 in its own arithmetic. 60,965,224 weights; they start as in the paper, section 5: normal with
 * deviation 0.01, biases 1 in the second, fourth, fifth and the hidden dense layers, else 0.
 */
function draw2012(purpose: NetworkPurpose) {
  const net = new NetworkBuilder('alexnet-2012', purpose)
  const begin = (bias: 0 | 1) => ({
    kernelInitializer: { name: 'normal', mean: 0, deviation: 0.01 },
    biasInitializer: { name: 'constant', value: bias },
  })
  const conv = (k: number, bias: 0 | 1, config: object) => {
    net.add('conv2d', { ...config, ...begin(bias) }, { id: `conv${k}` })
    net.add('activation', {}, { id: `relu${k}` })
  }
  const pool = (k: number) => net.add('max-pool', { size: 3, stride: 2 }, { id: `pool${k}` })
  const norm = (k: number) => net.add('local-response-norm', {}, { id: `norm${k}` })
  conv(1, 0, { filters: 96, kernel: 11, stride: 4, padding: 'valid' })
  norm(1)
  pool(1)
  conv(2, 1, { filters: 256, kernel: 5, padding: 2, groups: 2 })
  norm(2)
  pool(2)
  conv(3, 0, { filters: 384, kernel: 3, padding: 1 })
  conv(4, 1, { filters: 384, kernel: 3, padding: 1, groups: 2 })
  conv(5, 1, { filters: 256, kernel: 3, padding: 1, groups: 2 })
  pool(5)
  net.add('flatten', {}, { id: 'flatten' })
  for (const k of [6, 7]) {
    net.add('dense', { units: 4096, ...begin(1) }, { id: `fc${k}` })
    net.add('activation', {}, { id: `relu${k}` })
    net.add('dropout', { rate: 0.5 }, { id: `drop${k}` })
  }
  net.add('dense', { units: purpose.classes, ...begin(0) }, { id: 'fc8' })
  return net.network()
}

export const alexNets: readonly ZooNetwork[] = [
  defineZooNetwork({
    name: 'alexnet',
    about: 'Krizhevsky 2014 ("One weird trick") as torchvision has it: one column, no groups, no normalization',
    published: { input: [224, 224, 3], classes: 1000 },
    build: drawTorchvision,
    torchvisionModule: (id) => modules[id],
  }),
  defineZooNetwork({
    name: 'alexnet-2012',
    about: 'Krizhevsky, Sutskever and Hinton 2012 in one column: groups and local response normalization; 227 pixels',
    published: { input: [227, 227, 3], classes: 1000 },
    build: draw2012,
    torchvisionModule: (id) => (/^(conv|pool|norm|fc)\d$/.test(id) ? id : undefined),
  }),
]
