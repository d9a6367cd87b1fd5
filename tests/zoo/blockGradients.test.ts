import { expect, test } from 'vitest'
import { checkGradients } from '../../main/jobs/checkGradients/checkGradients'
import { blockLibrary, definitionsOf, type LibraryBlock } from '../../shared/model/blocks/library'
import { type Inference, inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import type { TensorData, TensorMap } from '../../shared/tensorData'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { quarters } from '../engine/networks'

type Standing = readonly [block: string, config: object]

/** Blocks in a row between a convolution and the logits, with the size of their pictures; auxiliary classifiers stand beside the row. */
const rows: [name: string, size: number, blocks: Standing[]][] = [
  [
    'residual',
    12,
    [
      ['residual', { filters: 6, stride: 2, shortcut: 'projection' }],
      ['residual', { filters: 8, stride: 1, shortcut: 'pad' }],
      ['bottleneck', { filters: 2, stride: 2, strideAt: 'first', shortcut: 'projection' }],
      ['pre-activation-residual', { filters: 8 }],
      ['pre-activation-bottleneck', { filters: 2, bias: true, stride: 2, shortcut: 'pool' }],
    ],
  ],
  [
    'dense and narrow',
    12,
    [
      ['dense-layer', { growth: 2, bottleneck: false }],
      ['dense-block', { layers: 2, growth: 3 }],
      ['transition', { filters: 6 }],
      ['inverted-residual', { channels: 6, filters: 6, expand: 2 }],
      ['fire', { squeeze: 2, expand: 3 }],
      // Last: a norm behind it would take away what its gamma does, and leave nothing but rounding to compare.
      ['conv-norm', { filters: 5, kernel: 3, padding: 1 }],
    ],
  ],
  [
    'inception',
    12,
    [
      ['inception', { ones: 2, reduceThree: 2, three: 3, reduceFive: 2, five: 2, pooled: 2 }],
      ['auxiliary-classifier', { classes: 4, filters: 3, units: 5 }],
      ['inception-norm', { ones: 2, reduceThree: 2, three: 3, reduceFive: 2, five: 2, pooled: 2 }],
      ['auxiliary-classifier-norm', { classes: 4, filters: 3, units: 5 }],
    ],
  ],
  // These have hundreds of channels whatever they are told, so each stands alone, on a picture as small as it takes.
  ['inception-a', 5, [['inception-a', { pooled: 4 }]]],
  ['inception-b', 5, [['inception-b', {}]]],
  ['inception-c', 5, [['inception-c', { narrow: 6 }]]],
  ['inception-d', 5, [['inception-d', {}]]],
  ['inception-e', 3, [['inception-e', {}]]],
  ['auxiliary-classifier-v3', 17, [['auxiliary-classifier-v3', { classes: 4 }]]],
]

const blockOf = (name: string): LibraryBlock => {
  const found = blockLibrary.find((block) => block.name === name)
  if (!found) throw new Error(`no block ${name}`)
  return found
}

function networkOf(blocks: readonly Standing[], size: number): Network {
  let last = 'conv'
  const standing = blocks.map(([block, config], k) => {
    const layer = { id: `b${k}`, type: 'block', block, config, inputs: [last] }
    if (!block.startsWith('auxiliary')) last = layer.id
    return layer
  })
  const auxiliary = standing
    .filter(({ block }) => block.startsWith('auxiliary'))
    .map(({ id }) => ({ layer: id, weight: 0.3 }))
  return Network.parse({
    layers: [
      { id: 'input', type: 'input', config: { shape: [size, size, 1] } },
      { id: 'conv', type: 'conv2d', inputs: ['input'], config: { filters: 4, kernel: 3 } },
      ...standing,
      { id: 'mean', type: 'global-avg-pool', inputs: [last] },
      { id: 'out', type: 'dense', inputs: ['mean'], config: { units: 4 } },
    ],
    blocks: definitionsOf(blocks.map(([name]) => blockOf(name))),
    ...(auxiliary.length > 0 && { auxiliary }),
  })
}

/** Biases that start as zero put a ReLU whose inputs are all dead exactly on its kink. */
function unevenBiases({ layers }: Inference): TensorMap {
  const state = new Map<string, TensorData>()
  for (const { spec, weights } of layers.values())
    for (const { name, role, shape } of weights)
      if (role === 'bias')
        state.set(`${spec.id}/${name}`, {
          dtype: 'float32',
          shape,
          data: Float32Array.from({ length: shape[0] as number }, (_, k) => 0.05 * ((k % 5) - 2.3)),
        })
  return state
}

test('every kind of block stands in a row', () => {
  const standing = rows.flatMap(([, , blocks]) => blocks.map(([name]) => name))
  expect(blockLibrary.map(({ name }) => name).filter((name) => !standing.includes(name))).toEqual([])
})

test.each(rows)(
  'analytic and numerical gradients agree: %s',
  async (_, size, blocks) => {
    const network = inferNetwork(networkOf(blocks, size))
    const errors = await checkGradients({
      training: {
        network,
        classes: 4,
        normalization: { kind: '0-1' },
        configuration: TrainingConfiguration.parse({ seed: 5 }),
      },
      ...quarters(8, size),
      state: unevenBiases(network),
      directions: 1,
      coordinates: 2,
    })
    expect(errors.length).toBeGreaterThan(8)
    for (const { layer, weight, worstRelativeError } of errors)
      expect(worstRelativeError, `${layer}/${weight}`).toBeLessThan(1e-3)
  },
  180_000,
)
