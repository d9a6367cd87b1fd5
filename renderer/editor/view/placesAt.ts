import type { Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'

interface Point {
  readonly x: number
  readonly y: number
}
type Places = ReadonlyMap<NodeKey, Place>

/** The box around nodes; around all without keys. `undefined` where none of them has a place. */
export function boundsOf(places: Places, keys?: readonly NodeKey[]): Place | undefined {
  const all = keys ? keys.flatMap((key) => places.get(key) ?? []) : [...places.values()]
  if (all.length === 0) return undefined
  const [x, y] = [Math.min(...all.map((place) => place.x)), Math.min(...all.map((place) => place.y))]
  const right = Math.max(...all.map((place) => place.x + place.width))
  const bottom = Math.max(...all.map((place) => place.y + place.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** The node at a point; of some that lie upon each other the innermost. */
export function nodeAt(places: Places, { x, y }: Point): NodeKey | undefined {
  let found: NodeKey | undefined
  // A block stands in front of what is in it.
  for (const [key, place] of places)
    if (x >= place.x && y >= place.y && x <= place.x + place.width && y <= place.y + place.height) found = key
  return found
}

/** The nodes that a box between two points touches. */
export function nodesBetween(places: Places, from: Point, to: Point): NodeKey[] {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)]
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  return [...places].flatMap(([key, { x, y, width, height }]) =>
    x <= right && y <= bottom && x + width >= left && y + height >= top ? [key] : [],
  )
}
