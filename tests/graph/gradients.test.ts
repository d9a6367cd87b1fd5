import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { allOps, type OpDefinition } from '../../shared/graph/op'
import * as arithmetic from '../../shared/graph/ops/arithmetic'
import * as array from '../../shared/graph/ops/array'
import * as convolution from '../../shared/graph/ops/convolution'
import * as functions from '../../shared/graph/ops/functions'
import { checkNumerics } from '../../shared/graph/ops/guard'
import { localResponse } from '../../shared/graph/ops/localResponse'
import * as loss from '../../shared/graph/ops/loss'
import { mapLines } from '../../shared/graph/ops/mapLines'
import { mirrorPad } from '../../shared/graph/ops/mirrorPad'
import * as normalization from '../../shared/graph/ops/normalization'
import * as pooling from '../../shared/graph/ops/pooling'
import { resizeBilinear, resizeNearest } from '../../shared/graph/ops/resize'
import { stayWide } from '../../shared/graph/ops/stayWide'
import type { Shape } from '../../shared/graph/shape'
import { type GradientCase, type GradientResult, gradientError, runGradientCases } from '../gradients'
import { seededValues } from '../seededValues'

type Build = (graph: Graph, ...inputs: Tensor[]) => Tensor

/** Inputs by shape; a name is made from the op's and a note. */
function gradientCase(
  name: string,
  shapes: readonly Shape[],
  build: Build,
  change: (x: number) => number = (x) => x,
): GradientCase {
  const inputs = shapes.map((shape, k): [string, { shape: Shape; values: Float32Array }] => {
    const batch = shape[0] === -1 ? 3 : 1
    const count = Math.abs(shape.reduce((product, size) => product * size, 1)) * batch
    return [`x${k}`, { shape, values: seededValues(k + name.length * 31, count).map(change) }]
  })
  return {
    name,
    inputs: Object.fromEntries(inputs),
    build: (graph, given) => build(graph, ...inputs.map(([key]) => given[key] as Tensor)),
  }
}

const positive = (x: number) => Math.abs(x) + 0.5
const nhwc: Shape = [-1, 5, 6, 4]
const window = { strides: [1, 1], dilations: [1, 1], padding: 'SAME' } as const
const noPixel = [0, 0] as const

const { relu, relu6, elu, selu, sigmoid, tanh, softplus, softsign, exp, square, abs, erf, silu, softmax, logSoftmax } =
  functions
const everywhere = {
  relu,
  relu6,
  elu,
  selu,
  sigmoid,
  tanh,
  softplus,
  softsign,
  exp,
  square,
  abs,
  erf,
  silu,
  softmax,
  logSoftmax,
}
const ofPositive = { sqrt: functions.sqrt, rsqrt: functions.rsqrt, log: functions.log }
const inSteps = { sign: functions.sign, floor: functions.floor }

