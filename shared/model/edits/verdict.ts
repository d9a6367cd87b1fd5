import type { Shape } from '../../graph/shape'
import { layerDefinition } from '../../layers'
import { isLayerProblem, type LayerProblem } from '../../layers/layer'
import type { Inference } from '../infer'
import { inferenceOf } from '../inferenceOf'
import { blockType, type LayerId } from '../layerSpec'
import type { Network } from '../network'
import { type Connection, inputsAfter, upstreamOf } from './connect'
import { graphOf, type Scope, topScope } from './scope'
import { leastInputs, shapeFrom, shapeIn } from './shapes'

/** Why a wire is refused; the window has four words for each. */
export type Refusal =
  | { readonly reason: 'cycle' | 'takes-nothing' | 'takes-no-more' | 'connected' | 'needs-vector' | 'needs-picture' }
  /** `shape`: what would fit; `undefined` sizes are free. */
  | { readonly reason: 'needs'; readonly shape: readonly (number | undefined)[] }
  /** Anything else that the layer says of it. */
  | { readonly reason: 'clash'; readonly problem: LayerProblem }

export type Verdict =
  /** `shape`: what the layer gives then; unknown while inputs are missing or half-built. */
  { readonly fits: true; readonly shape?: Shape } | ({ readonly fits: false } & Refusal)

/** Whether a wire may be drawn, and what comes of it. */
export function connectionVerdict(
  network: Network,
  connection: Connection,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
  upstream: ReadonlySet<LayerId> = upstreamOf(graphOf(network, scope), connection.from),
): Verdict {
  const { from, to } = connection
  const graph = graphOf(network, scope)
  const target = graph.layers.find(({ id }) => id === to)
  if (!target) return { fits: false, reason: 'takes-nothing' }
  if (target.type !== blockType && layerDefinition(target.type)?.inputs.max === 0)
    return { fits: false, reason: 'takes-nothing' }
  if (upstream.has(to)) return { fits: false, reason: 'cycle' }
  if (connection.input === undefined && target.inputs.includes(from)) return { fits: false, reason: 'connected' }
  const inputs = inputsAfter(network, target, connection)
  if (!inputs) return { fits: false, reason: 'takes-no-more' }
  const shapes = inputs.map((id) => shapeIn(network, id, scope, inference))
  const coming = shapes[inputs.indexOf(from)]
  const known = shapes.filter((shape): shape is Shape => shape !== undefined)
  // With one input yet, a merge says nothing; what is known so far must fit all the same.
  if (coming === undefined || known.length < 1) return { fits: true }
  const config = inference.specs.get(scope.prefix + to)?.config ?? target.config
  const isComplete = known.length === shapes.length && shapes.length >= leastInputs(network, target)
  if (!isComplete && known.length < Math.max(2, leastInputs(network, target))) return { fits: true }
  const shape = shapeFrom(network, { ...target, config }, known)
  if (!isLayerProblem(shape)) return isComplete ? { fits: true, shape } : { fits: true }
  return { fits: false, ...refusal(target.type, known, inputs.indexOf(from), shape) }
}

function refusal(type: string, shapes: readonly Shape[], coming: number, problem: LayerProblem): Refusal {
  const other = shapes[coming === 0 ? 1 : 0]
  if (problem.code === 'shape-clash' && shapes.length > 1 && other)
    return { reason: 'needs', shape: type === 'concat' ? [...other.slice(0, -1), undefined] : other }
  if (problem.code === 'shape-clash' && shapes[coming]?.length === 1) return { reason: 'needs-picture' }
  if (problem.code === 'shape-clash' && type === 'dense') return { reason: 'needs-vector' }
  return { reason: 'clash', problem }
}

/** The verdict on every layer of the scope as the end of a wire from `from`. */
export function verdictsFrom(
  network: Network,
  from: LayerId,
  scope: Scope = topScope,
  inference: Inference = inferenceOf(network),
): ReadonlyMap<LayerId, Verdict> {
  const graph = graphOf(network, scope)
  const upstream = upstreamOf(graph, from)
  return new Map(
    graph.layers.map(({ id }) => [id, connectionVerdict(network, { from, to: id }, scope, inference, upstream)]),
  )
}
