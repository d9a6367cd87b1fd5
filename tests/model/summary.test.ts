import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { receptiveFields } from '../../shared/model/receptiveField'
import { summarizeNetwork } from '../../shared/model/summary'
import { cifarResNet } from '../networks/cifarResNet'
import { deepDigits } from '../networks/deepDigits'
import { alexNet2012, leNet5, vgg16 } from '../networks/plainNetworks'
import { Sketch } from '../networks/sketch'
import { noReference, referencePath, shared } from '../reference'

interface GoldenNetwork {
  readonly parameters: { readonly trainable: number; readonly non_trainable: number; readonly total: number }
  readonly macs: { readonly total: number }
}
interface GoldenField {
  readonly receptive_field: number
  readonly effective_stride: number
  readonly effective_padding: number
}
const read = (file: string) => JSON.parse(readFileSync(referencePath(file), 'utf8'))

/** Layers of ours by the reference table's end points. */
const networks: [name: string, network: Network, endPoints: Record<string, string>][] = [
  ['lenet-5', leNet5(), { c1: 'c1', s2: 's2', c3: 'c3', s4: 's4' }],
  ['deep-digits', deepDigits(), { conv1: 'conv1', conv2: 'conv2', pool1: 'pool1', pool3: 'pool3' }],
  ['alexnet-2012', alexNet2012(), { conv1: 'conv1', pool1: 'pool1', conv2: 'conv2', pool5: 'pool5' }],
  ['vgg-16', vgg16(), { 'features.4': 'pool1', 'features.16': 'pool3', 'features.30': 'pool5' }],
  ['vgg-16-bn', vgg16({ batchNorm: true }), {}],
  [
    'resnet-20',
    cifarResNet(20),
    { conv1: 'conv1', stage1: 'stage1.2.add', stage2: 'stage2.2.add', stage3: 'stage3.2.add' },
  ],
  ['resnet-110', cifarResNet(110), { stage3: 'stage3.17.add' }],
]

describe.skipIf(!shared)(`against the reference tables${shared ? '' : ` (${noReference})`}`, () => {
  test.each(networks)('%s has the known parameters and multiply-adds', (name, network) => {
    const { parameters, macs } = read('networks.json').networks[name] as GoldenNetwork
    const inference = inferNetwork(network)
    expect(inference.problems).toEqual([])
    const summary = summarizeNetwork(network, inference)
    expect(summary.parameters).toEqual({ total: parameters.total, trainable: parameters.trainable, frozen: 0 })
    expect(summary.macs).toBe(macs.total)
  })

  test.each(networks.filter(([, , endPoints]) => Object.keys(endPoints).length > 0))(
    '%s has the known receptive fields',
    (name, network, endPoints) => {
      const golden = read('receptive-fields.json').torchvision_and_papers[name].end_points as Record<
        string,
        GoldenField
      >
      const fields = receptiveFields(inferNetwork(network))
      for (const [theirs, ours] of Object.entries(endPoints)) {
        const {
          receptive_field: size,
          effective_stride: jump,
          effective_padding: padding,
        } = golden[theirs] as GoldenField
        expect(fields.get(ours), theirs).toEqual({
          size: [size, size],
          jump: [jump, jump],
          padding: [padding, padding],
        })
      }
    },
  )
})

test('what inspect prints', () => {
  const sketch = new Sketch('small', [8, 6, 1])
  sketch.conv('conv', 2, 3, { stride: [2, 1] })
  sketch.norm('norm')
  sketch.add('flatten', {}, { id: 'flat' })
  sketch.add('dense', { units: 3 }, { id: 'out' })
  const network = sketch.network()
  expect(summarizeNetwork(network, inferNetwork(network))).toEqual({
    network: 'small',
    inputShape: [8, 6, 1],
    outputShape: [3],
    parameters: { total: 20 + 8 + 147, trainable: 20 + 4 + 147, frozen: 0 },
    macs: 4 * 6 * 2 * 9 + 48 * 3,
    layers: [
      {
        id: 'input',
        type: 'input',
        outputShape: [8, 6, 1],
        parameters: 0,
        macs: 0,
        receptiveField: { size: 1, jump: 1 },
      },
      {
        id: 'conv',
        type: 'conv2d',
        outputShape: [4, 6, 2],
        parameters: 20,
        macs: 432,
        receptiveField: { size: 3, jump: [2, 1] },
      },
      {
        id: 'norm',
        type: 'batch-norm',
        outputShape: [4, 6, 2],
        parameters: 8,
        macs: 0,
        receptiveField: { size: 3, jump: [2, 1] },
      },
      { id: 'flat', type: 'flatten', outputShape: [48], parameters: 0, macs: 0 },
      { id: 'out', type: 'dense', outputShape: [3], parameters: 147, macs: 144 },
    ],
  })
})

test('a frozen layer trains nothing; a counter of batches is no parameter; a half-built network is summed as far as it is known', () => {
  const network: Network = {
    layers: [
      { id: 'in', type: 'input', inputs: [], config: { shape: [4, 4, 2] } },
      { id: 'norm', type: 'batch-norm', inputs: ['in'], config: { momentum: null } },
      { id: 'conv', type: 'conv2d', inputs: ['norm'], config: { filters: 1, kernel: 1 }, frozen: true },
      { id: 'odd', type: 'nonsense', inputs: ['conv'], config: {} },
      { id: 'after', type: 'flatten', inputs: ['odd'], config: {} },
    ],
  }
  const { parameters, layers, outputShape } = summarizeNetwork(network, inferNetwork(network))
  expect(parameters).toEqual({ total: 8 + 3, trainable: 4, frozen: 3 })
  expect(outputShape).toBeUndefined()
  expect(layers.slice(3)).toEqual([
    { id: 'odd', type: 'nonsense', parameters: 0, macs: 0 },
    { id: 'after', type: 'flatten', parameters: 0, macs: 0 },
  ])
})
