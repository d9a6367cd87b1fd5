import type { Shape } from '../graph/shape'
import { placeOver, type Sliding } from './padding'
import type { Pair } from './setting'

/** Along what a sum is: `both` for a height and a width that come out alike. */
export type SumAxis = 'both' | 'height' | 'width' | 'channels' | 'values'

/** A size of a layer's output, worked out with its own numbers: "(28 − 5 + 2·0)/1 + 1 = 24". Signs only, no words. */
export interface ShapeSum {
  readonly along: SumAxis
  readonly sum: string
}

/** The sums of height and width, said once where they are the same. */
export const alongBoth = (height: string, width: string): ShapeSum[] =>
  height === width
    ? [{ along: 'both', sum: height }]
    : [
        { along: 'height', sum: height },
        { along: 'width', sum: width },
      ]

/** How many windows lie along height and width; nothing where none fits. */
export function windowSums(picture: Shape, sliding: Sliding): ShapeSum[] {
  const [rows, columns] = placeOver(picture, sliding)
  if (!rows || !columns) return []
  return alongBoth(windowSum(picture, sliding, 0, rows.count), windowSum(picture, sliding, 1, columns.count))
}

function windowSum(
  picture: Shape,
  { kernel, stride, dilation, padding, roundUp }: Sliding,
  axis: 0 | 1,
  count: number,
) {
  const [size, taps, step, apart] = [picture[axis] as number, kernel[axis], stride[axis], dilation[axis]]
  if (padding === 'same')
    return step === 1 ? `${size}/1 = ${count}` : `${rounded(`${size}/${step}`, size, step, true)} = ${count}`
  const [before, after] = padding === 'valid' ? [0, 0] : padding[axis]
  const covered = (taps - 1) * apart + 1
  const window = apart === 1 ? String(taps) : `((${taps} − 1)·${apart} + 1)`
  const around = before === after ? `2·${before}` : `${before} + ${after}`
  const room = size + before + after - covered
  const counted = rounded(`(${size} − ${window} + ${around})/${step}`, room, step, roundUp === true)
  // A last window that would begin behind the picture does not count.
  const isOneLess = roundUp === true && Math.ceil(room / step) + 1 > count
  return `${counted} + 1${isOneLess ? ' − 1' : ''} = ${count}`
}

/** In the brackets of rounding, where there is something to round. */
function rounded(quotient: string, dividend: number, divisor: number, up: boolean): string {
  if (dividend % divisor === 0) return quotient
  return up ? `⌈${quotient}⌉` : `⌊${quotient}⌋`
}

/** Each of several sizes of a picture times a factor. */
export const factorSums = ([height, width]: Shape, [rows, columns]: Pair): ShapeSum[] =>
  alongBoth(`${height}·${rows} = ${(height as number) * rows}`, `${width}·${columns} = ${(width as number) * columns}`)

/** How many values a shape has: "5·5·16 = 400". */
export const valuesSum = (shape: Shape, count: number): ShapeSum => ({
  along: 'values',
  sum: `${shape.join('·')} = ${count}`,
})
