import type { Graph, Tensor } from '../../graph/graph'
import { add, mul, sub } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { cos, sin } from '../../graph/ops/functions'
import { eachColumn } from './colourMap'

type Rows = readonly (readonly number[])[]

/** Luma and the two chroma axes of NTSC, by rows. */
const toYiq: Rows = [
  [0.299, 0.587, 0.114],
  [0.5959, -0.2746, -0.3213],
  [0.2115, -0.5227, 0.3112],
]

const product = (a: Rows, b: Rows): Rows =>
  a.map((row) => row.map((_, column) => row.reduce((sum, value, k) => sum + value * (b[k]?.[column] as number), 0)))

/** By cofactors. */
function inverse(m: Rows): Rows {
  const at = (row: number, column: number) => m[row % 3]?.[column % 3] as number
  const cofactor = (row: number, column: number) =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1)
  const determinant = [0, 1, 2].reduce((sum, column) => sum + at(0, column) * cofactor(0, column), 0)
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant))
}

/** What a rotation of the chroma plane is made of, for columns of RGB: I + even (cos - 1) + odd sin. */
function rotationParts(): { even: Rows; odd: Rows } {
  const back = inverse(toYiq)
  const inRgb = (middle: Rows) => product(product(back, middle), toYiq)
  return {
    even: inRgb([
      [0, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]),
    odd: inRgb([
      [0, 0, 0],
      [0, 0, 1],
      [0, -1, 0],
    ]),
  }
}

/**
 * For each picture the matrix, for rows of RGB, that rotates chroma by part of a turn (float32 [n]) and keeps luma: float32 [n, 3, 3],
 * and for 0 exactly the identity. Positive as in HSV: from red over yellow to green.
 */
export function hueMatrix(graph: Graph, turns: Tensor): Tensor {
  const angle = mul(graph, eachColumn(graph, turns), 2 * Math.PI)
  const { even, odd } = rotationParts()
  const transposed = (rows: Rows) =>
    constant(
      graph,
      [0, 1, 2].flatMap((column) => rows.map((row) => row[column] as number)),
      'float32',
      [1, 3, 3],
    )
  const identity = constant(graph, [1, 0, 0, 0, 1, 0, 0, 0, 1], 'float32', [1, 3, 3])
  return add(
    graph,
    add(graph, identity, mul(graph, transposed(even), sub(graph, cos(graph, angle), 1))),
    mul(graph, transposed(odd), sin(graph, angle)),
  )
}
