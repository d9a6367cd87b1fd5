import { z } from 'zod'
import type { Tensor } from '../../graph/graph'
import { pad } from '../../graph/ops/array'
import type { Shape } from '../../graph/shape'
import { defineLayer } from '../layer'
import { PaddingAmount } from '../padding'
import { notPicture } from '../picture'

/** Zeros around a picture: [h, w, c] -> [h + top + bottom, w + left + right, c]. */
export const zeroPad = defineLayer({
  type: 'zero-pad',
  family: 'shape',
  schema: z.strictObject({ padding: PaddingAmount.default([[1, 1], [1, 1]]) }),
  inputs: { min: 1, max: 1 },
  shape({ padding: [rows, columns] }, [input]) {
    const fault = notPicture(input as Shape)
    if (fault) return fault
    const [height, width, channels] = input as [number, number, number]
    return [height + rows[0] + rows[1], width + columns[0] + columns[1], channels]
  },
  field: (({ padding: [[top], [left]] }) => ({ kernel: [1, 1], stride: [1, 1], padding: [top, left] })),
  lower: ({ graph }, { padding: [rows, columns] }, [x]) => pad(graph, x as Tensor, [[0, 0], rows, columns, [0, 0]]),
})
