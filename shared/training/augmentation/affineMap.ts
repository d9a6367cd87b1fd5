import type { Graph, Tensor } from '../../graph/graph'
import { add, mul, sub } from '../../graph/ops/arithmetic'
import { constant, fillLike, pack } from '../../graph/ops/array'

/** A number that holds for every picture, or float32 [n], one a picture. */
export type Each = number | Tensor

/**
 * For each picture a map of the plane, from where a pixel of the result lies to where it comes from: x' = xx x + xy y + tx,
 * y' = yx x + yy y + ty. Both from the centre of the picture, in pixels, x to the right and y downwards.
 */
export interface AffineMap {
  readonly xx: Each
  readonly xy: Each
  readonly tx: Each
  readonly yx: Each
  readonly yy: Each
  readonly ty: Each
}

export const identityMap: AffineMap = { xx: 1, xy: 0, tx: 0, yx: 0, yy: 1, ty: 0 }

/** Numbers are folded here, so that a shift adds no products and a flip no sums. */
export function times(graph: Graph, a: Each, b: Each): Each {
  if (typeof a === 'number' && typeof b === 'number') return a * b
  if (a === 0 || b === 0) return 0
  if (a === 1) return b
  if (b === 1) return a
  return mul(graph, a, b)
}

export function plus(graph: Graph, a: Each, b: Each): Each {
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (a === 0) return b
  if (b === 0) return a
  return add(graph, a, b)
}

export function minus(graph: Graph, a: Each, b: Each): Each {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return b === 0 ? a : sub(graph, a, b)
}

/** The map of a picture that is changed by `first` and then by `then`: a pixel of the result is looked up in `then` first. */
export function compose(graph: Graph, first: AffineMap, then: AffineMap): AffineMap {
  const row = (x: Each, y: Each, t: Each) => ({
    x: plus(graph, times(graph, x, then.xx), times(graph, y, then.yx)),
    y: plus(graph, times(graph, x, then.xy), times(graph, y, then.yy)),
    t: plus(graph, plus(graph, times(graph, x, then.tx), times(graph, y, then.ty)), t),
  })
  const [horizontal, vertical] = [row(first.xx, first.xy, first.tx), row(first.yx, first.yy, first.ty)]
  return {
    xx: horizontal.x,
    xy: horizontal.y,
    tx: horizontal.t,
    yx: vertical.x,
    yy: vertical.y,
    ty: vertical.t,
  }
}

/** Where a map from a picture's centre puts index coordinates: t + c - (xx cx + xy cy), exact for whole shifts and flips. */
export const shiftOf = (
  graph: Graph,
  own: number,
  x: Each,
  y: Each,
  t: Each,
  [cx, cy]: readonly [number, number],
): Each => plus(graph, minus(graph, own, plus(graph, times(graph, x, cx), times(graph, y, cy))), t)

/** The map as `projectiveTransform` takes it: float32 [n, 8], in index coordinates of a picture whose centre is (cx, cy). */
export function projectiveRows(
  graph: Graph,
  { xx, xy, tx, yx, yy, ty }: AffineMap,
  centre: readonly [cx: number, cy: number],
  batch: Tensor,
): Tensor {
  const [cx, cy] = centre
  const entries = [xx, xy, shiftOf(graph, cx, xx, xy, tx, centre), yx, yy, shiftOf(graph, cy, yx, yy, ty, centre), 0, 0]
  const filled = (value: number) => fillLike(graph, batch, constant(graph, value))
  return pack(
    graph,
    entries.map((entry) => (typeof entry === 'number' ? filled(entry) : entry)),
    1,
  )
}
