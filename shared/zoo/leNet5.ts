import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

/** Below this the first convolution pads by 2, so that MNIST's 28 pixels serve as 32. */
const originalSize = 32

function draw(name: string, purpose: NetworkPurpose) {
  const net = new NetworkBuilder(name, purpose)
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
}

const leNet = (name: string, about: string, size: number): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [size, size, 1], classes: 10 },
    build: (purpose) => draw(name, purpose),
    torchvisionModule: (id) => (/^([csf]\d|output)$/.test(id) ? id : undefined),
  })

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner 1998) as taught today: 61,706 weights. The paper's own has 60,000: C3 is connected
 * sparsely, the pools have weights, and the output is 84 fixed radial basis functions.
 */
export const leNets = [
  leNet(
    'lenet-5',
    'LeCun et al. 1998 as taught today: C3 connected in full, pools without weights, a linear output in place of RBF units',
    originalSize,
  ),
  leNet('lenet-5@28', 'lenet-5 for MNIST as it comes: the first convolution pads 28 pixels to 32', 28),
]
