import type { Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from './canvasView'

export type Direction = 'up' | 'down' | 'left' | 'right'

/** The node that an arrow key leads to: along the wires up and down, else the nearest that lies in that direction. */
export function neighbour(
  view: CanvasView,
  places: ReadonlyMap<NodeKey, Place>,
  from: NodeKey,
  direction: Direction,
): NodeKey | undefined {
  const here = places.get(from)
  if (!here) return view.nodes[0]?.key
  const wired = wiredNeighbours(view, from, direction).filter((key) => places.has(key))
  const middle = ({ x, y, width, height }: Place) => [x + width / 2, y + height / 2] as const
  const [x, y] = middle(here)
  const distance = (key: NodeKey): number => {
    const [ox, oy] = middle(places.get(key) as Place)
    const [dx, dy] = [ox - x, oy - y]
    const along = { up: -dy, down: dy, left: -dx, right: dx }[direction]
    const across = direction === 'up' || direction === 'down' ? Math.abs(dx) : Math.abs(dy)
    return along <= 4 ? Number.POSITIVE_INFINITY : along + 3 * across
  }
  const parent = view.byKey.get(from)?.parent
  const beside = view.nodes.filter(({ key, parent: other }) => key !== from && other === parent).map(({ key }) => key)
  const nearest = (keys: readonly NodeKey[]): NodeKey | undefined => {
    const [first] = keys.map((key) => [distance(key), key] as const).sort(([a], [b]) => a - b)
    return first && Number.isFinite(first[0]) ? first[1] : undefined
  }
  // A wire may run upwards on a canvas that somebody arranged: it still leads on.
  return nearest(wired) ?? wired[0] ?? nearest(beside)
}

function wiredNeighbours(view: CanvasView, from: NodeKey, direction: Direction): NodeKey[] {
  if (direction === 'left' || direction === 'right') return []
  return view.wires.flatMap((wire) => {
    if (direction === 'down') return wire.from === from && wire.to !== view.byKey.get(from)?.parent ? [wire.to] : []
    return wire.to === from && wire.from !== view.byKey.get(from)?.parent ? [wire.from] : []
  })
}
