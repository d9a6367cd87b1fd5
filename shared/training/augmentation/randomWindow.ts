import type { Tensor } from '../../graph/graph'
import { add, argMax, div, greater, max, mul, select, sub, sum } from '../../graph/ops/arithmetic'
import { cast, constant, oneHot, reshape, slice } from '../../graph/ops/array'
import { exp, floor, log, round, sqrt } from '../../graph/ops/functions'
import { randomUniform } from '../../graph/ops/random'
import { between } from './choose'
import type { OperationContext } from './operation'

/** Windows that do not fit are drawn again, up to so often. */
const tries = 10

export interface WindowRequest {
  /** Part of the picture's area, uniform from the first to the second: float32 scalars. */
  readonly area: readonly [least: Tensor, most: Tensor]
  /** One side divided by the other, uniform in its logarithm. */
  readonly ratio: readonly [least: Tensor, most: Tensor]
  /** Which side the ratio is of: 'width' is width / height. */
  readonly ratioOf: 'width' | 'height'
  /** Whether windows of that height and width fit, bool, elementwise. */
  fits(height: Tensor, width: Tensor): Tensor
}

/** A window a picture, in pixels, float32 [n]. */
export interface DrawnWindow {
  readonly top: Tensor
  readonly left: Tensor
  readonly height: Tensor
  readonly width: Tensor
  /** One of the tries fitted, bool [n]. Otherwise height and width are `otherwise`. */
  readonly found: Tensor
}

/**
 * A window of random area and shape a picture as torchvision draws it, all tries at once: area uniform, ratio log-uniform, sides
 * rounded, the first of ten tries that fits; its place is uniform over all whole places.
 */
export function drawWindow(
  context: OperationContext,
  { area, ratio, ratioOf, fits }: WindowRequest,
  otherwise: { readonly height: number; readonly width: number },
): DrawnWindow {
  const { graph, size, batch } = context
  const [tall, wide] = size
  const uniform = randomUniform(graph, { rowsOf: batch, columns: 2 * tries }, context.key('windows'))
  const half = (which: number) => slice(graph, uniform, [0, which * tries], [-1, tries])
  const areas = mul(graph, between(graph, half(0), ...area), tall * wide)
  const ratios = exp(graph, between(graph, half(1), log(graph, ratio[0]), log(graph, ratio[1])))
  const more = round(graph, sqrt(graph, mul(graph, areas, ratios)))
  const less = round(graph, sqrt(graph, div(graph, areas, ratios)))
  const [heights, widths] = ratioOf === 'height' ? [more, less] : [less, more]
  const good = cast(graph, fits(heights, widths), 'float32')
  const first = oneHot(graph, argMax(graph, good), tries)
  const found = greater(graph, max(graph, good, [1]), 0)
  const pick = (values: Tensor, fallback: number) =>
    select(graph, found, sum(graph, mul(graph, values, first), [1]), constant(graph, fallback))
  const height = pick(heights, otherwise.height)
  const width = pick(widths, otherwise.width)
  const place = randomUniform(graph, { rowsOf: batch, columns: 2 }, context.key('places'))
  const at = (axis: number, whole: number, side: Tensor) => {
    const u = reshape(graph, slice(graph, place, [0, axis], [-1, 1]), [-1])
    return floor(graph, mul(graph, u, add(graph, sub(graph, whole, side), 1)))
  }
  return { top: at(0, tall, height), left: at(1, wide, width), height, width, found }
}
