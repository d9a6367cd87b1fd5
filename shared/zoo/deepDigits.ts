import { NetworkBuilder, type NetworkPurpose, type ZooNetwork } from './zooNetwork'

const published: NetworkPurpose = { input: [28, 28, 1], classes: 10 }

/** The book's own form. Its last dropout sits on the logits. */
export const deepDigits: ZooNetwork = {
  name: 'deep-digits',
  about:
    "'Deep Learning from Scratch' (Saito), 8.1, from the book's code: padding 2 on the fourth convolution; our dropout is inverted",
  published,
  build(purpose) {
    const net = new NetworkBuilder('deep-digits', purpose)
    convolutions(net, (k) =>
      net.add('conv2d', { filters: filters[k], kernel: 3, padding: padding(k) }, { id: `conv${k + 1}` }),
    )
    net.add('flatten')
    net.add('dense', { units: 50 }, { id: 'affine1' })
    net.add('activation')
    net.add('dropout', {}, { id: 'dropout1' })
    net.add('dense', { units: purpose.classes }, { id: 'affine2' })
    net.add('dropout', {}, { id: 'dropout2' })
    return net.network()
  },
}

/** The same with a batch norm between each convolution and its ReLU, and no dropout on the logits. */
export const deepDigitsBatchNorm: ZooNetwork = {
  name: 'deep-digits-bn',
  about:
    'deep-digits with a batch norm behind each convolution, in place of its bias, and without the dropout on the logits',
  published,
  build(purpose) {
    const net = new NetworkBuilder('deep-digits-bn', purpose)
    convolutions(net, (k) => {
      net.add('conv2d', { filters: filters[k], kernel: 3, padding: padding(k), bias: false }, { id: `conv${k + 1}` })
      net.add('batch-norm', {}, { id: `norm${k + 1}` })
    })
    net.add('flatten')
    net.add('dense', { units: 50 }, { id: 'affine1' })
    net.add('activation')
    net.add('dropout', {}, { id: 'dropout1' })
    net.add('dense', { units: purpose.classes }, { id: 'affine2' })
    return net.network()
  },
}

const filters = [16, 16, 32, 32, 64, 64]
const padding = (k: number) => (k === 3 ? 2 : 1)

/** Three times two convolutions and a pool. */
function convolutions(net: NetworkBuilder, convolution: (k: number) => void): void {
  for (const k of filters.keys()) {
    convolution(k)
    net.add('activation')
    if (k % 2 === 1) net.add('max-pool', {}, { id: `pool${(k + 1) / 2}` })
  }
}
