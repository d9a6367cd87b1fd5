import type { Graph, Tensor } from '../../../graph/graph'
import { add, greater, lessEqual, mul, select, sub } from '../../../graph/ops/arithmetic'
import { floor } from '../../../graph/ops/functions'
import { and } from '../../../graph/ops/logical'
import { type AffineMap, identityMap } from '../affineMap'
import { part, plainNumber } from '../caption'
import { chosenOr } from '../choose'
import { defineOperation, type PictureSize } from '../operation'
import { drawWindow } from '../randomWindow'
import { probability, strength } from '../strength'

/** The map that stretches a window (float32 [n], in pixels) to the whole picture, half-pixel centres on each other. */
export function windowMap(
  graph: Graph,
  window: Readonly<Record<'top' | 'left' | 'height' | 'width', Tensor>>,
  [height, width]: readonly [number, number, ...number[]],
): AffineMap {
  const shift = (begin: Tensor, side: Tensor, whole: number) =>
    sub(graph, add(graph, begin, mul(graph, side, 0.5)), whole / 2)
  return {
    ...identityMap,
    xx: mul(graph, window.width, 1 / width),
    tx: shift(window.left, window.width, width),
    yy: mul(graph, window.height, 1 / height),
    ty: shift(window.top, window.height, height),
  }
}

/** The largest central window of an allowed ratio: what torchvision takes where ten tries failed. */
function centralWindow([height, width]: PictureSize, [least, most]: readonly [number, number]) {
  if (least > 1) return { height: Math.round(height / least), width }
  if (most < 1) return { height, width: Math.round(width * most) }
  return { height, width }
}

/**
 * A random window of the picture stretched to its size: torchvision's `RandomResizedCrop`, with its rule for area and ratio. The ratio is
 * width / height divided by the picture's own, so that long pictures are not squeezed; of square ones it is torchvision's. Pictures
 * already have the training size, so a window is only ever enlarged, where bilinear needs no antialias. It is sampled together with its neighbours in the list, so within half a pixel of the window's edge the picture
 * itself shows, where torchvision repeats the edge.
 * @see Szegedy et al. 2014, arXiv:1409.4842, 6
 */
export const randomResizedCrop = defineOperation({
  type: 'random-resized-crop',
  strengths: {
    probability: probability(1),
    smallest: strength(0.01, 1, 0.08),
    largest: strength(0.01, 1, 1),
    narrowest: strength(0.1, 10, 3 / 4),
    widest: strength(0.1, 10, 4 / 3),
  },
  ordered: [
    ['smallest', 'largest'],
    ['narrowest', 'widest'],
  ],
  settings: {},
  sentence: ({ smallest, largest }) => `stretches a window of ${part(smallest)} to ${part(largest)} of the picture`,
  caption: ({ width, height, left, top }) =>
    `window ${plainNumber(width, 0)}x${plainNumber(height, 0)} at ${plainNumber(left, 0)},${plainNumber(top, 0)}`,
  lowering: () => ({
    kind: 'geometry',
    geometry(context, config) {
      const { graph, size } = context
      const [height, width] = size
      const { chosen } = context.draw(0)
      const own = (ratio: Tensor) => (height === width ? ratio : mul(graph, ratio, width / height))
      const drawn = drawWindow(
        context,
        {
          area: [context.strength('smallest'), context.strength('largest')],
          ratio: [own(context.strength('narrowest')), own(context.strength('widest'))],
          ratioOf: 'width',
          fits: (h, w) =>
            and(
              graph,
              and(graph, greater(graph, h, 0), lessEqual(graph, h, height)),
              and(graph, greater(graph, w, 0), lessEqual(graph, w, width)),
            ),
        },
        centralWindow(size, [config.narrowest, config.widest]),
      )
      const centred = (whole: number, side: Tensor) => floor(graph, mul(graph, sub(graph, whole, side), 0.5))
      const window = {
        top: chosenOr(graph, chosen, select(graph, drawn.found, drawn.top, centred(height, drawn.height)), 0),
        left: chosenOr(graph, chosen, select(graph, drawn.found, drawn.left, centred(width, drawn.width)), 0),
        height: chosenOr(graph, chosen, drawn.height, height),
        width: chosenOr(graph, chosen, drawn.width, width),
      }
      for (const [name, value] of Object.entries(window)) context.tell(name, value)
      return { map: windowMap(graph, window, [height, width]), isWhole: false, beyond: 'edge' }
    },
  }),
})
