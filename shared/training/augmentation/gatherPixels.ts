import type { Graph, Tensor } from '../../graph/graph'
import { add, floorMod, greaterEqual, less, minimum, mul, select, sub } from '../../graph/ops/arithmetic'
import { constant, gather, pad, reshape } from '../../graph/ops/array'
import { clip } from '../../graph/ops/clip'
import { and } from '../../graph/ops/logical'
import type { Beyond } from '../../graph/ops/projectiveTransform'
import { rowCount, rowNumbers } from '../../graph/ops/range'

/** Beyond every place in a batch, and small enough that the sum of three of them is an int32. */
const far = 2 ** 29

/**
 * Pictures [n, h, w, c] of any dtype, in which the pixel at row k and column l of the result is that at `rows[k]` and `columns[l]` of
 * the picture: int32 [n, height] and [n, width] in index coordinates, which may lie beyond it. One gather for crops, shifts and flips;
 * pixels stay as they are, bit for bit.
 */
export function gatherPixels(graph: Graph, x: Tensor, rows: Tensor, columns: Tensor, beyond: Beyond): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number]
  const pixels = height * width
  const flat = reshape(graph, x, [-1, channels])
  const begins = mul(graph, reshape(graph, rowNumbers(graph, x), [-1, 1]), pixels)
  const down = placesAlong(graph, rows, height, beyond, (row) => add(graph, mul(graph, row, width), begins))
  const across = placesAlong(graph, columns, width, beyond, (column) => column)
  const [tall, wide] = [rows.shape[1] as number, columns.shape[1] as number]
  const places = add(graph, reshape(graph, down, [-1, tall, 1]), reshape(graph, across, [-1, 1, wide]))
  const gathered = () => {
    if (typeof beyond !== 'number') return gather(graph, flat, places)
    // Behind the last picture one pixel more, which all places beyond share.
    const extended = pad(
      graph,
      flat,
      [
        [0, 1],
        [0, 0],
      ],
      beyond,
    )
    return gather(graph, extended, minimum(graph, places, mul(graph, rowCount(graph, x), pixels)))
  }
  return reshape(graph, gathered(), [batch, tall, wide, channels])
}

/** What an index along one axis adds to a pixel's place; one beyond the picture is brought back, or sent far away. */
function placesAlong(
  graph: Graph,
  index: Tensor,
  size: number,
  beyond: Beyond,
  place: (index: Tensor) => Tensor,
): Tensor {
  if (beyond === 'edge') return place(clip(graph, index, 0, size - 1))
  if (beyond === 'mirror') {
    const within = floorMod(graph, index, 2 * size)
    return place(minimum(graph, within, sub(graph, 2 * size - 1, within)))
  }
  const isInside = and(graph, greaterEqual(graph, index, 0), less(graph, index, size))
  return select(graph, isInside, place(index), constant(graph, far, 'int32'))
}
