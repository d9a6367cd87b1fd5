import type { Graph, Tensor } from '../../graph/graph'
import { add, mul } from '../../graph/ops/arithmetic'
import { cast, constant, reshape } from '../../graph/ops/array'
import { type Beyond, projectiveTransform } from '../../graph/ops/projectiveTransform'
import { rowNumbers } from '../../graph/ops/range'
import { type AffineMap, compose, type Each, projectiveRows, shiftOf } from './affineMap'
import { gatherPixels } from './gatherPixels'
import type { Geometry } from './operation'

/** Two changes of place as one, or `undefined` where they want different things from beyond the picture. */
export function joined(graph: Graph, first: Geometry, then: Geometry): Geometry | undefined {
  if (first.beyond !== undefined && then.beyond !== undefined && first.beyond !== then.beyond) return undefined
  return {
    map: compose(graph, first.map, then.map),
    isWhole: first.isWhole && then.isWhole,
    beyond: first.beyond ?? then.beyond,
  }
}

/** Pictures [n, h, w, c] of 0-255, moved: by a gather where whole pixels move (of any dtype), else bilinearly in float32. */
export function applyGeometry(graph: Graph, pictures: Tensor, { map, isWhole, beyond = 0 }: Geometry): Tensor {
  if (isWhole) return moveWhole(graph, pictures, map, beyond)
  const maps = projectiveRows(graph, map, centreOf(pictures), rowNumbers(graph, pictures))
  return projectiveTransform(graph, cast(graph, pictures, 'float32'), maps, { interpolation: 'bilinear', beyond })
}

/** Of a picture's pixels, in index coordinates. */
const centreOf = ({ shape: [, height, width] }: Tensor): readonly [cx: number, cy: number] => [
  ((width as number) - 1) / 2,
  ((height as number) - 1) / 2,
]

/** For maps of which xx and yy are 1 or -1, tx and ty whole numbers, and the rest 0. */
function moveWhole(graph: Graph, pictures: Tensor, map: AffineMap, beyond: Beyond): Tensor {
  const { xx, tx, yy, ty } = map
  const centre = centreOf(pictures)
  const [cx, cy] = centre
  const line = (pixels: number, scale: Each, shift: Each): Tensor => {
    const counted = constant(
      graph,
      Array.from({ length: pixels }, (_, k) => k),
      'float32',
      [1, pixels],
    )
    const each = (value: Each) => (typeof value === 'number' ? value : reshape(graph, value, [-1, 1]))
    const scaled = scale === 1 ? counted : mul(graph, counted, each(scale))
    return cast(graph, shift === 0 ? scaled : add(graph, scaled, each(shift)), 'int32')
  }
  const [height, width] = pictures.shape.slice(1, 3) as [number, number]
  return gatherPixels(
    graph,
    pictures,
    line(height, yy, shiftOf(graph, cy, 0, yy, ty, centre)),
    line(width, xx, shiftOf(graph, cx, xx, 0, tx, centre)),
    beyond,
  )
}
