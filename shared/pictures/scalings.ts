import type { Graph, Tensor } from '../graph/graph'
import { concat, constant, pack, reshape, reshapeTo, sliceAt, transpose } from '../graph/ops/array'
import { scaleAndTranslate } from '../graph/ops/scaleAndTranslate'
import { unpack } from '../graph/ops/unpack'

interface Size {
  readonly height: number
  readonly width: number
}

/** One picture [height, width, channels]. `map` holds the scales and translations of its rows and columns, [2, 2]. */
export function scaledPlainly(graph: Graph, x: Tensor, { height, width }: Size, map: Tensor): Tensor {
  const [scale, translation] = unpack(graph, map) as [Tensor, Tensor]
  const size = constant(graph, [height, width], 'int32')
  const y = scaleAndTranslate(graph, pack(graph, [x]), { size, scale, translation })
  return reshape(graph, y, [height, width, x.shape[2] as number])
}

export interface Lines {
  /** [1, height, 1, -1] of the picture. */
  readonly shape: Tensor
  /** [scale, 1] and [translation, 0] of the rows, and of the columns. */
  readonly rows: Tensor
  readonly columns: Tensor
  /** Where upright slabs begin and how large they are, of a picture that is made opaque slab by slab. */
  readonly slabs: readonly Tensor[] | undefined
  /** Lays pixels on their background. */
  readonly opaque: (x: Tensor) => Tensor
  /** To bytes in the channels that are wanted. */
  readonly finish: (x: Tensor) => Tensor
}

/**
 * One picture [height, width, channels], to a large result.
 *
 * The op scales rows a whole row at a time, and columns a pixel at a time, which takes most of its time (1.5 of 2 ms for a photo). So it is used
 * twice for rows, with the other axis put among the channels, and the picture turned in between.
 */
export function scaledByLines(graph: Graph, x: Tensor, { height, width }: Size, lines: Lines): Tensor {
  const rows = (part: Tensor) =>
    along(graph, reshapeTo(graph, lines.opaque(part), lines.shape, [1, -1, 1, -1]), height, lines.rows)
  const high = lines.slabs ? inSlabs(graph, x, lines.slabs, rows) : rows(x)
  const channels = Math.min(x.shape[2] as number, 3)
  const onSide = transpose(graph, reshape(graph, high, [height, -1, channels]), [1, 0, 2])
  const wide = along(graph, reshape(graph, onSide, [1, -1, 1, height * channels]), width, lines.columns)
  // Turned as floats: of bytes TensorFlow complains on some processors before it does it.
  return lines.finish(transpose(graph, reshape(graph, wide, [width, height, channels]), [1, 0, 2]))
}

/** Rows [1, n, 1, m] scaled by the first numbers of scale and translation. */
function along(graph: Graph, rows: Tensor, size: number, map: Tensor): Tensor {
  const [scale, translation] = unpack(graph, map) as [Tensor, Tensor]
  return scaleAndTranslate(graph, rows, { size: constant(graph, [size, 1], 'int32'), scale, translation })
}

/** The rows of upright slabs side by side. No slab begins before the last but one is done, so that two are in memory. */
function inSlabs(graph: Graph, x: Tensor, slabs: readonly Tensor[], rows: (slab: Tensor) => Tensor): Tensor {
  const done: Tensor[] = []
  for (const [k, slab] of slabs.entries()) {
    const [begin, size] = unpack(graph, slab) as [Tensor, Tensor]
    const before = done[k - 2]
    done.push(rows(sliceAt(graph, x, begin, size, [-1, -1, x.shape[2] as number], before ? [before.node] : [])))
  }
  return concat(graph, done, 3)
}
