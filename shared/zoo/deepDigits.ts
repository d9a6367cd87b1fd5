import { defineZooNetwork } from './defineZooNetwork'
import { NetworkBuilder } from './networkBuilder'
import type { NetworkPurpose, ZooNetwork } from './zooNetwork'

const filters = [16, 16, 32, 32, 64, 64]

/** The convolution whose padding is 2 in the book's code, counted from 0. */
const paddedByTwo = 3

interface Form {
  /** Padding of the fourth convolution. */
  readonly padding: 1 | 2
  /** A batch norm between each convolution and its ReLU, and no dropout on the logits. */
  readonly batchNorm?: boolean
}

function draw(name: string, purpose: NetworkPurpose, { padding, batchNorm = false }: Form) {
  const net = new NetworkBuilder(name, purpose)
  for (const [k, count] of filters.entries()) {
    const around = k === paddedByTwo ? padding : 1
    const bias = batchNorm ? { bias: false } : {}
    net.add('conv2d', { filters: count, kernel: 3, padding: around, ...bias }, { id: `conv${k + 1}` })
    if (batchNorm) net.add('batch-norm', {}, { id: `norm${k + 1}` })
    net.add('activation')
    if (k % 2 === 1) net.add('max-pool', {}, { id: `pool${(k + 1) / 2}` })
  }
  net.add('flatten')
  net.add('dense', { units: 50 }, { id: 'affine1' })
  net.add('activation')
  net.add('dropout', {}, { id: 'dropout1' })
  net.add('dense', { units: purpose.classes }, { id: 'affine2' })
  if (!batchNorm) net.add('dropout', {}, { id: 'dropout2' })
  return net.network()
}

const deepDigits = (name: string, about: string, form: Form): ZooNetwork =>
  defineZooNetwork({
    name,
    about,
    published: { input: [28, 28, 1], classes: 10 },
    build: (purpose) => draw(name, purpose, form),
    torchvisionModule: (id) => (/^(conv|pool|affine|dropout)\d$/.test(id) ? id : undefined),
  })

/**
 * The deep digit network of 'Deep Learning from Scratch' (Saito), 8.1. The book's code, unlike its drawing, pads the fourth
 * convolution by 2, so that 4x4x64 values reach the affine layer: 123,552 weights (101,152 with padding 1). Its last dropout sits on
 * the logits. The book's dropout multiplies by 1 - rate when it predicts; ours divides when it trains.
 */
export const deepDigitsNetworks = [
  deepDigits(
    'deep-digits',
    "'Deep Learning from Scratch' (Saito), 8.1, from the book's code: padding 2 on the fourth convolution; our dropout is inverted",
    { padding: 2 },
  ),
  deepDigits('deep-digits@pad1', 'deep-digits as its drawing shows it: padding 1 everywhere', { padding: 1 }),
  deepDigits(
    'deep-digits-bn',
    'deep-digits with a batch norm behind each convolution, in place of its bias, and without the dropout on the logits',
    { padding: 2, batchNorm: true },
  ),
]
