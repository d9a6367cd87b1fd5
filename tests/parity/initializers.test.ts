import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant, identity } from '../../shared/graph/ops/array'
import { Initializer } from '../../shared/layers/initializer'
import { initialValue } from '../../shared/layers/initialValue'
import type { WeightSpec } from '../../shared/layers/layer'
import { noReference, referencePath, shared } from '../reference'
import { runGraph } from '../runGraph'

interface GoldenItem {
  readonly expected: { readonly distribution: string; readonly std?: number; readonly limit?: number }
  readonly sample: {
    readonly n: number
    readonly mean: number
    readonly std: number
    readonly min: number
    readonly max: number
  }
}
interface Golden {
  readonly fan: Readonly<Record<string, { readonly fan_in: number; readonly fan_out: number }>>
  readonly items: Readonly<Record<string, GoldenItem>>
}

const cut = 'truncated-normal'
/** Ours for each of the golden names. */
const ours: Readonly<Record<string, object>> = {
  'keras:he_normal': { name: 'he', distribution: cut },
  'keras:he_uniform': { name: 'he', distribution: 'uniform' },
  'keras:glorot_uniform': { name: 'glorot', distribution: 'uniform' },
  'keras:glorot_normal': { name: 'glorot', distribution: cut },
  'keras:lecun_normal': { name: 'lecun', distribution: cut },
  'keras:truncated_normal_0.05': { name: cut, mean: 0, deviation: 0.05 },
  'keras:random_normal_0.05': { name: 'normal', mean: 0, deviation: 0.05 },
  'keras:orthogonal': { name: 'orthogonal', gain: 1 },
  'pytorch:kaiming_normal_fan_in_relu': { name: 'he', distribution: 'normal' },
  'pytorch:kaiming_normal_fan_out_relu': { name: 'he', distribution: 'normal', fan: 'out' },
  'pytorch:xavier_uniform': { name: 'glorot', distribution: 'uniform' },
  'pytorch:layer_default': { name: 'torch-default' },
  // Cut at -2 and 2, a hundred deviations away: not cut.
  'pytorch:trunc_normal_0.02': { name: 'normal', mean: 0, deviation: 0.02 },
}

const shapes: Readonly<Record<string, readonly number[]>> = { conv: [3, 3, 64, 512], linear: [1024, 512] }
const golden = shared
  ? (JSON.parse(readFileSync(referencePath('parity', 'initializers.json'), 'utf8')) as Golden)
  : { fan: {}, items: {} }

function weightOf(item: string): WeightSpec {
  const layer = item.slice(item.lastIndexOf(':') + 1)
  const fan = golden.fan[layer] as { fan_in: number; fan_out: number }
  return {
    name: 'kernel',
    shape: shapes[layer] as readonly number[],
    role: 'kernel',
    initializer: Initializer.parse(ours[item.slice(0, item.lastIndexOf(':'))]),
    trainable: true,
    fan: { in: fan.fan_in, out: fan.fan_out },
  }
}

/** Mean, deviation and extremes. */
function describeValues(values: Float32Array) {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length
  const [min, max] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))]
  return { mean, std: Math.sqrt(variance), min, max }
}

describe.skipIf(!shared)(`initializer parity${shared ? '' : ` (${noReference})`}`, () => {
  const items = Object.keys(golden.items)
  const drawn = new Map<string, Float32Array>()
  beforeAll(async () => {
    const graph = new Graph()
    const outputs: Record<string, Tensor> = {}
    for (const [k, item] of items.entries())
      outputs[`i${k}`] = identity(graph, initialValue(graph, weightOf(item), constant(graph, [3, k], 'int32')))
    const results = await runGraph(graph, outputs)
    for (const [k, item] of items.entries()) drawn.set(item, results[`i${k}`] as Float32Array)
  })

  test.each(items)('%s: number, mean, deviation and extremes', (item) => {
    const { expected, sample } = golden.items[item] as GoldenItem
    const values = drawn.get(item) as Float32Array
    const { mean, std, min, max } = describeValues(values)
    const deviation = expected.std ?? sample.std
    expect(values.length).toBe(sample.n)
    // Five deviations of the mean and of the deviation of so many numbers.
    expect(Math.abs(mean)).toBeLessThan((5 * deviation) / Math.sqrt(sample.n))
    expect(Math.abs(std / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * sample.n))
    // Bounded ones reach their bound to a thousandth; a normal's extremes scatter.
    const isBounded =
      expected.distribution.startsWith('uniform') || expected.distribution.startsWith('normal cut at two sigma')
    for (const [ourExtreme, theirs] of [
      [min, sample.min],
      [max, sample.max],
    ] as const)
      expect(Math.abs(ourExtreme / theirs - 1)).toBeLessThan(isBounded ? 0.001 : 0.25)
  })

  test.each(['conv', 'linear'])('keras:orthogonal:%s: columns are orthonormal', (layer) => {
    const values = drawn.get(`keras:orthogonal:${layer}`) as Float32Array
    const columns = 512
    const product = (a: number, b: number) => {
      let sum = 0
      for (let row = 0; row < values.length / columns; row++)
        sum += (values[row * columns + a] as number) * (values[row * columns + b] as number)
      return sum
    }
    for (let k = 0; k < columns; k += 37) {
      expect(product(k, k)).toBeCloseTo(1, 5)
      expect(product(k, (k * 7 + 11) % columns)).toBeCloseTo(0, 5)
    }
  })

  test('a wide matrix has orthonormal rows, times the gain, and each sign as often as the other', async () => {
    const graph = new Graph()
    const spec: WeightSpec = {
      name: 'kernel',
      shape: [2, 40],
      role: 'kernel',
      trainable: true,
      initializer: { name: 'orthogonal', gain: 3 },
    }
    const outputs = Object.fromEntries(
      Array.from({ length: 60 }, (_, k) => [
        `o${k}`,
        identity(graph, initialValue(graph, spec, constant(graph, [k, 0], 'int32'))),
      ]),
    )
    const all = Object.values(await runGraph(graph, outputs)) as Float32Array[]
    const dot = (w: Float32Array, a: number, b: number) =>
      w.slice(a * 40, a * 40 + 40).reduce((sum, x, k) => sum + x * (w[b * 40 + k] as number), 0)
    for (const w of all) {
      expect(dot(w, 0, 0)).toBeCloseTo(9, 4)
      expect(dot(w, 1, 1)).toBeCloseTo(9, 4)
      expect(dot(w, 0, 1)).toBeCloseTo(0, 4)
    }
    // Without R's signs the first column of Q points one way always.
    const positive = all.filter((w) => (w[0] as number) > 0).length
    expect(positive).toBeGreaterThan(15)
    expect(positive).toBeLessThan(45)
  })
})
