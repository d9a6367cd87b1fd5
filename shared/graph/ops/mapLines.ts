import type { Graph, Tensor } from '../graph'
import { constant, reshape } from './array'
import { batchMatMul } from './batchMatMul'
import { expectRank } from './common'

/** For each pixel that comes out along an axis, how much of each that goes in. */
export type LineMap = readonly (readonly number[])[]

/**
 * Pictures [n, h, w, c] of which each column goes through the linear map `rows` [h', h] and each line through `columns`
 * [w', w]; both constants. In this order no axis has to be moved: the other ones are merged into the first or the last.
 */
export function mapLines(graph: Graph, x: Tensor, rows: LineMap, columns: LineMap): Tensor {
  expectRank(x, 4)
  const [, height, width, channels] = x.shape as [number, number, number, number]
  const along = (lines: LineMap, merged: Tensor) => {
    const dtype = x.dtype === 'float64' ? 'float64' : 'float32'
    const matrix = constant(graph, lines.flat(), dtype, [lines.length, lines[0]?.length ?? 0])
    return batchMatMul(graph, matrix, merged)
  }
  const vertical = along(rows, reshape(graph, x, [-1, height, width * channels]))
  const horizontal = along(columns, reshape(graph, vertical, [-1, width, channels]))
  return reshape(graph, horizontal, [-1, rows.length, columns.length, channels])
}
