import { elementCount, type Shape } from '../../../shared/graph/shape'
import { layerDefinition } from '../../../shared/layers'
import type { LayerFamily } from '../../../shared/layers/layer'
import { repairsOf, shapeIn } from '../../../shared/model/edits'
import type { Repair } from '../../../shared/model/edits/repairs'
import type { Inference } from '../../../shared/model/infer'
import type { LayerId } from '../../../shared/model/layerSpec'
import type { Network } from '../../../shared/model/network'
import type { ProblemDetails } from '../../../shared/problem'
import { frozenAtStart } from '../../../shared/training/fineTuning/frozenLayers'
import type { NodeKey } from '../state/editorStore'
import type { CanvasView, ViewNode } from './canvasView'

/** Colours of the canvas; the input's is `data`, as the look has it. */
export type NodeFamily = LayerFamily | 'block' | 'data'

/** All that one node shows, as plain values: the same object as long as it says the same, so that only what changed is drawn anew. */
export interface NodeFacts {
  readonly key: NodeKey
  readonly id: LayerId
  readonly kind: ViewNode['kind']
  readonly type: string
  readonly family: NodeFamily
  readonly block: string | undefined
  /** With values put in and defaults; what is written where that is wrong. */
  readonly config: Readonly<Record<string, unknown>>
  readonly shape: Shape | undefined
  /** Of an open block: what comes into its first input. */
  readonly from: Shape | undefined
  readonly parameters: number
  readonly problem: ProblemDetails | undefined
  /** Of a block: whether the problem lies inside. */
  readonly isInside: boolean
  readonly repairs: readonly Repair[]
  readonly isBypassed: boolean
  readonly isAbsent: boolean
  /** Whether its weights stay as they are: of a block, of all that it holds or of a part. */
  readonly isFrozen: 'whole' | 'partly' | false
  /** A row without a body, for what keeps the shape. */
  readonly isSlim: boolean
  readonly repeat: number | undefined
  /** Of a block: the families inside, in order. */
  readonly chain: readonly NodeFamily[]
  readonly ports: readonly LayerId[]
}

const none: readonly never[] = []
const mostInChain = 9
const slimFamilies = new Set<NodeFamily>(['normalization', 'activation', 'regularization'])

export const familyOf = (type: string): NodeFamily =>
  type === 'input' ? 'data' : type === 'block' ? 'block' : (layerDefinition(type)?.family ?? 'shape')

/** The facts of every node of the view. `before`: those that were shown, whose objects are kept where nothing changed. */
export function nodeFacts(
  network: Network,
  inference: Inference,
  view: CanvasView,
  before: ReadonlyMap<NodeKey, NodeFacts>,
  frozen: ReadonlySet<LayerId> = frozenAtStart(inference, undefined),
): ReadonlyMap<NodeKey, NodeFacts> {
  const problems = problemsByLayer(inference)
  const parts = new Map(inference.parts.map((part) => [part.id, part]))
  const count = (id: LayerId): number =>
    (inference.layers.get(id)?.weights ?? []).reduce(
      (sum, { shape, role }) => sum + (role === 'batch-count' ? 0 : elementCount(shape)),
      0,
    )
  const facts = view.nodes.map(({ key, layer, kind, scope, isAbsent, ports }): NodeFacts => {
    const part = parts.get(key)
    const inferred = inference.layers.get(key)
    const own = problems.get(key)?.[0]
    const inside = own || kind !== 'block' ? undefined : insideProblem(problems, key)
    const family = familyOf(layer.type)
    const problem = own ?? inside
    const config = (inferred?.config ?? inference.specs.get(key)?.config ?? layer.config) as Record<string, unknown>
    const first = layer.inputs[0]
    return {
      key,
      id: layer.id,
      kind,
      type: layer.type,
      family,
      block: layer.block,
      config,
      shape: inferred ? inferred.shape : shapeIn(network, layer.id, scope, inference),
      from: kind !== 'opened' || first === undefined ? undefined : shapeIn(network, first, scope, inference),
      parameters: part ? part.layers.reduce((sum, id) => sum + count(id), 0) : count(key),
      problem,
      isInside: inside !== undefined,
      repairs: own?.code === 'shape-clash' ? repairsOf(network, layer.id, scope, inference) : none,
      isBypassed: layer.bypassed ?? false,
      isAbsent,
      isFrozen: frozenPart(inference, part?.layers ?? [key], frozen),
      isSlim: kind === 'layer' && slimFamilies.has(family) && !problem,
      repeat: kind === 'layer' ? undefined : repeatOf(inference, key, layer.repeat),
      chain: kind === 'block' ? chainOf(network, layer.block) : none,
      ports,
    }
  })
  return new Map(facts.map((fact) => [fact.key, same(before.get(fact.key), fact)]))
}

function frozenPart(
  { layers }: Inference,
  ids: readonly LayerId[],
  frozen: ReadonlySet<LayerId>,
): NodeFacts['isFrozen'] {
  let [some, all] = [false, true]
  for (const id of ids) {
    if ((layers.get(id)?.weights.length ?? 0) === 0) continue
    if (frozen.has(id)) some = true
    else all = false
  }
  return some && (all ? 'whole' : 'partly')
}

function same(before: NodeFacts | undefined, now: NodeFacts): NodeFacts {
  if (!before) return now
  for (const name of Object.keys(now) as (keyof NodeFacts)[])
    if (before[name] !== now[name] && JSON.stringify(before[name]) !== JSON.stringify(now[name])) return now
  return before
}

function problemsByLayer({ problems }: Inference): ReadonlyMap<LayerId, readonly ProblemDetails[]> {
  const found = new Map<LayerId, ProblemDetails[]>()
  for (const problem of problems) {
    if (problem.layer === undefined) continue
    const list = found.get(problem.layer)
    if (list) list.push(problem)
    else found.set(problem.layer, [problem])
  }
  return found
}

function insideProblem(
  problems: ReadonlyMap<LayerId, readonly ProblemDetails[]>,
  key: NodeKey,
): ProblemDetails | undefined {
  for (const [layer, [first]] of problems) if (layer.startsWith(`${key}.`)) return first
  return undefined
}

/** A repetition that is an expression is counted as it came out. */
function repeatOf({ parts }: Inference, key: NodeKey, written: unknown): number | undefined {
  if (written === undefined || typeof written === 'number') return written
  return parts.filter(({ parent }) => parent === key).length || undefined
}

function chainOf({ blocks = {} }: Network, block: string | undefined): NodeFamily[] {
  const families = (blocks[block ?? '']?.layers ?? []).map(({ type }) => familyOf(type))
  return families.length > mostInChain ? families.slice(0, mostInChain) : families
}
