import type { Graph, Tensor } from '../../graph/graph'
import { add, mean, mul, sub, sum } from '../../graph/ops/arithmetic'
import { constant, reshape } from '../../graph/ops/array'
import { batchMatMul } from '../../graph/ops/batchMatMul'
import { clip } from '../../graph/ops/clip'

/** Shares of red, green and blue in grey, torchvision's (BT.601 to four places). */
export const greyShares = [0.2989, 0.587, 0.114] as const

/**
 * For each picture a linear map of its colours, of a row (r, g, b) of 0-255 to `scale` (r, g, b) `matrix` + `offset`. Several changes make
 * one map, in which nothing is cut off in between: for pictures of which each is changed by one of them alone.
 */
export interface ColourMap {
  /** float32 [n, 1, 1]. */
  readonly scale: Tensor | undefined
  /** float32 [n, 3, 3]; `undefined`: each channel for itself. */
  readonly matrix: Tensor | undefined
  /** float32 [n, 1, 1] or [n, 1, 3]. */
  readonly offset: Tensor | undefined
  /** Of the picture before the map: the mean of each channel, float32 [n, 1, c]. */
  readonly means: Tensor
}

/** The map that changes nothing, of float32 pictures [n, h, w, c]. */
export const noColourChange = (graph: Graph, pictures: Tensor): ColourMap => ({
  scale: undefined,
  matrix: undefined,
  offset: undefined,
  // Left out of what runs where nothing asks for it.
  means: reshape(graph, mean(graph, pictures, [1, 2]), [-1, 1, pictures.shape[3] as number]),
})

/** float32 [n], one factor a picture, as [n, 1, 1]. */
export const eachColumn = (graph: Graph, factor: Tensor): Tensor => reshape(graph, factor, [-1, 1, 1])

const product = (graph: Graph, a: Tensor | undefined, b: Tensor): Tensor => (a ? mul(graph, a, b) : b)

/** All values times a factor, float32 [n]. */
export function scaled(graph: Graph, colours: ColourMap, factor: Tensor): ColourMap {
  const each = eachColumn(graph, factor)
  return {
    ...colours,
    scale: product(graph, colours.scale, each),
    offset: colours.offset && mul(graph, colours.offset, each),
  }
}

/** factor x + (1 - factor) m, where m is the mean grey of the picture as it is after the map so far. */
export function awayFromMean(graph: Graph, colours: ColourMap, factor: Tensor): ColourMap {
  const each = eachColumn(graph, factor)
  const mean = greyOf(graph, mapped(graph, colours.means, colours))
  const { scale, offset } = scaled(graph, colours, factor)
  const added = mul(graph, mean, sub(graph, 1, each))
  return { ...colours, scale, offset: offset ? add(graph, offset, added) : added }
}

/** factor x + (1 - factor) grey(x), pixel by pixel; of three channels. */
export function awayFromGrey(graph: Graph, colours: ColourMap, factor: Tensor): ColourMap {
  const each = eachColumn(graph, factor)
  const matrix = colours.matrix ?? constant(graph, [1, 0, 0, 0, 1, 0, 0, 0, 1], 'float32', [1, 3, 3])
  const blend = (x: Tensor) => add(graph, mul(graph, x, each), mul(graph, greyOf(graph, x), sub(graph, 1, each)))
  return { ...colours, matrix: blend(matrix), offset: colours.offset && blend(wide(graph, colours.offset)) }
}

/** Every colour through a matrix of its own picture, float32 [n, 3, 3], from the right. */
export function through(graph: Graph, colours: ColourMap, matrix: Tensor): ColourMap {
  const { offset } = colours
  return {
    ...colours,
    matrix: colours.matrix ? batchMatMul(graph, colours.matrix, matrix) : matrix,
    offset: offset && batchMatMul(graph, wide(graph, offset), matrix),
  }
}

/** [n, 1, 3] where it is [n, 1, 1]. */
const wide = (graph: Graph, offset: Tensor): Tensor =>
  offset.shape[2] === 1 ? mul(graph, offset, constant(graph, [1, 1, 1], 'float32', [1, 1, 3])) : offset

/** The grey [n, k, 1] of each row of colours [n, k, 3]; of other numbers of channels their mean. */
export const greyOf = (graph: Graph, rows: Tensor): Tensor =>
  rows.shape[2] === 3
    ? sum(graph, mul(graph, rows, constant(graph, greyShares, 'float32', [1, 1, 3])), [2], true)
    : mean(graph, rows, [2], true)

/** Rows of colours [n, k, c] after the map, before anything is cut off. */
function mapped(graph: Graph, rows: Tensor, { scale, matrix, offset }: ColourMap): Tensor {
  // Folded into the small matrix, the factor costs no pass over the picture.
  const turned = matrix
    ? batchMatMul(graph, rows, scale ? mul(graph, matrix, scale) : matrix)
    : scale
      ? mul(graph, rows, scale)
      : rows
  return offset ? add(graph, turned, offset) : turned
}

/** float32 pictures [n, h, w, c] of 0-255 after the map, cut off at black and white. */
export function applyColours(graph: Graph, pictures: Tensor, colours: ColourMap): Tensor {
  const [batch, height, width, channels] = pictures.shape as [number, number, number, number]
  const rows = reshape(graph, pictures, [-1, height * width, channels])
  return reshape(graph, clip(graph, mapped(graph, rows, colours), 0, 255), [batch, height, width, channels])
}
