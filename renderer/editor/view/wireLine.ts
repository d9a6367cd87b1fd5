import type { Layout, Place } from '../layout/layoutRequest'
import type { NodeKey } from '../state/editorStore'
import { cornerOf } from './absolutePlaces'
import type { CanvasView, ViewWire } from './canvasView'

type Point = readonly [x: number, y: number]

/** Where a wire begins and ends on the canvas, as seen from afar: in the middle of a node's edges. */
export function wireEnds(
  { from, to, fromHandle, toHandle }: Pick<ViewWire, 'from' | 'to' | 'fromHandle' | 'toHandle'>,
  places: ReadonlyMap<NodeKey, Place>,
): readonly [Point, Point] | undefined {
  const [source, target] = [places.get(from), places.get(to)]
  if (!source || !target) return undefined
  return [
    [source.x + source.width / 2, fromHandle === 'out' ? source.y + source.height : source.y],
    [target.x + target.width / 2, toHandle === 'result' ? target.y + target.height : target.y],
  ]
}

/** The bends of a wire on the canvas itself. */
export function wireBends(
  wire: ViewWire,
  view: CanvasView,
  layout: Layout,
  places: ReadonlyMap<NodeKey, Place>,
): Point[] {
  const [x, y] = cornerOf(places, view.byKey.get(wire.to)?.parent)
  return (layout.bends.get(wire.key) ?? []).map(([bx, by]) => [bx + x, by + y])
}
