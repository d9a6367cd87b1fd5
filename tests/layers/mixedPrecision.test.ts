import { existsSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Feed, type Fetched, Session } from '../../main/engine/session'
import { differentiate } from '../../shared/graph/differentiate'
import type { DType } from '../../shared/graph/dtype'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { matMul } from '../../shared/graph/ops/arithmetic'
import { cast, constant, group, identity, placeholder, reshape, reshapeLike } from '../../shared/graph/ops/array'
import { mixedPrecision } from '../../shared/graph/passes/mixedPrecision'
import type { Shape } from '../../shared/graph/shape'
import { layerDefinitions } from '../../shared/layers'
import type { ExamCase } from '../../shared/layers/exam'
import type { LayerDefinition } from '../../shared/layers/layer'
import { asArray } from '../runGraph'
import { seededValues } from '../seededValues'
import { aloneContext } from './aloneContext'

const folder = path.resolve(__dirname, '../../shared/layers')
const batch = 2
/** Of the largest value: bfloat16 has eight bits. */
const tolerance = 0.03

interface Trial {
  readonly name: string
  readonly definition: LayerDefinition
  readonly exam: ExamCase
}

async function examCases(): Promise<Trial[]> {
  const trials: Trial[] = []
  for (const definition of layerDefinitions) {
    const file = path.join(folder, definition.type, 'exam.ts')
    if (!existsSync(file)) continue
    const { exam } = (await import(file)) as { exam: readonly ExamCase[] }
    for (const one of exam) trials.push({ name: `${definition.type}: ${one.name}`, definition, exam: one })
  }
  return trials.filter(({ exam }) => exam.inputs.length > 0)
}

const trials = await examCases()

/** `x` as a layer behind a convolution is given it: bfloat16 once the pass has run. */
function behindProduct(graph: Graph, x: Tensor): Tensor {
  const channels = x.shape.at(-1) as number
  const unit = Array.from({ length: channels ** 2 }, (_, k) => (k % (channels + 1) === 0 ? 1 : 0))
  const lines = reshape(graph, x, [-1, channels])
  return reshapeLike(graph, matMul(graph, lines, constant(graph, unit, 'float32', [channels, channels])), x)
}

interface Measured {
  readonly y: Fetched
  readonly dtype: DType
  readonly gradients: ReadonlyMap<string, { readonly values: Fetched; readonly dtype: DType }>
}

/** Forward and backward of every case in training, from the same values. */
async function measure(isLow: boolean): Promise<ReadonlyMap<string, Measured>> {
  const narrow = new Graph()
  const feeds: { tensor: Tensor; values: Feed }[] = []
  const feed = (shape: Shape): Tensor => {
    const count = Math.abs(shape.reduce((product, size) => product * size, 1)) * (shape[0] === -1 ? batch : 1)
    // Positive, for a moving variance is among them.
    const values = seededValues(feeds.length, count).map((x) => Math.abs(x))
    const tensor = placeholder(narrow, `feed${feeds.length}`, 'float32', shape)
    feeds.push({ tensor, values: shape.length === 0 ? (values[0] as number) : values })
    return tensor
  }
  const placed = trials.map(({ name, definition, exam }) => {
    const config = definition.schema.parse(exam.config)
    const weights = definition.weights?.(config, exam.inputs) ?? []
    const arrays = new Map(weights.map((spec) => [spec.name, feed(spec.shape)]))
    const inputs = exam.inputs.map((shape) => feed([-1, ...shape]))
    const y = narrow.scope(name, () => {
      const context = aloneContext(narrow, { phase: 'train', frozen: false }, (key) => arrays.get(key) as Tensor)
      const ready = inputs.map((x) => behindProduct(narrow, x))
      return definition.lower(context, config, ready)
    })
    const learned = weights.filter(({ trainable }) => trainable)
    const dy = feed([-1, ...exam.output])
    return { y, dy, inputs, learned: learned.map((spec) => [spec.name, arrays.get(spec.name) as Tensor] as const) }
  })
  const { graph, moved } = isLow ? mixedPrecision(narrow) : { graph: narrow, moved: (tensor: Tensor) => tensor }
  const outputs: Record<string, Tensor> = {}
  const results = placed.map(({ y, dy, inputs, learned }, k) => {
    const there = moved(y)
    const xs = [...inputs.map((x, i) => [`x${i}`, x] as const), ...learned]
    const gradients = differentiate(
      graph,
      [{ y: there, dy: cast(graph, moved(dy), there.dtype) }],
      xs.map(([, x]) => moved(x)),
    )
    outputs[`y${k}`] = identity(graph, cast(graph, there, 'float32'))
    const named = xs.map(([key], i) => {
      const gradient = gradients[i] as Tensor
      outputs[`d${k}_${i}`] = identity(graph, cast(graph, gradient, 'float32'))
      return { key, output: `d${k}_${i}`, dtype: gradient.dtype }
    })
    return { dtype: there.dtype, named }
  })
  const session = await Session.open({
    graph,
    initialize: group(graph, [], 'initialize'),
    variables: [],
    signatures: {
      run: { inputs: Object.fromEntries(feeds.map(({ tensor }, k) => [`f${k}`, moved(tensor)])), outputs },
    },
  })
  try {
    const fetched = session.call('run', Object.fromEntries(feeds.map(({ values }, k) => [`f${k}`, values])))
    return new Map(
      trials.map(({ name }, k): [string, Measured] => {
        const { dtype, named } = results[k] as (typeof results)[0]
        const gradients = new Map(
          named.map(({ key, output, dtype }) => [key, { values: fetched[output] as Fetched, dtype }]),
        )
        return [name, { y: fetched[`y${k}`] as Fetched, dtype, gradients }]
      }),
    )
  } finally {
    session.close()
  }
}

/** Largest difference, of the largest value. */
function distance(a: Fetched, b: Fetched): number {
  const [left, right] = [Array.from(asArray(a)), Array.from(asArray(b))]
  const largest = Math.max(...right.map(Math.abs), 1e-6)
  return Math.max(...left.map((value, k) => Math.abs(value - (right[k] as number)))) / largest
}

/** Layers that are float32 inside and so in what comes out. */
const wide = ['layer-norm', 'group-norm', 'local-response-norm', 'global-avg-pool', 'global-max-pool']

describe('mixed precision', () => {
  let low: ReadonlyMap<string, Measured>
  let full: ReadonlyMap<string, Measured>
  beforeAll(async () => {
    ;[low, full] = [await measure(true), await measure(false)]
  }, 60_000)

  test.each(trials)("$name: close to float32, and the weights' gradients are float32", ({ name, definition }) => {
    const [ours, theirs] = [low.get(name) as Measured, full.get(name) as Measured]
    expect(distance(ours.y, theirs.y)).toBeLessThan(tolerance)
    for (const [key, { values, dtype }] of ours.gradients) {
      expect(dtype, key).toBe('float32')
      const known = theirs.gradients.get(key)?.values as Fetched
      expect(distance(values, known), key).toBeLessThan(tolerance)
    }
    if (wide.includes(definition.type)) expect(ours.dtype).toBe('float32')
  })
})