/** What is twice differentiable nearly everywhere, op by op; a case serves every op that it is built from. */
const cases: readonly GradientCase[] = [
  gradientCase(
    'add',
    [
      [-1, 4],
      [-1, 4],
    ],
    (g, a, b) => arithmetic.add(g, a, b),
  ),
  gradientCase('add broadcast', [[-1, 3, 4], [4]], (g, a, b) => arithmetic.add(g, a, b)),
  gradientCase(
    'sub broadcast',
    [
      [3, 1],
      [1, 4],
    ],
    (g, a, b) => arithmetic.sub(g, a, b),
  ),
  gradientCase(
    'mul broadcast',
    [
      [-1, 2, 3],
      [-1, 1, 3],
    ],
    (g, a, b) => arithmetic.mul(g, a, b),
  ),
  gradientCase('mul scalar', [[-1, 3], []], (g, a, b) => arithmetic.mul(g, a, b)),
  gradientCase('div broadcast', [[2, 3], [3]], (g, a, b) => arithmetic.div(g, a, b), positive),
  gradientCase('maximum', [[-1, 5], [5]], (g, a, b) => arithmetic.maximum(g, a, b)),
  gradientCase(
    'minimum',
    [
      [4, 5],
      [4, 1],
    ],
    (g, a, b) => arithmetic.minimum(g, a, b),
  ),
  gradientCase('neg', [[4]], (g, x) => arithmetic.neg(g, x)),
  gradientCase(
    'addAll',
    [
      [-1, 3],
      [-1, 3],
      [-1, 3],
    ],
    (g, ...x) => arithmetic.addAll(g, x),
  ),
  gradientCase('select', [[-1, 4], [4]], (g, a, b) =>
    arithmetic.select(g, arithmetic.greater(g, a, 0), arithmetic.mul(g, a, 3), b),
  ),
  gradientCase('sum', [[-1, 3, 4]], (g, x) => arithmetic.sum(g, x, [1])),
  gradientCase('sum all', [[2, 3]], (g, x) => arithmetic.total(g, arithmetic.mul(g, x, x))),
  gradientCase('sum over an unknown batch, kept', [[-1, 3]], (g, x) =>
    arithmetic.sum(g, arithmetic.mul(g, x, x), [0], true),
  ),
  gradientCase('mean', [[-1, 3, 4]], (g, x) => arithmetic.mean(g, arithmetic.mul(g, x, x), [1, 2])),
  gradientCase('mean over an unknown batch', [[-1, 3]], (g, x) => arithmetic.mean(g, arithmetic.mul(g, x, x), [0])),
  gradientCase('max', [[-1, 5]], (g, x) => arithmetic.max(g, x, [1])),
  gradientCase(
    'matMul',
    [
      [-1, 3],
      [3, 4],
    ],
    (g, a, b) => arithmetic.matMul(g, a, b),
  ),
  gradientCase(
    'matMul transposed',
    [
      [2, 3],
      [4, 3],
    ],
    (g, a, b) => arithmetic.matMul(g, a, b, false, true),
  ),
  gradientCase('identity', [[3]], (g, x) => array.identity(g, x)),
  gradientCase('cast', [[3]], (g, x) => array.cast(g, array.cast(g, x, 'float64'), 'float32')),
  gradientCase('reshape', [[-1, 2, 3]], (g, x) => array.reshape(g, arithmetic.mul(g, x, x), [-1, 6])),
  gradientCase('transpose', [[-1, 2, 3]], (g, x) => array.transpose(g, arithmetic.mul(g, x, x), [2, 0, 1])),
  gradientCase(
    'concat',
    [
      [-1, 2, 3],
      [-1, 2, 1],
    ],
    (g, a, b) => array.concat(g, [a, arithmetic.mul(g, b, b), a], 2),
  ),
  gradientCase('slice', [[-1, 4, 5]], (g, x) => array.slice(g, arithmetic.mul(g, x, x), [0, 1, 2], [-1, 2, -1])),
  gradientCase('pad', [[-1, 2, 3]], (g, x) => array.pad(g, arithmetic.mul(g, x, x), [noPixel, [1, 0], [2, 3]])),
  gradientCase('pad with a value', [[-1, 2, 3]], (g, x) =>
    array.pad(g, arithmetic.mul(g, x, x), [noPixel, [1, 2], noPixel], -7),
  ),
  ...Object.entries(everywhere).map(([name, f]) => gradientCase(name, [[-1, 7]], f)),
  ...Object.entries(ofPositive).map(([name, f]) => gradientCase(name, [[-1, 5]], f, positive)),
  // Their derivative is zero nearly everywhere: nothing may come back.
  ...Object.entries(inSteps).map(([name, f]) =>
    gradientCase(
      name,
      [[-1, 5]],
      (g, x) => arithmetic.add(g, x, f(g, x)),
      (x) => Math.floor(x) + 0.4,
    ),
  ),
  gradientCase('leakyRelu', [[-1, 7]], (g, x) => functions.leakyRelu(g, x, 0.3)),
  gradientCase('checkNumerics', [[-1, 3]], (g, x) => checkNumerics(g, x, 'here')),
  gradientCase('conv2d', [nhwc, [3, 3, 4, 2]], (g, x, k) => convolution.conv2d(g, x, k, window)),
  gradientCase('conv2d valid, strides 2 and 1', [nhwc, [3, 2, 4, 2]], (g, x, k) =>
    convolution.conv2d(g, x, k, { ...window, strides: [2, 1], padding: 'VALID' }),
  ),
  gradientCase('conv2d same, stride 2', [nhwc, [3, 3, 4, 2]], (g, x, k) =>
    convolution.conv2d(g, x, k, { ...window, strides: [2, 2] }),
  ),
  gradientCase('conv2d dilated', [nhwc, [3, 3, 4, 2]], (g, x, k) =>
    convolution.conv2d(g, x, k, { ...window, dilations: [2, 2] }),
  ),
  gradientCase('conv2d dilated, valid', [nhwc, [2, 3, 4, 2]], (g, x, k) =>
    convolution.conv2d(g, x, k, { ...window, dilations: [3, 2], padding: 'VALID' }),
  ),
  gradientCase('conv2d grouped', [nhwc, [3, 3, 2, 6]], (g, x, k) => convolution.conv2d(g, x, k, window)),
  gradientCase('conv2d grouped, stride 2', [nhwc, [3, 3, 2, 6]], (g, x, k) =>
    convolution.conv2d(g, x, k, { ...window, strides: [2, 2], padding: 'VALID' }),
  ),
  gradientCase('depthwiseConv2d', [nhwc, [3, 3, 4, 2]], (g, x, k) => convolution.depthwiseConv2d(g, x, k, window)),
  gradientCase('depthwiseConv2d stride 2', [nhwc, [3, 3, 4, 1]], (g, x, k) =>
    convolution.depthwiseConv2d(g, x, k, { ...window, strides: [2, 2], padding: 'VALID' }),
  ),
  gradientCase('biasAdd', [nhwc, [4]], (g, x, b) => convolution.biasAdd(g, x, b)),
  gradientCase('biasAdd of vectors', [[-1, 4], [4]], (g, x, b) => convolution.biasAdd(g, x, b)),
  gradientCase('sparse cross-entropy', [[-1, 4]], (g, x) =>
    loss.sparseSoftmaxCrossEntropy(g, x, array.constant(g, [2, 0, 3], 'int32')),
  ),
  gradientCase('cross-entropy', [[-1, 4]], (g, x) =>
    loss.softmaxCrossEntropy(
      g,
      x,
      array.constant(g, [0.1, 0.2, 0.3, 0.4, 1, 0, 0, 0, 0.25, 0.25, 0.25, 0.25], 'float32', [3, 4]),
    ),
  ),
  gradientCase(
    'squared difference',
    [
      [-1, 4],
      [-1, 4],
    ],
    (g, a, b) => loss.squaredDifference(g, a, b),
  ),
  gradientCase('half the sum of squares', [[2, 3, 4]], (g, x) => loss.l2Loss(g, x)),
  gradientCase(
    'batch norm in training',
    [nhwc, [4], [4]],
    (g, x, gamma, beta) => normalization.batchNormTraining(g, x, gamma, beta, 1e-3).y,
  ),
  gradientCase('batch norm in inference', [nhwc, [4], [4]], (g, x, gamma, beta) => {
    const [mean, variance] = [array.constant(g, [0.5, -1, 0, 2]), array.constant(g, [0.5, 1, 2, 4])]
    return normalization.batchNormInference(g, x, gamma, beta, mean, variance, 1e-3)
  }),
  gradientCase('maxPool', [nhwc], (g, x) => pooling.maxPool(g, x, { size: [2, 3], strides: [2, 2], padding: 'VALID' })),
  gradientCase('maxPool same, overlapping', [nhwc], (g, x) =>
    pooling.maxPool(g, x, { size: [3, 3], strides: [2, 1], padding: 'SAME' }),
  ),
  gradientCase('avgPool', [nhwc], (g, x) => pooling.avgPool(g, x, { size: [2, 3], strides: [2, 2], padding: 'VALID' })),
  gradientCase('avgPool same, overlapping', [nhwc], (g, x) =>
    pooling.avgPool(g, x, { size: [3, 3], strides: [2, 1], padding: 'SAME' }),
  ),
  gradientCase(
    'conv2dTranspose',
    [
      [-1, 3, 4, 2],
      [3, 3, 4, 2],
    ],
    (g, x, k) =>
      convolution.conv2dTranspose(g, x, k, { ...window, strides: [2, 2], padding: 'VALID', height: 8, width: 9 }),
  ),
  gradientCase(
    'conv2dTranspose same, strides 2 and 1',
    [
      [-1, 3, 4, 2],
      [3, 2, 4, 2],
    ],
    (g, x, k) => convolution.conv2dTranspose(g, x, k, { ...window, strides: [2, 1], height: 6, width: 4 }),
  ),
  gradientCase('localResponse', [nhwc], (g, x) => localResponse(g, x, { radius: 1, bias: 2, alpha: 0.3, beta: 0.75 })),
  gradientCase('localResponse, five of ten channels', [[-1, 1, 2, 10]], (g, x) =>
    localResponse(g, x, { radius: 2, bias: 1, alpha: 0.1, beta: 0.5 }),
  ),
  gradientCase('resizeNearest', [nhwc], (g, x) => resizeNearest(g, x, { height: 15, width: 12 })),
  gradientCase('resizeBilinear', [nhwc], (g, x) => resizeBilinear(g, x, { height: 15, width: 12 })),
  gradientCase('mirrorPad', [nhwc], (g, x) => mirrorPad(g, x, [noPixel, [4, 1], [2, 0], noPixel])),
  gradientCase('mapLines', [[-1, 3, 2, 4]], (g, x) =>
    mapLines(
      g,
      x,
      [
        [0.5, 0.5, 0],
        [0, -1, 2],
      ],
      [
        [1, 0],
        [0.25, 3],
        [0, 1],
      ],
    ),
  ),
  gradientCase('stayWide', [[-1, 3]], (g, x) => stayWide(g, x)),
]

