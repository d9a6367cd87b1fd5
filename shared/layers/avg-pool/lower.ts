import type { Graph, Tensor } from '../../graph/graph'
import { mul } from '../../graph/ops/arithmetic'
import { constant } from '../../graph/ops/array'
import { avgPool } from '../../graph/ops/pooling'
import type { LowerContext } from '../lowering'
import { padFor, type Sliding, windowsOver } from '../padding'
import { type PoolConfig, poolSliding } from '../pooling'

/**
 * `AvgPool`, which divides by all pixels of a window with VALID and by those of the picture with SAME, and a constant factor for
 * each window that is to be divided by another number.
 */
export function lowerAvgPool(
  { graph }: LowerContext,
  config: PoolConfig & { readonly countBorder: boolean },
  [input]: readonly Tensor[],
): Tensor {
  const sliding = poolSliding(config)
  const picture = (input as Tensor).shape.slice(1)
  const { x, padding } = padFor(graph, input as Tensor, sliding)
  const y = avgPool(graph, x, { size: sliding.kernel, strides: sliding.stride, padding })
  const wanted = pixelsOfWindows(picture, sliding, config.countBorder ? 'padded' : 'picture')
  const divided = pixelsOfWindows(picture, sliding, padding === 'SAME' ? 'picture' : 'everything')
  return scaled(graph, y, divided, wanted)
}

type Counted = 'picture' | 'padded' | 'everything'

/** How many pixels each window has along height and along width: of the picture, with its padding, or in all. */
function pixelsOfWindows(picture: readonly number[], sliding: Sliding, counted: Counted): number[][] {
  return windowsOver(picture, sliding).map(({ count, before, after }, axis) => {
    const [size, kernel, stride] = [picture[axis], sliding.kernel[axis], sliding.stride[axis]] as [
      number,
      number,
      number,
    ]
    if (counted === 'everything') return Array<number>(count).fill(kernel)
    const [from, to] = counted === 'padded' ? [-before, size + after] : [0, size]
    return Array.from({ length: count }, (_, k) => {
      const start = k * stride - before
      return Math.min(start + kernel, to) - Math.max(start, from)
    })
  })
}

/** `y` [n, h, w, c] divided by other numbers of pixels than it was. */
function scaled(graph: Graph, y: Tensor, divided: number[][], wanted: number[][]): Tensor {
  const [rows, columns] = divided.map((axis, k) => axis.map((pixels, i) => pixels / (wanted[k]?.[i] as number)))
  const factors = (rows as number[]).flatMap((row) => (columns as number[]).map((column) => row * column))
  if (factors.every((factor) => factor === 1)) return y
  return mul(graph, y, constant(graph, factors, 'float32', [1, rows?.length as number, columns?.length as number, 1]))
}
