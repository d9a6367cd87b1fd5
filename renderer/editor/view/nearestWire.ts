import type { Layout, Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import type { CanvasView } from './canvasView'
import { wireBends, wireEnds } from './wireLine'

type Point = readonly [x: number, y: number]

/** The wire that runs nearest to a point of the canvas, within `reach`; only one into which a layer can go. As straight from bend to bend. */
export function nearestWire(
  view: CanvasView,
  layout: Layout,
  places: ReadonlyMap<NodeKey, Place>,
  { x, y }: { readonly x: number; readonly y: number },
  reach: number,
): string | undefined {
  let [found, least]: [string | undefined, number] = [undefined, reach]
  for (const wire of view.wires) {
    if (!wire.wire) continue
    const ends = wireEnds(wire, places)
    if (!ends) continue
    const [begin, end] = ends
    const line = [begin, ...wireBends(wire, view, layout, places), end]
    for (let k = 1; k < line.length; k++) {
      const far = distance([x, y], line[k - 1] as Point, line[k] as Point)
      if (far <= least) [found, least] = [wire.key, far]
    }
  }
  return found
}

/** From a point to the stretch between two others. */
function distance([x, y]: Point, [x1, y1]: Point, [x2, y2]: Point): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - (x1 + along * dx), y - (y1 + along * dy))
}
