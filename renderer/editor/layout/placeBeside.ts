import type { NodeKey } from '../state/editorStore'
import type { NodeToLay, Place, ScopeToLay } from './layoutRequest'

const [gap, slimGap, sideGap] = [20, 8, 14]

/** The places that the person, or an earlier layout, gave; and for what is new the nearest free one under what it takes. */
export function placeBeside(
  { nodes, wires }: ScopeToLay,
  known: ReadonlyMap<NodeKey, Place> | undefined,
): ReadonlyMap<NodeKey, Place> {
  const places = new Map<NodeKey, Place>()
  for (const { key, width, height, pinned } of nodes) {
    const at = pinned ?? corner(known?.get(key))
    if (at) places.set(key, { x: at[0], y: at[1], width, height })
  }
  const sources = new Map<NodeKey, NodeKey[]>()
  const takers = new Map<NodeKey, NodeKey[]>()
  for (const [from, to] of wires) {
    sources.set(to, [...(sources.get(to) ?? []), from])
    takers.set(from, [...(takers.get(from) ?? []), to])
  }
  let waiting = nodes.filter(({ key }) => !places.has(key))
  while (waiting.length > 0) {
    const ready = waiting.filter(({ key }) => (sources.get(key) ?? []).some((source) => places.has(source)))
    // Nothing leads to the others: they begin under what takes them, or under everything.
    const next = ready.length > 0 ? ready : waiting.slice(0, 1)
    for (const node of next) places.set(node.key, freePlace(node, wish(node, places, sources, takers), places))
    waiting = waiting.filter(({ key }) => !places.has(key))
  }
  return places
}

const corner = (place: Place | undefined): readonly [number, number] | undefined => place && [place.x, place.y]

function wish(
  node: NodeToLay,
  places: ReadonlyMap<NodeKey, Place>,
  sources: ReadonlyMap<NodeKey, readonly NodeKey[]>,
  takers: ReadonlyMap<NodeKey, readonly NodeKey[]>,
): readonly [number, number] {
  const from = (sources.get(node.key) ?? []).flatMap((key) => places.get(key) ?? [])
  if (from.length > 0) {
    const middle = from.reduce((sum, { x, width }) => sum + x + width / 2, 0) / from.length
    const bottom = Math.max(...from.map(({ y, height }) => y + height))
    return [middle - node.width / 2, bottom + (node.isSlim ? slimGap : gap)]
  }
  const to = (takers.get(node.key) ?? []).flatMap((key) => places.get(key) ?? [])
  const [first] = to
  if (first) return [first.x + (first.width - node.width) / 2, first.y - node.height - gap]
  const all = [...places.values()]
  if (all.length === 0) return [0, 0]
  return [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ y, height }) => y + height)) + gap]
}

/** The wish, or what is free to its right. */
function freePlace(
  { width, height }: NodeToLay,
  [x, y]: readonly [number, number],
  places: ReadonlyMap<NodeKey, Place>,
): Place {
  const place = { x: Math.round(x), y: Math.round(y), width, height }
  for (;;) {
    const inWay = [...places.values()].find((other) => overlaps(place, other))
    if (!inWay) return place
    place.x = inWay.x + inWay.width + sideGap
  }
}

export const overlaps = (a: Place, b: Place): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
