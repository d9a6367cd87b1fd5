import type { Graph, Tensor } from '../../graph/graph'
import { add, div, equal, greater, max, maximum, mul, neg, select, sub, sum } from '../../graph/ops/arithmetic'
import { broadcastLike, cast, constant, gather, reshape } from '../../graph/ops/array'
import { clip } from '../../graph/ops/clip'
import { rowCounts, runningSum } from '../../graph/ops/counts'
import { exp, floor, round } from '../../graph/ops/functions'
import { rowNumbers } from '../../graph/ops/range'

/** How many levels a byte has. */
const levelCount = 256

/** The levels of a picture's channels, of which tables are made: for each level what becomes of it. */
export interface Levels {
  /** 0 to 255, float32 [1, 1, 256]. */
  readonly all: Tensor
  /** How often each stands in each channel of each picture, float32 [n, c, 256]. */
  readonly counts: Tensor
}

/**
 * Pictures [n, h, w, c], float32 of 0-255, rounded to whole levels, of which each goes through the table of its picture and channel: float32
 * [n, c, 256] that `table` makes, or of its picture alone, [n, 1, 256].
 */
export function throughLevels(graph: Graph, pictures: Tensor, table: (levels: Levels) => Tensor): Tensor {
  const [batch, height, width, channels] = pictures.shape as [number, number, number, number]
  const values = height * width * channels
  // Each channel has bins of its own, so that pixels need not be sorted by channel to be counted and looked up.
  const bins = channels * levelCount
  const channelBegins = Array.from({ length: values }, (_, k) => (k % channels) * levelCount)
  const whole = cast(graph, round(graph, reshape(graph, pictures, [-1, values])), 'int32')
  const binned = add(graph, whole, constant(graph, channelBegins, 'int32', [1, values]))
  const counts = reshape(graph, rowCounts(graph, binned, bins), [-1, channels, levelCount])
  const everyLevel = Array.from({ length: levelCount }, (_, level) => level)
  const all = constant(graph, everyLevel, 'float32', [1, 1, levelCount])
  const made = table({ all, counts })
  const tables = reshape(graph, made.shape[1] === channels ? made : broadcastLike(graph, made, counts), [-1])
  const begins = mul(graph, reshape(graph, rowNumbers(graph, pictures), [-1, 1]), bins)
  return reshape(graph, gather(graph, tables, add(graph, binned, begins)), [batch, height, width, channels])
}

/** float32 [n], one number a picture, as [n, 1, 1]. */
const each = (graph: Graph, value: Tensor): Tensor => reshape(graph, value, [-1, 1, 1])

/** The lower bits of each level cleared, so that `bits` (1-8, float32 [n]) are left. */
export function posterized(graph: Graph, { all }: Levels, bits: Tensor): Tensor {
  const step = exp(graph, mul(graph, sub(graph, 8, each(graph, bits)), Math.LN2))
  // The exponential of a whole number's logarithm, which must be whole again.
  const whole = round(graph, step)
  return mul(graph, floor(graph, div(graph, all, whole)), whole)
}

/** 255 - level for levels from `threshold` (float32 [n]) on. */
export const solarized = (graph: Graph, { all }: Levels, threshold: Tensor): Tensor =>
  select(graph, greater(graph, each(graph, threshold), all), all, sub(graph, 255, all))

/** Each channel spread so that its darkest level becomes 0 and its brightest 255; one of a single level stays. */
export function autoContrasted(graph: Graph, { all, counts }: Levels): Tensor {
  const there = greater(graph, counts, 0)
  const highest = max(graph, select(graph, there, all, constant(graph, 0)), [2], true)
  const lowest = neg(graph, max(graph, select(graph, there, neg(graph, all), constant(graph, -255)), [2], true))
  const span = sub(graph, highest, lowest)
  const spread = mul(graph, sub(graph, all, lowest), div(graph, 255, maximum(graph, span, 1)))
  return select(graph, greater(graph, span, 0), clip(graph, spread, 0, 255), all)
}

/** Each channel's levels made about equally frequent, by Pillow's rule; one where that has no step stays. */
export function equalized(graph: Graph, { all, counts }: Levels): Tensor {
  const there = greater(graph, counts, 0)
  const highest = max(graph, select(graph, there, all, constant(graph, 0)), [2], true)
  const ofHighest = sum(graph, mul(graph, counts, cast(graph, equal(graph, all, highest), 'float32')), [2], true)
  const step = floor(graph, div(graph, sub(graph, sum(graph, counts, [2], true), ofHighest), 255))
  const below = sub(graph, runningSum(graph, counts), counts)
  const half = floor(graph, mul(graph, step, 0.5))
  const ranked = floor(graph, div(graph, add(graph, below, half), maximum(graph, step, 1)))
  return select(graph, greater(graph, step, 0), clip(graph, ranked, 0, 255), all)
}
