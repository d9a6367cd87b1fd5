import type { Layout, Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from './canvasView'

/** Where nodes stand on the canvas itself, not in the block around them. */
export function absolutePlaces(view: CanvasView, layout: Layout): ReadonlyMap<NodeKey, Place> {
  const places = new Map<NodeKey, Place>()
  // A block stands in front of what is in it.
  for (const { key, parent } of view.nodes) {
    const place = layout.places.get(key)
    if (!place) continue
    const around = parent === undefined ? undefined : places.get(parent)
    places.set(key, around ? { ...place, x: place.x + around.x, y: place.y + around.y } : place)
  }
  return places
}

/** The corner of the scope in which a wire or frame stands. */
export const cornerOf = (
  places: ReadonlyMap<NodeKey, Place>,
  parent: NodeKey | undefined,
): readonly [number, number] => {
  const around = parent === undefined ? undefined : places.get(parent)
  return around ? [around.x, around.y] : [0, 0]
}
