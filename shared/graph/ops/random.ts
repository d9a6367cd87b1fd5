import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'
import { concat, constant, shapeOf, slice } from './array'

/** Random ops are stateless: the same key of two int32 gives the same numbers, whatever ran before. Seed 0 is a seed. */
const stateless = (name: string) =>
  defineOp<{ shape: Shape }>({
    name,
    infer: (_, { shape }) => [{ dtype: 'float32', shape }],
    attributes: () => ({ dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: 'int32' } }),
  })
const uniformOp = stateless('StatelessRandomUniform')
const normalOp = stateless('StatelessRandomNormal')
const truncatedOp = stateless('StatelessTruncatedNormal')

/** Known sizes, those of a tensor, or a row of so many numbers for each row of a tensor. */
type Sizes = Shape | { readonly like: Tensor } | { readonly rowsOf: Tensor; readonly columns: number }

function draw(op: typeof uniformOp, graph: Graph, sizes: Sizes, key: Tensor): Tensor {
  const { shape, wanted } = sizesOf(graph, sizes)
  return graph.add(op, [wanted, key], { shape })
}

function sizesOf(graph: Graph, sizes: Sizes): { shape: Shape; wanted: Tensor } {
  if ('like' in sizes) return { shape: sizes.like.shape, wanted: shapeOf(graph, sizes.like) }
  if (!('rowsOf' in sizes)) return { shape: sizes, wanted: constant(graph, sizes, 'int32') }
  const { rowsOf, columns } = sizes
  const rows = slice(graph, shapeOf(graph, rowsOf), [0], [1])
  return {
    shape: [rowsOf.shape[0] as number, columns],
    wanted: concat(graph, [rows, constant(graph, [columns], 'int32')], 0),
  }
}

/** float32 in [0, 1), of a given shape or that of a tensor; `key` is int32 [2]. */
export const randomUniform = (graph: Graph, sizes: Sizes, key: Tensor): Tensor => draw(uniformOp, graph, sizes, key)
/** float32 of mean 0 and deviation 1; `key` is int32 [2]. */
export const randomNormal = (graph: Graph, sizes: Sizes, key: Tensor): Tensor => draw(normalOp, graph, sizes, key)
/** A normal of deviation 1 cut at two deviations, so its own deviation is 0.87962566; `key` is int32 [2]. */
export const truncatedNormal = (graph: Graph, sizes: Sizes, key: Tensor): Tensor => draw(truncatedOp, graph, sizes, key)

const gammaOp = defineOp({
  name: 'StatelessRandomGammaV2',
  infer: ([, , alpha]) => [{ dtype: 'float32', shape: (alpha as Tensor).shape }],
  attributes: () => ({ dtype: { type: 'float32' }, T: { type: 'int32' }, Tseed: { type: 'int32' } }),
})

/** float32 of the gamma distribution of rate 1 for each number of `alpha`, greater than 0; `key` is int32 [2]. */
export const randomGamma = (graph: Graph, alpha: Tensor, key: Tensor): Tensor =>
  graph.add(gammaOp, [shapeOf(graph, alpha), key, alpha], {})

const qrOp = defineOp({
  name: 'Qr',
  infer: ([x]) => {
    const [rows, columns] = (x as Tensor).shape as [number, number]
    const least = Math.min(rows, columns)
    return [
      { dtype: (x as Tensor).dtype, shape: [rows, least] },
      { dtype: (x as Tensor).dtype, shape: [least, columns] },
    ]
  },
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype } }),
})
const diagonalOp = defineOp({
  name: 'MatrixDiagPart',
  infer: ([x]) => [{ dtype: (x as Tensor).dtype, shape: [Math.min(...(x as Tensor).shape)] }],
  attributes: ([x]) => ({ T: { type: (x as Tensor).dtype } }),
})

/** Q and the diagonal of R of a tall matrix [rows, columns], rows >= columns. Without gradients. */
export function orthogonalFactor(graph: Graph, x: Tensor): { q: Tensor; diagonal: Tensor } {
  const [q, r] = graph.addNode(qrOp, [x], {}).outputs as [Tensor, Tensor]
  return { q, diagonal: graph.add(diagonalOp, [r], {}) }
}
