import { NetworkBuilder, type ZooNetwork } from './zooNetwork'

/** Below this the first convolution pads by 2, so that MNIST's 28 pixels serve as 32. */
const originalSize = 32

export const leNet5: ZooNetwork = {
  name: 'lenet-5',
  about:
    'LeCun et al. 1998 as taught today: C3 connected in full, pools without weights, a linear output in place of RBF units',
  published: { input: [originalSize, originalSize, 1], classes: 10 },
  build(purpose) {
    const net = new NetworkBuilder('lenet-5', purpose)
    const tanh = () => net.add('activation', { kind: 'tanh' })
    const [height, width] = purpose.input
    const padding = Math.min(height, width) < originalSize ? 2 : 'valid'
    net.add('conv2d', { filters: 6, kernel: 5, padding }, { id: 'c1' })
    tanh()
    net.add('avg-pool', {}, { id: 's2' })
    net.add('conv2d', { filters: 16, kernel: 5, padding: 'valid' }, { id: 'c3' })
    tanh()
    net.add('avg-pool', {}, { id: 's4' })
    net.add('flatten')
    net.add('dense', { units: 120 }, { id: 'c5' })
    tanh()
    net.add('dense', { units: 84 }, { id: 'f6' })
    tanh()
    net.add('dense', { units: purpose.classes }, { id: 'output' })
    return net.network()
  },
}
