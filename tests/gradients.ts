import { type Feed, Session } from '../main/engine/session'
import { differentiate } from '../shared/graph/differentiate'
import { Graph, type Tensor } from '../shared/graph/graph'
import { add, div, mul, sub, total } from '../shared/graph/ops/arithmetic'
import {
  cast,
  constant,
  fillLike,
  group,
  identity,
  oneHot,
  pack,
  placeholder,
  reshapeLike,
  shapeOf,
} from '../shared/graph/ops/array'
import { inFloat64 } from '../shared/graph/passes/float64'
import type { Signature } from '../shared/graph/program'
import type { Shape } from '../shared/graph/shape'
import { seededValues } from './seededValues'

/** A differentiable input: its shape, in which the first size may be -1 (the values then tell it). */
export interface CaseInput {
  readonly shape: Shape
  readonly values: Float32Array
}

export interface GradientCase {
  readonly name: string
  readonly inputs: Readonly<Record<string, CaseInput>>
  /** Only our rules are run: no differences, which cost a call for each element. */
  readonly analyticOnly?: boolean
  /** Adds the function to the graph; called for each copy of it with other tensors. */
  build(graph: Graph, inputs: Readonly<Record<string, Tensor>>): Tensor
}

export interface GradientResult {
  /** For each input the gradient by our rules in float32 and by central differences in float64 (NaN if not run), of sum(y * weights). */
  readonly gradients: ReadonlyMap<string, { readonly analytic: Float32Array; readonly numerical: Float32Array }>
  readonly y: Float32Array
  /** As TensorFlow says, not as the graph was inferred. */
  readonly shape: readonly number[]
  /** As the graph was inferred. */
  readonly inferredShape: Shape
}

/** Small enough for an error of 1e-8 from the third derivative, far above float64's rounding. */
const step = 1e-4

/** Cases are run with those of like size, for each is called as often as the largest has elements. */
const sizes = [24, 48, 96, 192, Number.POSITIVE_INFINITY]

/** Our gradients and central differences of all cases, by name. */
export async function runGradientCases(cases: readonly GradientCase[]): Promise<Map<string, GradientResult>> {
  const results = new Map<string, GradientResult>()
  const elements = ({ inputs, analyticOnly }: GradientCase) =>
    analyticOnly ? 0 : Math.max(...Object.values(inputs).map(({ values }) => values.length))
  let least = 0
  for (const most of sizes) {
    const alike = cases.filter((one) => elements(one) >= least && elements(one) < most)
    if (alike.length > 0) for (const [name, result] of await runTogether(alike)) results.set(name, result)
    least = most
  }
  return results
}

/**
 * Runs cases in one session. Each function is in its graph once in float32, to be differentiated, and twice for each of its inputs in
 * float64, where element k of the input is moved by +step and -step; one call for each k serves all inputs of all cases.
 */
