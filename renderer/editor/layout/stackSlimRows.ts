import type { NodeKey } from '../state/editorStore'
import type { NodeToLay, Place, ScopeToLay } from './layoutRequest'

/** Pixels between a node and the slim row under it, and between two such rows. */
const [gapBefore, gapBetween] = [8, 4]
/** Above this many nodes whole chains are stacked: rows of parallel branches no longer line up, but it takes a fraction of the time. */
const many = 250
const gapInChain = 20

/**
 * Makes one box of a node and the slim rows that follow it, so that they sit close and the layout has less to do. `unstack` gives the
 * nodes their own places again.
 */
export function stackSlimRows(scope: ScopeToLay): {
  readonly scope: ScopeToLay
  unstack(places: ReadonlyMap<NodeKey, Place>): ReadonlyMap<NodeKey, Place>
} {
  const byKey = new Map(scope.nodes.map((node) => [node.key, node]))
  const sources = new Map<NodeKey, NodeKey[]>()
  const takers = new Map<NodeKey, NodeKey[]>()
  for (const [from, to] of scope.wires) {
    sources.set(to, [...(sources.get(to) ?? []), from])
    takers.set(from, [...(takers.get(from) ?? []), to])
  }
  const isStacked = scope.nodes.length > many
  const heads = new Map<NodeKey, NodeKey>()
  const stacks = new Map<NodeKey, NodeToLay[]>()
  const headOf = (node: NodeToLay): NodeKey | undefined => {
    const [source, ...others] = sources.get(node.key) ?? []
    if (source === undefined || others.length > 0 || !byKey.has(source)) return undefined
    if ((takers.get(source) ?? []).length !== 1) return undefined
    return node.isSlim || isStacked ? source : undefined
  }
  // Nodes may stand in any order: a chain is walked from its head.
  for (const node of scope.nodes) if (headOf(node) === undefined) stacks.set(node.key, [node])
  for (const [head, stack] of stacks)
    for (let last = stack[0]; last; ) {
      const [taker] = takers.get(last.key) ?? []
      const next = taker === undefined ? undefined : byKey.get(taker)
      if (!next || headOf(next) !== last.key) break
      stack.push(next)
      heads.set(next.key, head)
      last = next
    }
  const inLoops = scope.nodes.filter(({ key }) => !stacks.has(key) && !heads.has(key))
  for (const node of inLoops) stacks.set(node.key, [node])

  const gap = (node: NodeToLay, before: NodeToLay) =>
    node.isSlim ? (before.isSlim ? gapBetween : gapBefore) : gapInChain
  const height = (stack: readonly NodeToLay[]) =>
    stack.reduce((sum, node, k) => sum + node.height + (k === 0 ? 0 : gap(node, stack[k - 1] as NodeToLay)), 0)
  const nodes = [...stacks].map(([key, stack]): NodeToLay => {
    const width = Math.max(...stack.map((node) => node.width))
    return { key, width, height: height(stack), isSlim: false }
  })
  const head = (key: NodeKey) => heads.get(key) ?? key
  const wires = scope.wires
    .map(([from, to, key]) => [head(from), head(to), key] as const)
    .filter(([from, to]) => from !== to)
  return {
    scope: { nodes, wires },
    unstack(places) {
      const own = new Map<NodeKey, Place>()
      for (const [key, stack] of stacks) {
        const box = places.get(key)
        if (!box) continue
        let y = box.y
        for (const [k, node] of stack.entries()) {
          if (k > 0) y += gap(node, stack[k - 1] as NodeToLay)
          const { width, height } = node
          own.set(node.key, { x: Math.round(box.x + (box.width - width) / 2), y: Math.round(y), width, height })
          y += height
        }
      }
      return own
    },
  }
}