/** Not what differences say, on purpose: its test stands below. */
const cutsGradient = ['StopGradient']

/** float32 rules against float64 differences: what rounding leaves. */
const tolerance = 2e-5

function opsOf({ inputs, build }: GradientCase): string[] {
  const graph = new Graph()
  build(
    graph,
    Object.fromEntries(
      Object.entries(inputs).map(([name, { shape }]) => [name, array.placeholder(graph, name, 'float32', shape)]),
    ),
  )
  return graph.nodes.map(({ op }) => op.name)
}

/** Tanh with a derivative of 1 - y, in place of 1 - y^2: near zero hard to see by eye. */
const brokenTanh: OpDefinition = {
  ...(allOps().get('Tanh') as unknown as OpDefinition),
  gradient: ({ graph, outputs: [y], dy }) => [arithmetic.mul(graph, dy, arithmetic.sub(graph, 1, y as Tensor))],
}

describe('gradient rules', () => {
  let results: Map<string, GradientResult>
  const broken = gradientCase('broken', [[-1, 7]], (g, x) => g.add(brokenTanh, [x], {}))
  const stopped = gradientCase('stopGradient', [[-1, 3]], (g, x) => arithmetic.mul(g, x, array.stopGradient(g, x)))
  beforeAll(async () => {
    results = await runGradientCases([...cases, broken, stopped])
  }, 60_000)

  test.each(cases.map(({ name }) => name))('%s agrees with central differences in float64', (name) => {
    const result = results.get(name) as GradientResult
    for (const input of result.gradients.keys()) expect(gradientError(result, input), input).toBeLessThan(tolerance)
  })

  test.each(cases.map(({ name }) => name))('%s has the shape that was inferred', (name) => {
    const { shape, inferredShape } = results.get(name) as GradientResult
    expect(inferredShape.map((size, axis) => (size < 0 ? shape[axis] : size))).toEqual(shape)
  })

  test('a broken rule is noticed', () => {
    expect(gradientError(results.get('broken') as GradientResult, 'x0')).toBeGreaterThan(0.1)
  })

  test('stopGradient lets only the other way through', () => {
    const { gradients } = results.get('stopGradient') as GradientResult
    const { analytic, numerical } = gradients.get('x0') as { analytic: Float32Array; numerical: Float32Array }
    for (const [k, value] of analytic.entries()) expect(value).toBeCloseTo((numerical[k] as number) / 2, 4)
  })

  test('every op with a rule has a case', async () => {
    const folder = path.resolve(__dirname, '../../shared/graph/ops')
    for (const file of readdirSync(folder)) if (!file.endsWith('.test.ts')) await import(path.join(folder, file))
    const covered = new Set([...cases.flatMap(opsOf), ...cutsGradient])
    const ruled = [...allOps().values()].filter(({ gradient }) => gradient !== undefined).map(({ name }) => name)
    expect(ruled.filter((name) => !covered.has(name))).toEqual([])
  })
})
