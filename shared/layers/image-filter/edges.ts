import type { Graph, Tensor } from '../../graph/graph'
import { concat, slice } from '../../graph/ops/array'
import { mirrorPad } from '../../graph/ops/mirrorPad'
import type { Sides } from '../padding'
import type { Pair } from '../setting'

/** `x` [n, h, w, c] with its mirror image around it (c b | a b c | b a); each side less than the picture. */
export const mirrored = (graph: Graph, x: Tensor, [rows, columns]: Sides): Tensor =>
  rows.every((pixels) => pixels === 0) && columns.every((pixels) => pixels === 0)
    ? x
    : mirrorPad(graph, x, [[0, 0], rows, columns, [0, 0]])

/** `x` [n, h, w, c] with its outermost pixels repeated around it (a a | a b c | c c). */
export const repeated = (graph: Graph, x: Tensor, [rows, columns]: Sides): Tensor =>
  repeatedAlong(graph, repeatedAlong(graph, x, 1, rows), 2, columns)

function repeatedAlong(graph: Graph, x: Tensor, axis: 1 | 2, [before, after]: Pair): Tensor {
  const line = (at: number) =>
    slice(
      graph,
      x,
      x.shape.map((_, k) => (k === axis ? at : 0)),
      x.shape.map((_, k) => (k === axis ? 1 : -1)),
    )
  const many = (count: number, at: number): Tensor[] => (count === 0 ? [] : Array<Tensor>(count).fill(line(at)))
  return concat(graph, [...many(before, 0), x, ...many(after, (x.shape[axis] as number) - 1)], axis)
}