async function runTogether(cases: readonly GradientCase[]): Promise<Map<string, GradientResult>> {
  const narrow = new Graph()
  const element = placeholder(narrow, 'element', 'int32', [])
  const feeds = new Map<string, { tensor: Tensor; values: Float32Array }>()
  const differences: { key: string; case: GradientCase; input: string; tensor: Tensor }[] = []
  const feed = (key: string, shape: Shape, values: Float32Array): Tensor => {
    const tensor = placeholder(narrow, `feed${feeds.size}`, 'float32', shape)
    feeds.set(key, { tensor, values })
    return tensor
  }
  const weightsOf = new Map<GradientCase, Tensor>()
  for (const one of cases) {
    const plain = Object.fromEntries(
      Object.entries(one.inputs).map(([input, { shape, values }]) => [
        input,
        feed(`${one.name}/${input}`, shape, values),
      ]),
    )
    const { shape } = one.build(narrow, plain)
    const batch = shape[0] === -1 ? batchOf(one) : 1
    const weights = feed(`${one.name}/weights`, shape, seededValues(4711, Math.abs(product(shape)) * batch))
    weightsOf.set(one, weights)
    for (const input of one.analyticOnly ? [] : Object.keys(one.inputs)) {
      const at = (way: number) => {
        const moved = shifted(narrow, plain[input] as Tensor, one.inputs[input] as CaseInput, element, way * step)
        return total(narrow, mul(narrow, one.build(narrow, { ...plain, [input]: moved }), weights))
      }
      const tensor = div(narrow, sub(narrow, at(1), at(-1)), 2 * step)
      differences.push({ key: `${one.name}/${input}`, case: one, input, tensor })
    }
  }

  const { graph, moved } = inFloat64(narrow)
  const analytic: Record<string, Tensor> = {}
  const inferredShapes = new Map<string, Shape>()
  for (const [k, one] of cases.entries()) {
    const tensors = Object.keys(one.inputs).map((input) =>
      moved((feeds.get(`${one.name}/${input}`) as { tensor: Tensor }).tensor),
    )
    const y = one.build(
      graph,
      Object.fromEntries(Object.keys(one.inputs).map((input, i) => [input, tensors[i] as Tensor])),
    )
    inferredShapes.set(one.name, y.shape)
    analytic[`y${k}`] = identity(graph, y)
    analytic[`shape${k}`] = identity(graph, shapeOf(graph, y))
    const gradients = differentiate(graph, [{ y, dy: moved(weightsOf.get(one) as Tensor) }], tensors)
    for (const [i, gradient] of gradients.entries())
      analytic[`d${k}_${i}`] = identity(graph, gradient ?? fillLike(graph, tensors[i] as Tensor, constant(graph, 0)))
  }
  const inputs = Object.fromEntries([...feeds.values()].map(({ tensor }, k) => [`f${k}`, moved(tensor)]))
  const values: Record<string, Feed> = Object.fromEntries(
    [...feeds.values()].map(({ tensor, values }, k) => [
      `f${k}`,
      tensor.shape.length === 0 ? (values[0] as number) : values,
    ]),
  )
  const numerical = pack(
    graph,
    differences.map(({ tensor }) => cast(graph, moved(tensor), 'float32')),
  )
  const signatures: Record<string, Signature> = {
    analytic: { inputs, outputs: analytic },
    numerical: { inputs: { ...inputs, element: moved(element) }, outputs: { numerical } },
  }
  const session = await Session.open({ graph, initialize: group(graph, [], 'initialize'), variables: [], signatures })
  try {
    const fetched = session.call('analytic', values)
    const columns: ArrayLike<number>[] = []
    const differenced = cases.filter(({ analyticOnly }) => !analyticOnly)
    const most = Math.max(
      ...differenced.flatMap((one) => Object.values(one.inputs).map((input) => input.values.length)),
    )
    for (let k = 0; k < most; k++)
      columns.push(asArray(session.call('numerical', { ...values, element: k }).numerical as number | Float32Array))
    return new Map(
      cases.map((one, k): [string, GradientResult] => [
        one.name,
        {
          y: asArray(fetched[`y${k}`]),
          shape: [...asArray(fetched[`shape${k}`])],
          inferredShape: inferredShapes.get(one.name) as Shape,
          gradients: new Map(
            Object.entries(one.inputs).map(
              (
                [
                  input,
                  {
                    values: { length },
                  },
                ],
                i,
              ) => {
                const row = differences.findIndex(({ key }) => key === `${one.name}/${input}`)
                return [
                  input,
                  {
                    analytic: asArray(fetched[`d${k}_${i}`]),
                    numerical: Float32Array.from({ length }, (_, at) => columns[at]?.[row] ?? Number.NaN),
                  },
                ]
              },
            ),
          ),
        },
      ]),
    )
  } finally {
    session.close()
  }
}

/** Largest difference between both gradients of an input, divided by the largest numerical one (or 1e-3 if all are smaller). */
export function gradientError({ gradients }: GradientResult, input: string): number {
  const { analytic, numerical } = gradients.get(input) as { analytic: Float32Array; numerical: Float32Array }
  if (analytic.length !== numerical.length) return Number.POSITIVE_INFINITY
  const largest = numerical.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3)
  return analytic.reduce((worst, value, k) => {
    const error = Math.abs(value - (numerical[k] as number)) / largest
    return error <= worst ? worst : Number.isNaN(error) ? Number.POSITIVE_INFINITY : error
  }, 0)
}

const asArray = (value: unknown): Float32Array =>
  typeof value === 'number' ? Float32Array.of(value) : Float32Array.from(value as ArrayLike<number>)

const product = (shape: Shape): number => shape.reduce((all, size) => all * size, 1)

/** How many examples the values of a case's inputs of unknown first size hold. */
function batchOf({ inputs }: GradientCase): number {
  const open = Object.values(inputs).find(({ shape }) => shape[0] === -1)
  return open ? open.values.length / Math.abs(product(open.shape)) : 1
}

/** The input with element k moved; where k is beyond its end, as it is. */
function shifted(graph: Graph, x: Tensor, { values }: CaseInput, element: Tensor, by: number): Tensor {
  const unit = reshapeLike(graph, oneHot(graph, element, values.length), x)
  return add(graph, x, mul(graph, unit, by))
}
