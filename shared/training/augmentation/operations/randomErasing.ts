import { z } from 'zod'
import type { Graph, Tensor } from '../../../graph/graph'
import { less, mul, select } from '../../../graph/ops/arithmetic'
import { constant, reshape } from '../../../graph/ops/array'
import { and } from '../../../graph/ops/logical'
import { randomUniform } from '../../../graph/ops/random'
import { numberBetween } from '../../../layers/setting'
import { part, plainNumber } from '../caption'
import { defineOperation } from '../operation'
import { drawWindow } from '../randomWindow'
import { probability, strength } from '../strength'
import { insideWindow, type Window } from '../window'

/**
 * A rectangle of random size and place covered with one grey level, or with noise: torchvision's `RandomErasing`, with its rule for area
 * and ratio (ratio is height / width; a rectangle is smaller than the picture in both directions).
 * @see Zhong et al. 2017, arXiv:1708.04896
 */
export const randomErasing = defineOperation({
  type: 'random-erasing',
  strengths: {
    probability: probability(0.5),
    smallest: strength(0.001, 1, 0.02),
    largest: strength(0.001, 1, 0.33),
    narrowest: strength(0.1, 10, 0.3),
    widest: strength(0.1, 10, 3.3),
  },
  ordered: [
    ['smallest', 'largest'],
    ['narrowest', 'widest'],
  ],
  settings: {
    fill: z
      .union([numberBetween(0, 255), z.literal('noise')], { error: 'must be a grey level from 0 to 255, or "noise"' })
      .default(0),
  },
  sentence: ({ smallest, largest }) => `erases a rectangle of ${part(smallest)} to ${part(largest)} of the picture`,
  caption: ({ width, height, left, top }) =>
    `erase ${plainNumber(width, 0)}x${plainNumber(height, 0)} at ${plainNumber(left, 0)},${plainNumber(top, 0)}`,
  lowering: () => ({
    kind: 'pixels',
    pixels(context, { fill }, pictures) {
      const { graph, size } = context
      const [height, width] = size
      const { chosen } = context.draw(0)
      const drawn = drawWindow(
        context,
        {
          area: [context.strength('smallest'), context.strength('largest')],
          ratio: [context.strength('narrowest'), context.strength('widest')],
          ratioOf: 'height',
          fits: (h, w) => and(graph, less(graph, h, height), less(graph, w, width)),
        },
        { height: 0, width: 0 },
      )
      const none = constant(graph, 0)
      const window = {
        top: drawn.top,
        left: drawn.left,
        height: select(graph, chosen, drawn.height, none),
        width: select(graph, chosen, drawn.width, none),
      }
      for (const [name, value] of Object.entries(window)) context.tell(name, value)
      const cover =
        fill === 'noise'
          ? mul(graph, randomUniform(graph, { like: pictures }, context.key('noise')), 255)
          : constant(graph, fill)
      return covered(graph, pictures, window, cover)
    },
  }),
})

/** Pictures [n, h, w, c] with what `cover` has (a scalar, or a value each) inside a window of each picture. */
export function covered(graph: Graph, pictures: Tensor, window: Window, cover: Tensor): Tensor {
  const [batch, height, width, channels] = pictures.shape as [number, number, number, number]
  // Whole rows of values: a last axis of three would be gone through value by value.
  const flat = (x: Tensor) => (x.shape.length === 0 ? x : reshape(graph, x, [-1, height, width * channels]))
  const inside = insideWindow(graph, window, [height, width, channels])
  return reshape(graph, select(graph, inside, flat(cover), flat(pictures)), [batch, height, width, channels])
}
