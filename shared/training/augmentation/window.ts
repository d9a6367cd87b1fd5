import type { Graph, Tensor } from '../../graph/graph'
import { add, greaterEqual, less } from '../../graph/ops/arithmetic'
import { constant, reshape } from '../../graph/ops/array'
import { and } from '../../graph/ops/logical'
import type { PictureSize } from './operation'

/** A rectangle in each picture, float32 [n], or one for all, scalars; in pixels. */
export type Window = Readonly<Record<'top' | 'left' | 'height' | 'width', Tensor>>

/** Which values lie inside, bool [n, h, w * c]: rows of pixels with their channels one behind the other. */
export function insideWindow(graph: Graph, { top, left, height, width }: Window, size: PictureSize): Tensor {
  const [tall, wide, channels] = size
  const rows = Array.from({ length: tall }, (_, k) => k)
  const columns = Array.from({ length: wide * channels }, (_, k) => Math.floor(k / channels))
  return and(
    graph,
    isWithin(graph, constant(graph, rows, 'float32', [1, tall, 1]), top, height),
    isWithin(graph, constant(graph, columns, 'float32', [1, 1, wide * channels]), left, width),
  )
}

function isWithin(graph: Graph, places: Tensor, begin: Tensor, length: Tensor): Tensor {
  const each = (x: Tensor) => reshape(graph, x, [-1, 1, 1])
  return and(graph, greaterEqual(graph, places, each(begin)), less(graph, places, each(add(graph, begin, length))))
}
