import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Graph, type Tensor } from '../../shared/graph/graph'
import { constant, identity, placeholder } from '../../shared/graph/ops/array'
import { printNodes } from '../../shared/graph/print'
import { elementCount } from '../../shared/graph/shape'
import { layerDefinitions } from '../../shared/layers'
import type { ExamCase } from '../../shared/layers/exam'
import { initialValue } from '../../shared/layers/initialValue'
import type { LayerDefinition, WeightSpec } from '../../shared/layers/layer'
import type { Phase } from '../../shared/layers/lowering'
import { type CaseInput, type GradientCase, type GradientResult, gradientError, runGradientCases } from '../gradients'
import { asArray, runGraph } from '../runGraph'
import { seededValues } from '../seededValues'
import { type Asked, aloneContext, nothingAsked } from './aloneContext'

const folder = path.resolve(__dirname, '../../shared/layers')
const examFile = (type: string) => path.join(folder, type, 'exam.ts')
const batch = 3

/** The ways in which a layer stands in a graph. */
const stands = {
  train: { phase: 'train', frozen: false },
  frozen: { phase: 'train', frozen: true },
  inference: { phase: 'inference', frozen: false },
} as const satisfies Record<string, { phase: Phase; frozen: boolean }>
type Stand = keyof typeof stands

interface Candidate {
  readonly definition: LayerDefinition
  readonly exam: ExamCase
  readonly config: object
  readonly weights: readonly WeightSpec[]
  readonly asked: Readonly<Record<Stand, Asked>>
  /** Whether its ops are the same in training and in inference: then differences in one speak for both. */
  readonly isSameInInference: boolean
}

async function candidates(): Promise<Candidate[]> {
  const found: Candidate[] = []
  for (const definition of layerDefinitions) {
    if (!existsSync(examFile(definition.type))) continue
    const { exam } = (await import(examFile(definition.type))) as { exam: readonly ExamCase[] }
    for (const one of exam) {
      const config = definition.schema.parse(one.config)
      const asked = { train: nothingAsked(), frozen: nothingAsked(), inference: nothingAsked() }
      const weights = definition.weights?.(config, one.inputs) ?? []
      const candidate = { definition, exam: one, config, weights, asked, isSameInInference: false }
      found.push({ ...candidate, isSameInInference: opsOf(candidate, 'train') === opsOf(candidate, 'inference') })
    }
  }
  return found
}

function opsOf(candidate: Candidate, stand: Stand): string {
  const graph = new Graph()
  const { inputs, build } = gradientCase(candidate, stand)
  const given = Object.entries(inputs).map(([name, { shape }]) => [name, placeholder(graph, name, 'float32', shape)])
  build(graph, Object.fromEntries(given))
  return printNodes(graph.nodes)
}

const caseName = ({ definition, exam }: Candidate, stand: Stand) => `${definition.type}: ${exam.name} (${stand})`

/** Weights that learn are differentiated; moving averages are constants, a variance positive. */
function gradientCase(candidate: Candidate, stand: Stand): GradientCase {
  const { definition, exam, config, weights } = candidate
  const asked = candidate.asked[stand]
  const inputs: Record<string, CaseInput> = {}
  const shapes = exam.inputs.length > 0 ? exam.inputs : [exam.output]
  for (const [k, shape] of shapes.entries())
    inputs[`x${k}`] = { shape: [-1, ...shape], values: seededValues(k + 1, batch * elementCount(shape)) }
  for (const [k, { name, shape, trainable }] of weights.entries())
    if (trainable) inputs[name] = { shape, values: seededValues(100 + k, elementCount(shape)) }
  return {
    name: caseName(candidate, stand),
    inputs,
    // Frozen, a layer is held against itself in inference.
    analyticOnly: stand === 'frozen' || (stand === 'inference' && candidate.isSameInInference),
    build: (graph, given) => {
      const weight = (name: string): Tensor => {
        const spec = weights.find((one) => one.name === name)
        if (!spec) throw new Error(`${name} is not among the weights`)
        const values = () => seededValues(7, elementCount(spec.shape)).map((x) => Math.abs(x) + 0.3)
        return given[name] ?? constant(graph, values(), 'float32', spec.shape)
      }
      const context = aloneContext(graph, stands[stand], weight, asked)
      return definition.lower(
        context,
        config,
        shapes.map((_, k) => given[`x${k}`] as Tensor),
      )
    },
  }
}

