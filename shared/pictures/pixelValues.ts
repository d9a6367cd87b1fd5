import type { Graph, Tensor } from '../graph/graph'
import { add, div, mul, sub, sum } from '../graph/ops/arithmetic'
import { cast, concat, constant, slice } from '../graph/ops/array'

/**
 * RGBA [..., 4] uint8 over a colour, as RGB [..., 3] float32. To be done before a picture shrinks, so that colours of unseen pixels
 * do not leak.
 */
export function onBackground(graph: Graph, x: Tensor, background: Tensor): Tensor {
  const leading = x.shape.slice(0, -1)
  const part = (from: number, size: number) => {
    const begin = [...leading.map(() => 0), from]
    return cast(graph, slice(graph, x, begin, [...leading.map(() => -1), size]), 'float32')
  }
  const alpha = div(graph, part(3, 1), 255)
  return add(graph, background, mul(graph, sub(graph, part(0, 3), background), alpha))
}

/** ITU-R 601 in 65536ths, as Pillow's convert('L') has it; whole numbers come out as there, bit for bit. */
const luma = [19595, 38470, 7471]

/** Grey [..., 1] from RGB, RGB [..., 3] from grey. */
export function inChannels(graph: Graph, x: Tensor, wanted: 1 | 3): Tensor {
  const axis = x.shape.length - 1
  const channels = x.shape[axis]
  if (channels === wanted) return x
  if (wanted === 3) return concat(graph, [x, x, x], axis)
  const weighted = mul(graph, cast(graph, x, 'float32'), constant(graph, luma))
  return div(graph, sum(graph, weighted, [axis], true), 65536)
}

/** Rounded, half up, to uint8. */
export const toBytes = (graph: Graph, x: Tensor): Tensor =>
  x.dtype === 'uint8' ? x : cast(graph, add(graph, x, 0.5), 'uint8')
