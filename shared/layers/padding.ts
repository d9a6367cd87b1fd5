import { z } from 'zod'
import { shownAs } from '../fields/field'
import type { Graph, Tensor } from '../graph/graph'
import { pad } from '../graph/ops/array'
import type { Shape } from '../graph/shape'
import type { FieldStep } from './layer'
import { mostPixels, type Pair } from './setting'
import { placeWindows, type Windows } from './windows'

/** Pixels around a picture: [[top, bottom], [left, right]]. */
export type Sides = readonly [height: Pair, width: Pair]

export type Padding = 'same' | 'valid' | Sides

/** Every part of the union has the whole union's words: zod reports the part that came nearest. */
function amountOr(words: string) {
  const error = `must be ${words}pixels: n, [height, width] or [[top, bottom], [left, right]]`
  const pixels = z.int({ error }).min(0, { error }).max(mostPixels, { error })
  const two = z.tuple([pixels, pixels], { error }).readonly()
  return { error, amount: z.union([pixels, two, z.tuple([two, two], { error }).readonly()], { error }) }
}
const alone = amountOr('')
const orWord = amountOr('"same", "valid" or ')

function sides(value: z.infer<typeof alone.amount>): Sides {
  if (typeof value === 'number')
    return [
      [value, value],
      [value, value],
    ]
  const [height, width] = value
  return typeof height === 'number'
    ? [
        [height, height],
        [width as number, width as number],
      ]
    : (value as Sides)
}

/** n for all sides, [height, width] or [[top, bottom], [left, right]]; read as the last. */
export const PaddingAmount = shownAs(alone.amount.transform(sides), { kind: 'padding', words: [] })

/** 'same' (TensorFlow's: ceil(size / stride), the odd pixel after), 'valid' (none), or explicit pixels. */
export const Padding = shownAs(
  z
    .union([z.literal(['same', 'valid']), orWord.amount], { error: orWord.error })
    .transform((value): Padding => (value === 'same' || value === 'valid' ? value : sides(value))),
  { kind: 'padding', words: ['same', 'valid'] },
)

/** What a convolution and a pool have in common. */
export interface Sliding {
  readonly kernel: Pair
  readonly stride: Pair
  readonly dilation: Pair
  readonly padding: Padding
  readonly roundUp?: boolean
}

/** The windows along height and width of a picture [h, w, c]; `undefined` along an axis where none fits. */
export function placeOver(picture: Shape, { kernel, stride, dilation, padding, roundUp = false }: Sliding) {
  const along = (axis: 0 | 1): Windows | undefined =>
    placeWindows({
      size: picture[axis] as number,
      kernel: kernel[axis],
      stride: stride[axis],
      dilation: dilation[axis],
      padding: typeof padding === 'string' ? padding : padding[axis],
      roundUp,
    })
  return [along(0), along(1)] as const
}

/** The same for a layer whose shape was inferred, so that windows do fit. */
export function windowsOver(picture: Shape, sliding: Sliding): readonly [Windows, Windows] {
  const [height, width] = placeOver(picture, sliding)
  if (!height || !width) throw new Error(`no window of ${sliding.kernel} fits [${picture}]`)
  return [height, width]
}

/**
 * A picture made ready for an op that knows only TensorFlow's SAME and VALID: where the padding is what one of them would do,
 * nothing is added; else `value` is put around it and the op is VALID. (TensorFlow's own EXPLICIT has no gradient on CPU
 * for grouped and dilated convolutions.)
 */
export function padFor(graph: Graph, x: Tensor, sliding: Sliding, value = 0): { x: Tensor; padding: 'SAME' | 'VALID' } {
  const picture = x.shape.slice(1)
  const windows = windowsOver(picture, sliding)
  const same = windowsOver(picture, { ...sliding, padding: 'same' })
  const equalsSame = windows.every(({ count, before }, axis) => {
    const its = same[axis] as Windows
    // What lies after follows from these two: the last window reaches just as far.
    return count === its.count && before === its.before
  })
  if (windows.every(({ before, after, overhang }) => before + after + overhang === 0)) return { x, padding: 'VALID' }
  if (equalsSame) return { x, padding: 'SAME' }
  const [height, width] = windows.map(({ before, after, overhang }): Pair => [before, after + overhang]) as [Pair, Pair]
  const paddings = [[0, 0], height, width, [0, 0]] as const
  return { x: pad(graph, x, paddings, value), padding: 'VALID' }
}

/** The receptive-field step of windows over a picture. */
export function fieldOver(picture: Shape, sliding: Sliding): FieldStep {
  const { kernel, stride, dilation } = sliding
  const [height, width] = windowsOver(picture, sliding)
  return {
    kernel: [(kernel[0] - 1) * dilation[0] + 1, (kernel[1] - 1) * dilation[1] + 1],
    stride,
    padding: [height.before, width.before],
  }
}
