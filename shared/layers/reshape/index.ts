import { z } from 'zod'
import { shownAs } from '../../fields/field'
import type { Tensor } from '../../graph/graph'
import { reshape as reshapeOp } from '../../graph/ops/array'
import { elementCount, type Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { describeShape } from '../picture'
import { mostChannels, mostPixels } from '../setting'

const error = 'must be [height, width, channels] or [values]; one of them may be -1, for what is left'
const size = (most: number) => z.union([z.int().min(1).max(most), z.literal(-1)], { error })

/** The wanted shape with the number that -1 stands for; `undefined` where the values do not come out. */
function filledIn(wanted: Shape, count: number): Shape | undefined {
  const known = wanted.filter((size) => size > 0).reduce((product, size) => product * size, 1)
  const filled = wanted.map((size) => (size > 0 ? size : count / known))
  return filled.every(Number.isInteger) && elementCount(filled) === count ? filled : undefined
}

/** The same values in another shape, in order (channels fastest): PyTorch's order is another, for it has [c, h, w]. */
export const reshape = defineLayer({
  type: 'reshape',
  family: 'shape',
  schema: z.strictObject({
    shape: shownAs(
      z
        .union(
          [
            z.tuple([size(mostPixels), size(mostPixels), size(mostChannels)], { error }).readonly(),
            z.tuple([size(mostChannels)], { error }).readonly(),
          ],
          { error },
        )
        .refine((shape: readonly number[]) => shape.filter((size) => size < 0).length <= 1, { error }),
      { kind: 'shape', mayBeLeft: true },
    ),
  }),
  inputs: { min: 1, max: 1 },
  shape({ shape }, [input]) {
    const given = input as Shape
    const filled = filledIn(shape, elementCount(given))
    if (filled) return filled
    return {
      code: 'shape-clash',
      message: `its input ${describeShape(given)} has ${elementCount(given)} values, which do not fill ${describeShape(shape)}`,
      remedy: 'let one size be -1: it becomes what is left',
      values: {
        kind: 'reshape',
        input: describeShape(given),
        count: elementCount(given),
        wanted: describeShape(shape),
      },
    }
  },
  field({ shape }, [input]) {
    const [from, to] = [input as Shape, filledIn(shape, elementCount(input as Shape))]
    const isSame = from.join() === to?.join()
    return isSame ? { kernel: [1, 1], stride: [1, 1], padding: [0, 0] } : 'all'
  },
  formula: () => 'y = x, [h, w, c] → [h′, w′, c′]',
  sums: (_, [input], output) => [{ along: 'values', sum: `${(input as Shape).join('·')} = ${output.join('·')}` }],
  lower: ({ graph }, { shape }, [x]) =>
    reshapeOp(graph, x as Tensor, [-1, ...(filledIn(shape, elementCount((x as Tensor).shape.slice(1))) as Shape)]),
})
