import type { InnerLayer } from '../../../shared/model/blocks'
import { graphOf, type Scope, topScope } from '../../../shared/model/edits'
import type { Inference } from '../../../shared/model/infer'
import { blockType, type LayerFrame, type LayerId } from '../../../shared/model/layerSpec'
import type { Network } from '../../../shared/model/network'
import type { NodeKey } from '../state/editorStore'
import { insideOf } from './placeOfKey'

/** A layer, a folded block, or a block that is open in its place, as the canvas shows it. */
export interface ViewNode {
  readonly key: NodeKey
  readonly scope: Scope
  readonly layer: InnerLayer
  readonly kind: 'layer' | 'block' | 'opened'
  /** The open block in which it stands. */
  readonly parent: NodeKey | undefined
  /** Of an open block: the names of what comes in. */
  readonly ports: readonly LayerId[]
  /** Left out in this instance of its block, by the block's parameters. */
  readonly isAbsent: boolean
}

export interface ViewWire {
  readonly key: string
  readonly from: NodeKey
  /** `out`, or `port:<name>` of an open block's head. */
  readonly fromHandle: string
  readonly to: NodeKey
  /** `in`, or `result`: the foot of an open block. */
  readonly toHandle: 'in' | 'result'
  readonly scope: Scope
  /** What to name in an edit; `undefined` for the wire to a block's foot. */
  readonly wire: { readonly from: LayerId; readonly to: LayerId; readonly input: number } | undefined
}

export interface ViewFrame {
  readonly key: string
  readonly scope: Scope
  readonly frame: LayerFrame
  readonly parent: NodeKey | undefined
  readonly members: readonly NodeKey[]
}

export interface CanvasView {
  readonly nodes: readonly ViewNode[]
  readonly byKey: ReadonlyMap<NodeKey, ViewNode>
  readonly wires: readonly ViewWire[]
  readonly frames: readonly ViewFrame[]
}

const none: readonly never[] = []

/** What stands on the canvas while these blocks are open. */
export function canvasView(network: Network, inference: Inference, opened: ReadonlySet<NodeKey>): CanvasView {
  const nodes: ViewNode[] = []
  const wires: ViewWire[] = []
  const frames: ViewFrame[] = []
  const isThere = presence(inference)
  const add = (scope: Scope, parent: NodeKey | undefined, open: ReadonlySet<string>) => {
    const graph = graphOf(network, scope)
    const ids = new Set(graph.layers.map(({ id }) => id))
    for (const layer of graph.layers) {
      const key = scope.prefix + layer.id
      const definition = layer.type === blockType ? network.blocks?.[layer.block ?? ''] : undefined
      const isOpen = definition !== undefined && opened.has(key) && !open.has(layer.block as string)
      nodes.push({
        key,
        scope,
        layer,
        kind: isOpen ? 'opened' : layer.type === blockType ? 'block' : 'layer',
        parent,
        ports: isOpen ? definition.inputs : none,
        isAbsent: layer.when !== undefined && !layer.bypassed && !isThere(key),
      })
      for (const [input, from] of layer.inputs.entries()) {
        const isPort = parent !== undefined && graph.ports.includes(from)
        if (!isPort && !ids.has(from)) continue
        wires.push({
          key: wireKey(key, input),
          from: isPort ? parent : scope.prefix + from,
          fromHandle: isPort ? `port:${from}` : 'out',
          to: key,
          toHandle: 'in',
          scope,
          wire: { from, to: layer.id, input },
        })
      }
      if (isOpen) {
        const inner = { block: layer.block as string, prefix: `${insideOf(key, layer.repeat)}.` }
        add(inner, key, new Set([...open, inner.block]))
      }
    }
    if (parent !== undefined && graph.output !== undefined)
      wires.push({
        key: wireKey(parent, 'result'),
        from: scope.prefix + graph.output,
        fromHandle: 'out',
        to: parent,
        toHandle: 'result',
        scope,
        wire: undefined,
      })
    for (const frame of graph.frames ?? []) {
      const members = frame.layers.filter((id) => ids.has(id)).map((id) => scope.prefix + id)
      if (members.length > 0) frames.push({ key: `frame ${scope.prefix}${frame.id}`, scope, frame, parent, members })
    }
  }
  add(topScope, undefined, new Set())
  return { nodes, byKey: new Map(nodes.map((node) => [node.key, node])), wires, frames }
}

/** A wire by its end; an id has no blank. */
export const wireKey = (to: NodeKey, input: number | 'result'): string => `${to} ${input}`

function presence({ specs, parts }: Inference): (key: NodeKey) => boolean {
  const blocks = new Set(parts.map(({ id }) => id))
  return (key) => specs.has(key) || blocks.has(key)
}
