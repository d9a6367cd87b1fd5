import { describe, expect, test, vi } from 'vitest'
import { type ArrayError, checkGradients } from '../../main/jobs/checkGradients/checkGradients'
import type { Graph, Tensor } from '../../shared/graph/graph'
import { allOps, type OpDefinition } from '../../shared/graph/op'
import { mul, neg, sum } from '../../shared/graph/ops/arithmetic'
import { layerDefinitions } from '../../shared/layers'
import { inferNetwork } from '../../shared/model/infer'
import type { Network } from '../../shared/model/network'
import { TrainingConfiguration } from '../../shared/training/configuration'
import { networkOf, quarters } from './networks'

type Layers = Parameters<typeof networkOf>

/** What most networks are made of, and all that the broken rules below belong to. */
const common: Layers = [
  ['input', 'input', { shape: [12, 12, 1] }],
  ['pad', 'zero-pad', { padding: 1 }],
  ['conv1', 'conv2d', { filters: 4, kernel: [3, 3], padding: 'valid' }],
  ['norm1', 'batch-norm', { movingVariance: 'biased' }],
  ['relu', 'activation', { kind: 'relu' }],
  [
    'conv2',
    'conv2d',
    {
      filters: 4,
      kernel: [3, 3],
      groups: 2,
      dilation: [2, 2],
      padding: [
        [2, 2],
        [2, 2],
      ],
    },
  ],
  ['gelu', 'activation', { kind: 'gelu' }],
  ['sum', 'add', {}, ['gelu', 'relu']],
  ['pool', 'max-pool', { size: [3, 3], stride: [2, 2], padding: 1 }],
  ['mean', 'avg-pool', { size: [3, 3], stride: [1, 1], padding: 1 }, ['pool']],
  ['both', 'concat', {}, ['pool', 'mean']],
  ['conv3', 'conv2d', { filters: 6, kernel: [3, 3], stride: [2, 2], padding: 1, bias: false }],
  ['leaky', 'activation', { kind: 'leaky-relu', slope: 0.1 }],
  ['average', 'global-avg-pool', {}],
  ['flat', 'flatten', {}, ['leaky']],
  ['hidden', 'dense', { units: 6 }],
  ['norm2', 'batch-norm', {}],
  ['tanh', 'activation', { kind: 'tanh' }],
  ['drop', 'dropout', { rate: 0.25 }],
]
const commonLayers = () =>
  networkOf(...common, ['join', 'concat', {}, ['drop', 'average']], ['out', 'dense', { units: 4 }])

const others: Layers = [
  ['noise', 'gaussian-noise', { deviation: 0.05 }, ['pool']],
  ['filter', 'image-filter', { filter: 'sharpen', edges: 'repeat' }],
  ['deep', 'depthwise-conv2d', { multiplier: 2 }],
  ['local', 'local-response-norm', { size: 3, alpha: 0.1 }],
  ['apart', 'separable-conv2d', { filters: 6, stride: 2 }],
  ['groups', 'group-norm', { groups: 3 }],
  ['slopes', 'prelu', {}],
  ['gate', 'multiply', {}, ['slopes', 'average']],
  ['larger', 'conv2d-transpose', { filters: 4 }],
  ['layer', 'layer-norm', {}],
  ['zoom', 'upsampling', { method: 'bilinear' }],
  ['channels', 'spatial-dropout', { rate: 0.25 }],
  ['bins', 'adaptive-avg-pool', { size: 5 }],
  ['shortcut', 'option-a-shortcut', { filters: 6 }],
  ['folded', 'reshape', { shape: [9, -1, 2] }],
  ['largest', 'global-max-pool', {}],
]

/** One layer of each type that exists; fails below when a new one is not in it. */
const everyLayer = () =>
  networkOf(
    ...common,
    ...others,
    ['join', 'concat', {}, ['drop', 'average', 'largest']],
    ['out', 'dense', { units: 4 }],
  )

const check = (
  network: Network,
  options: { directions?: number; coordinates?: number } = {},
): Promise<ArrayError[]> => {
  const { images, labels } = quarters(8)
  return checkGradients({
    training: {
      network: inferNetwork(network),
      classes: 4,
      normalization: { kind: '0-1' },
      configuration: TrainingConfiguration.parse({ seed: 5 }),
    },
    images,
    labels,
    ...options,
  })
}

describe('check-gradients', () => {
  test('analytic and numerical gradients of a network with every layer differ by 1e-3 at most', async () => {
    const used = new Set(everyLayer().layers.map(({ type }) => type))
    expect(layerDefinitions.map(({ type }) => type).filter((type) => !used.has(type))).toEqual([])
    const errors = await check(everyLayer())
    expect(errors.map(({ layer, weight }) => `${layer}/${weight}`)).toContain('conv2/kernel')
    console.log(`worst relative error: ${Math.max(...errors.map((e) => e.worstRelativeError)).toExponential(2)}`)
    for (const error of errors)
      expect(error, `${error.layer}/${error.weight}`).toMatchObject({
        worstRelativeError: expect.toSatisfy((e: number) => e <= 1e-3),
      })
  })

  // Each rule is made wrong as a slip would: a factor, a missing term, a wrong side. Each must be noticed.
  const slips: [
    op: string,
    slip: string,
    wrong: (dxs: readonly (Tensor | undefined)[], graph: Graph) => readonly (Tensor | undefined)[],
  ][] = [
    ['Conv2D', 'the kernel gradient 1 % too large', ([dx, dk], graph) => [dx, dk && mul(graph, dk, 1.01)]],
    [
      'FusedBatchNormV3',
      'no gradient of gamma',
      ([dx, , ...rest], graph) => [dx, dx && sum(graph, dx, [0, 1, 2]), ...rest],
    ],
    ['MaxPool', 'twice', ([dx], graph) => [dx && mul(graph, dx, 2)]],
    ['AddV2', 'nothing for the second', ([da, db], graph) => [da, db && mul(graph, db, 0)]],
    ['ConcatV2', 'parts scaled', (dxs, graph) => dxs.map((dx) => dx && mul(graph, dx, 0.99))],
    ['MatMul', 'the sign', ([da, db], graph) => [da, db && neg(graph, db)]],
  ]
  test.each(slips)('notices a broken gradient: %s, %s', async (name, _, wrong) => {
    const op = allOps().get(name) as unknown as OpDefinition | undefined
    const rule = op?.gradient
    if (!op || !rule) throw new Error(`no gradient of ${name}`)
    const spy = vi.spyOn(op as Required<OpDefinition>, 'gradient')
    spy.mockImplementation((context) => wrong(rule(context), context.graph))
    const errors = await check(commonLayers(), { directions: 2, coordinates: 2 })
    spy.mockRestore()
    expect(Math.max(...errors.map((e) => e.worstRelativeError))).toBeGreaterThan(3e-3)
  })
})
