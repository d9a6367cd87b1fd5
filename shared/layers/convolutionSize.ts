import type { Shape } from '../graph/shape'
import type { LayerProblem } from './layer'
import { placeOver, type Sliding } from './padding'
import { notPicture } from './picture'

/** Height and width of what a convolution gives, or why its kernel does not fit. */
export function convolutionSize(picture: Shape, sliding: Sliding): readonly [number, number] | LayerProblem {
  const fault = notPicture(picture)
  if (fault) return fault
  const [rows, columns] = placeOver(picture, sliding)
  if (rows && columns) return [rows.count, columns.count]
  const { kernel, dilation } = sliding
  const [kh, kw] = kernel
  const covers = dilation.some((step) => step > 1)
    ? ` with dilation ${dilation[0]}x${dilation[1]} (it covers ${(kh - 1) * dilation[0] + 1}x${(kw - 1) * dilation[1] + 1})`
    : ''
  return {
    code: 'kernel-too-large',
    message: `kernel ${kh}x${kw}${covers} does not fit its ${picture[0]}x${picture[1]} input`,
    remedy: 'use padding "same" or a smaller kernel',
    values: {
      kind: covers === '' ? 'plain' : 'dilated',
      kernel: `${kh}x${kw}`,
      input: `${picture[0]}x${picture[1]}`,
      covers: `${(kh - 1) * dilation[0] + 1}x${(kw - 1) * dilation[1] + 1}`,
    },
  }
}
