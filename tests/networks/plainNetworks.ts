import type { Network } from '../../shared/model/network'
import { Sketch } from './sketch'

/** LeNet-5 as taught today: full connection in C3, pools without weights. */
export function leNet5(): Network {
  const sketch = new Sketch('lenet-5', [32, 32, 1])
  const tanh = () => sketch.add('activation', { kind: 'tanh' })
  sketch.conv('c1', 6, 5, { padding: 'valid' })
  tanh()
  sketch.add('avg-pool', {}, { id: 's2' })
  sketch.conv('c3', 16, 5, { padding: 'valid' })
  tanh()
  sketch.add('avg-pool', {}, { id: 's4' })
  sketch.add('flatten')
  for (const [id, units] of [
    ['c5', 120],
    ['f6', 84],
  ] as const) {
    sketch.add('dense', { units }, { id })
    tanh()
  }
  sketch.add('dense', { units: 10 }, { id: 'output' })
  return sketch.network()
}

/** AlexNet of Krizhevsky et al. 2012, its two columns as groups, without local response normalization (which has no weights). */
export function alexNet2012(): Network {
  const sketch = new Sketch('alexnet-2012', [227, 227, 3])
  const pool = (id: string) => sketch.add('max-pool', { size: 3, stride: 2 }, { id })
  sketch.conv('conv1', 96, 11, { stride: 4, padding: 'valid' })
  sketch.relu()
  pool('pool1')
  sketch.conv('conv2', 256, 5, { padding: 2, groups: 2 })
  sketch.relu()
  pool('pool2')
  for (const [id, filters, groups] of [
    ['conv3', 384, 1],
    ['conv4', 384, 2],
    ['conv5', 256, 2],
  ] as const) {
    sketch.conv(id, filters, 3, { padding: 1, groups })
    sketch.relu()
  }
  pool('pool5')
  sketch.add('flatten')
  for (const units of [4096, 4096]) {
    sketch.add('dense', { units })
    sketch.relu()
    sketch.add('dropout')
  }
  sketch.add('dense', { units: 1000 })
  return sketch.network()
}

/** VGG-16 of Simonyan and Zisserman 2014, batch norm after each convolution as torchvision has it. */
export function vgg16({ batchNorm = false } = {}): Network {
  const sketch = new Sketch(batchNorm ? 'vgg-16-bn' : 'vgg-16', [224, 224, 3])
  for (const [stage, [filters, count]] of (
    [
      [64, 2],
      [128, 2],
      [256, 3],
      [512, 3],
      [512, 3],
    ] as const
  ).entries()) {
    for (let k = 0; k < count; k++) {
      sketch.conv(`conv${stage + 1}_${k + 1}`, filters, 3, { padding: 1 })
      if (batchNorm) sketch.norm(`bn${stage + 1}_${k + 1}`)
      sketch.relu()
    }
    sketch.add('max-pool', {}, { id: `pool${stage + 1}` })
  }
  sketch.add('flatten')
  for (const units of [4096, 4096]) {
    sketch.add('dense', { units })
    sketch.relu()
    sketch.add('dropout')
  }
  sketch.add('dense', { units: 1000 })
  return sketch.network()
}