const all = await candidates()
const results = await runGradientCases(
  all.flatMap((one) => (Object.keys(stands) as Stand[]).map((stand) => gradientCase(one, stand))),
)
const resultOf = (one: Candidate, stand: Stand) => results.get(caseName(one, stand)) as GradientResult
const initial = await runInitializers()

/** Every weight's initial value, and the same again from the same key. */
async function runInitializers() {
  const graph = new Graph()
  const outputs: Record<string, Tensor> = {}
  for (const [k, { weights }] of all.entries())
    for (const spec of weights)
      for (const again of [0, 1])
        outputs[`${k}/${spec.name}/${again}`] = identity(
          graph,
          initialValue(graph, spec, constant(graph, [5, k], 'int32')),
        )
  return runGraph(graph, outputs)
}

test.each(layerDefinitions.map(({ type }) => type))('%s takes the exam', (type) => {
  expect(existsSync(examFile(type)), `${type} has no ${examFile(type)}`).toBe(true)
  expect(all.some(({ definition }) => definition.type === type)).toBe(true)
})

describe.each(all.map((one) => [`${one.definition.type}: ${one.exam.name}`, one] as const))('%s', (_, one) => {
  const { definition, exam, config, weights, asked } = one
  const learned = weights.filter(({ trainable }) => trainable).map(({ name }) => name)
  const gathered = weights.filter(({ trainable }) => !trainable).map(({ name }) => name)

  test('a configuration comes back from JSON as it was, and an unknown setting is refused', () => {
    expect(definition.schema.parse(JSON.parse(JSON.stringify(config)))).toEqual(config)
    expect(definition.schema.safeParse({ ...exam.config, nonsense: 1 }).success).toBe(false)
  })

  test('shape and weights are those worked out by hand', () => {
    expect(definition.shape(config, exam.inputs)).toEqual(exam.output)
    expect(Object.fromEntries(weights.map(({ name, shape }) => [name, shape]))).toEqual(exam.weights ?? {})
    if (exam.macs !== undefined) expect(definition.macs?.(config, exam.inputs, exam.output)).toBe(exam.macs)
  })

  test.each(Object.keys(stands) as Stand[])('%s: TensorFlow gives the inferred shape, the graph knows it', (stand) => {
    expect(resultOf(one, stand).shape).toEqual([batch, ...exam.output])
    expect(resultOf(one, stand).inferredShape).toEqual([-1, ...exam.output])
  })

  test.each(['train', 'inference'] as const)('%s: gradients agree with central differences', (stand) => {
    const result = resultOf(one, stand)
    for (const [input, { analytic }] of result.gradients)
      if (stand === 'inference' && one.isSameInInference)
        expect(analytic, input).toEqual(resultOf(one, 'train').gradients.get(input)?.analytic)
      else expect(gradientError(result, input), input).toBeLessThan(2e-5)
  })

  test('every weight is used; what is gathered moves in training, and only then', () => {
    const used = new Set([...asked.train.weights, ...asked.inference.weights, ...asked.train.moves.keys()])
    expect([...used].sort()).toEqual(weights.map(({ name }) => name).sort())
    expect([...asked.train.weights]).toEqual(expect.arrayContaining(learned))
    expect([...asked.train.moves.keys()].sort()).toEqual(gathered.sort())
    for (const [name, { target }] of asked.train.moves)
      expect(target.shape, name).toEqual(weights.find((weight) => weight.name === name)?.shape)
    expect(asked.frozen.moves.size).toBe(0)
  })

  test('frozen, it does what it does in inference, unless it draws', () => {
    if (asked.frozen.random) return expect(weights).toEqual([])
    expect(resultOf(one, 'frozen').y).toEqual(resultOf(one, 'inference').y)
    for (const [input, { analytic }] of resultOf(one, 'frozen').gradients)
      expect(analytic, input).toEqual(resultOf(one, 'inference').gradients.get(input)?.analytic)
    // Were it not so, the lines above would prove nothing about moving averages.
    if (gathered.length > 0) expect(resultOf(one, 'train').y).not.toEqual(resultOf(one, 'inference').y)
  })

  test('initial values are finite, of the right number, and the same for the same key', () => {
    const k = all.indexOf(one)
    for (const { name, shape } of weights) {
      const values = asArray(initial[`${k}/${name}/0`] as number | Float32Array)
      expect(values.length).toBe(elementCount(shape))
      expect(Array.from(values).every(Number.isFinite)).toBe(true)
      expect(asArray(initial[`${k}/${name}/1`] as number | Float32Array)).toEqual(values)
    }
  })
})
