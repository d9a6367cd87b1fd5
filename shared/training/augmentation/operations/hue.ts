import type { Graph, Tensor } from '../../../graph/graph'
import { add, floorMod, mul } from '../../../graph/ops/arithmetic'
import { concat, reshape } from '../../../graph/ops/array'
import { hsvToRgb, rgbToHsv } from '../../../graph/ops/colourSpace'
import { unpack } from '../../../graph/ops/unpack'
import { choice } from '../../../layers/setting'
import { signedNumber } from '../caption'
import { around, chosenOr } from '../choose'
import { through } from '../colourMap'
import { hueMatrix } from '../hueMatrix'
import { defineOperation, type OperationContext } from '../operation'
import { probability, strength } from '../strength'

/** Pictures [n, h, w, 3] of 0-255 with the hue of HSV moved on by part of a turn, float32 [n]: torchvision's `adjust_hue`. */
export function shiftHue(graph: Graph, pictures: Tensor, turns: Tensor): Tensor {
  // Only V carries the scale, so 0-255 may stand for 0-1.
  const [hue, saturation, value] = unpack(graph, rgbToHsv(graph, mul(graph, pictures, 1 / 255)), 3).map((part) =>
    reshape(graph, part, [-1, ...(part.shape.slice(1) as [number, number]), 1]),
  ) as [Tensor, Tensor, Tensor]
  const moved = floorMod(graph, add(graph, hue, reshape(graph, turns, [-1, 1, 1, 1])), 1)
  return mul(graph, hsvToRgb(graph, concat(graph, [moved, saturation, value], 3)), 255)
}

/**
 * The hue moved on by up to `amount` of a turn to either side, uniform.
 *
 *   space    what stays                      processor time of a ResNet-20 step
 *   hsv      S and V of HSV                  1.5 %: torchvision's and TensorFlow's way
 *   yiq      luma and the amount of chroma   0.1 %: a rotation about the grey axis, in one matrix; 22 of 255 from the other on
 *                                            average on a photo at 0.05 of a turn, mostly in brightness
 */
export const hue = defineOperation({
  type: 'hue',
  strengths: { probability: probability(1), amount: strength(0, 0.5, 0.05) },
  settings: { space: choice(['hsv', 'yiq']).default('hsv') },
  needsColour: true,
  sentence: ({ amount }) => `moves the hue by up to ${amount} of a turn`,
  caption: ({ turns }) => `hue ${signedNumber(turns, 2)}`,
  lowering: ({ space }) =>
    space === 'hsv'
      ? { kind: 'pixels', pixels: (context, _, pictures) => shiftHue(context.graph, pictures, drawTurns(context)) }
      : {
          kind: 'colour',
          colours: (context, _, colours) =>
            through(context.graph, colours, hueMatrix(context.graph, drawTurns(context))),
        },
})

function drawTurns(context: OperationContext): Tensor {
  const { graph } = context
  const { chosen, uniform } = context.draw(1)
  const turns = chosenOr(graph, chosen, around(graph, uniform[0] as Tensor, context.strength('amount')), 0)
  context.tell('turns', turns)
  return turns
}
