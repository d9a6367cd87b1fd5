import type { Graph, Tensor } from '../graph'
import { defineOp } from '../op'
import { constant } from './array'
import { expectRank } from './common'

/** What lies beyond a picture: a grey level, its outermost pixels, or its mirror image with the outermost pixel twice (b a | a b). */
export type Beyond = number | 'edge' | 'mirror'

interface Sampling {
  readonly height: number
  readonly width: number
  readonly interpolation: 'BILINEAR' | 'NEAREST'
  readonly fillMode: 'CONSTANT' | 'NEAREST' | 'REFLECT'
}

const op = defineOp<Sampling>({
  name: 'ImageProjectiveTransformV3',
  infer: ([x, maps], { height, width }) => {
    expectRank(x, 4)
    expectRank(maps, 2)
    if (maps.dtype !== 'float32' || maps.shape[1] !== 8) throw new Error(`needs float32 [n, 8], has [${maps.shape}]`)
    return [{ dtype: x.dtype, shape: [x.shape[0] as number, height, width, x.shape[3] as number] }]
  },
  attributes: ([x], { interpolation, fillMode }) => ({
    dtype: { type: (x as Tensor).dtype },
    interpolation: { text: interpolation },
    fill_mode: { text: fillMode },
  }),
})

export interface TransformOptions {
  readonly interpolation: 'bilinear' | 'nearest'
  readonly beyond: Beyond
  /** Of the result, in pixels; the picture's own unless given. */
  readonly height?: number
  readonly width?: number
}

/**
 * Each picture of `x` [n, h, w, c] seen through a map of its own: the pixel (x, y) of the result is what lies at
 * ((a0 x + a1 y + a2) / k, (a3 x + a4 y + a5) / k) of the picture, k = a6 x + a7 y + 1, in index coordinates (the centre of the first
 * pixel is 0). `maps` is float32 [n, 8]. Bilinear at whole coordinates gives the pixels bit for bit. Kept in float32 by mixed
 * precision, and without a gradient: for pictures, not for what is learned.
 */
export function projectiveTransform(
  graph: Graph,
  x: Tensor,
  maps: Tensor,
  { interpolation, beyond, height = x.shape[1] as number, width = x.shape[2] as number }: TransformOptions,
): Tensor {
  const fill = constant(graph, typeof beyond === 'number' ? beyond : 0)
  return graph.add(op, [x, maps, constant(graph, [height, width], 'int32'), fill], {
    height,
    width,
    interpolation: interpolation === 'bilinear' ? 'BILINEAR' : 'NEAREST',
    fillMode: beyond === 'edge' ? 'NEAREST' : beyond === 'mirror' ? 'REFLECT' : 'CONSTANT',
  })
}
