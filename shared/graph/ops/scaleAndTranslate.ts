import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import type { Shape } from '../shape'
import { expectRank } from './common'

const scaleAndTranslateOp = defineOp<{ shape: Shape }>({
  name: 'ScaleAndTranslate',
  infer: ([x], { shape }) => {
    expectRank(x, 4)
    return [{ dtype: 'float32', shape: [x.shape[0] as number, ...shape, x.shape[3] as number] }]
  },
  attributes: ([x]) => ({
    T: { type: (x as Tensor).dtype },
    kernel_type: { text: 'triangle' },
    antialias: { bool: true },
  }),
})

/**
 * Pictures `x` [n, h, w, c] scaled and then moved, as float32 [n, height, width, c]: bilinear, averaging over the pixels that fall into one
 * when it shrinks, as Pillow does (within 1 of 255). What lies outside of the picture becomes 0. Without a gradient.
 *
 * @param size height and width of the result, int32 [2]
 * @param scale result pixels per pixel of `x`, of rows and of columns, float32 [2]
 * @param translation result pixels by which row 0 and column 0 move, float32 [2]
 * @param shape height and width where they are known when the graph is made
 */
export const scaleAndTranslate = (
  graph: Graph,
  x: Tensor,
  { size, scale, translation, shape = [-1, -1] }: ScaleAndTranslate,
): Tensor => graph.add(scaleAndTranslateOp, [x, size, scale, translation], { shape })

export interface ScaleAndTranslate {
  readonly size: Tensor
  readonly scale: Tensor
  readonly translation: Tensor
  readonly shape?: readonly [height: number, width: number]
}
