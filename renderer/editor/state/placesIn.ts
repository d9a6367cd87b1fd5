import type { Scope } from '../../../shared/model/edits'
import type { LayerId } from '../../../shared/model/layerSpec'
import type { Drawn } from '../canvas/CanvasContext'

/** Where the layers of a scope stand as they are drawn, less what an open block pushed them down. */
export function placesIn(drawn: Drawn | undefined, scope: Scope): ReadonlyMap<LayerId, readonly [number, number]> {
  const places = new Map<LayerId, readonly [number, number]>()
  const layout = drawn?.layout
  if (!drawn || !layout) return places
  for (const { key, layer, scope: own } of drawn.view.nodes) {
    const place = own.prefix === scope.prefix ? layout.places.get(key) : undefined
    if (place) places.set(layer.id, [place.x, place.y - (layout.pushed.get(key) ?? 0)])
  }
  return places
}
