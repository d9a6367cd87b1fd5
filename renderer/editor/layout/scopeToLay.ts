import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from '../view/canvasView'
import type { NodeFacts } from '../view/nodeFacts'
import { nodeSize } from '../view/nodeSize'
import type { NodeToLay, ScopeToLay } from './layoutRequest'

/** What the layout needs to know of what is shown. */
export function scopeToLay(view: CanvasView, facts: ReadonlyMap<NodeKey, NodeFacts>): ScopeToLay {
  const children = grouped(view.nodes, ({ parent }) => parent)
  const wires = grouped(
    view.wires.filter(({ toHandle }) => toHandle === 'in'),
    ({ to }) => view.byKey.get(to)?.parent,
  )
  const lay = (parent: NodeKey | undefined): ScopeToLay => ({
    nodes: (children.get(parent) ?? []).map(({ key, layer, kind }): NodeToLay => {
      const fact = facts.get(key) as NodeFacts
      return {
        key,
        ...nodeSize(fact),
        isSlim: fact.isSlim,
        ...(layer.position && { pinned: layer.position }),
        ...(kind === 'opened' && { inner: lay(key) }),
      }
    }),
    wires: (wires.get(parent) ?? []).map(({ from, to, key }) => [from, to, key] as const),
  })
  return lay(undefined)
}

function grouped<T, K>(list: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of list) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
