import type { NodeKey } from '../state/editorStore'
import { frameHead, framePadding, narrowestFrame } from '../view/nodeSize'
import type { Layout, NodeToLay, Place, ScopeToLay } from './layoutRequest'
import { placeBeside } from './placeBeside'

type Laid = Pick<Layout, 'places' | 'bends'>
type Places = ReadonlyMap<NodeKey, Place>

/**
 * Where everything stands: each scope by itself from the inside out, for an open block is as large as what is in it. A scope in which
 * the person has put something stays as they left it; what is new there finds a place beside what it takes. `lay` places the others.
 */
export function layEachScope(scope: ScopeToLay, lay: (inside: ScopeToLay) => Laid | 'beside', known?: Places): Layout {
  const places = new Map<NodeKey, Place>()
  const bends = new Map<string, readonly (readonly [number, number])[]>()
  const pushed = new Map<NodeKey, number>()
  const layScope = (inside: ScopeToLay): void => {
    const nodes = inside.nodes.map((node): NodeToLay => {
      if (!node.inner) return node
      layScope(node.inner)
      return { ...node, ...frameSize(node.inner, places, bends) }
    })
    const isByHand = nodes.some(({ pinned }) => pinned)
    const laid = isByHand ? 'beside' : lay({ ...inside, nodes })
    if (laid === 'beside') {
      const beside = placeBeside({ ...inside, nodes }, isByHand ? undefined : known)
      const down = pushDown(inside, nodes, beside)
      for (const [key, place] of beside) {
        const by = down.get(key) ?? 0
        places.set(key, { ...place, y: place.y + by })
        if (by > 0) pushed.set(key, by)
      }
      return
    }
    for (const [key, place] of laid.places) places.set(key, place)
    for (const [key, points] of laid.bends) bends.set(key, points)
  }
  layScope(scope)
  return { places, bends, pushed }
}

/** Around its layers, which are moved to stand under the middle of its head; their wires' bends move with them. */
function frameSize(
  inner: ScopeToLay,
  places: Map<NodeKey, Place>,
  bends: Map<string, readonly (readonly [number, number])[]>,
): { width: number; height: number } {
  const inside = inner.nodes.map(({ key }) => places.get(key) as Place)
  const [left, top] = [Math.min(...inside.map(({ x }) => x)), Math.min(...inside.map(({ y }) => y))]
  const right = Math.max(...inside.map(({ x, width }) => x + width))
  const bottom = Math.max(...inside.map(({ y, height }) => y + height))
  const { side } = framePadding
  const width = Math.max(narrowestFrame, right - left + 2 * side)
  const dx = Math.round((width - (right - left)) / 2) - left
  const dy = frameHead + framePadding.top - top
  for (const { key } of inner.nodes) {
    const place = places.get(key) as Place
    places.set(key, { ...place, x: place.x + dx, y: place.y + dy })
  }
  for (const [, , key] of inner.wires) {
    const points = bends.get(key)
    if (points)
      bends.set(
        key,
        points.map(([x, y]) => [x + dx, y + dy] as const),
      )
  }
  return { width, height: frameHead + framePadding.top + (bottom - top) + framePadding.bottom }
}

/** Where a scope is by hand, an open block makes room for itself: what stands below it is pushed down by what it grew. */
function pushDown(inside: ScopeToLay, sized: readonly NodeToLay[], places: Places): ReadonlyMap<NodeKey, number> {
  const down = new Map<NodeKey, number>()
  for (const [k, node] of sized.entries()) {
    const folded = inside.nodes[k] as NodeToLay
    const grown = node.height - folded.height
    const place = places.get(node.key)
    if (!node.inner || grown <= 0 || !place) continue
    for (const [key, other] of places)
      if (key !== node.key && other.y >= place.y + folded.height) down.set(key, (down.get(key) ?? 0) + grown)
  }
  return down
}
