import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { pad } from '../../graph/ops/array'
import type { Shape } from '../../graph/shape'
import { alongBoth } from '../arithmetic'
import { defineLayer } from '../layer'
import { PaddingAmount } from '../padding'
import { notPicture } from '../picture'
import { mostChannels, wholeNumber } from '../setting'

/**
 * Zeros around a picture: [h, w, c] -> [h + top + bottom, w + left + right, c + before + after].
 * (Shortcuts without weights have a layer of their own, `option-a-shortcut`.)
 */
export const zeroPad = defineLayer({
  type: 'zero-pad',
  family: 'shape',
  schema: z.strictObject({
    padding: PaddingAmount.default([
      [1, 1],
      [1, 1],
    ]),
    /** [before, after]. */
    channels: z
      .tuple([wholeNumber(0, mostChannels), wholeNumber(0, mostChannels)], { error: 'must be [before, after]' })
      .readonly()
      .default([0, 0]),
  }),
  inputs: { min: 1, max: 1 },
  shape({ padding: [rows, columns], channels }, [input]) {
    const fault = notPicture(input as Shape)
    if (fault) return fault
    const [height, width, depth] = input as [number, number, number]
    return [height + rows[0] + rows[1], width + columns[0] + columns[1], depth + channels[0] + channels[1]]
  },
  field: ({ padding: [[top], [left]] }) => ({ kernel: [1, 1], stride: [1, 1], padding: [top, left] }),
  formula: () => 'y_{i+t, j+l, c} = x_{ijc}',
  sums: ({ padding: [rows, columns], channels }, [input], [height, width, depth]) => [
    ...alongBoth(
      `${input?.[0]} + ${rows[0]} + ${rows[1]} = ${height}`,
      `${input?.[1]} + ${columns[0]} + ${columns[1]} = ${width}`,
    ),
    ...(channels[0] + channels[1] > 0
      ? [{ along: 'channels' as const, sum: `${input?.[2]} + ${channels[0]} + ${channels[1]} = ${depth}` }]
      : []),
  ],
  lower: ({ graph }, { padding: [rows, columns], channels }, [x]) =>
    pad(graph, x as Tensor, [[0, 0], rows, columns, channels]),
})
