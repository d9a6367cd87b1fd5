import type { z } from 'zod'
import type { Shape } from '../graph/shape'
import type { LayerProblem } from './layer'
import { Padding, placeOver, type Sliding } from './padding'
import { notPicture } from './picture'
import { flag, mostPixels, pair } from './setting'

/** What both pools are told. `stride` is `size` unless given; `ceil` is PyTorch's `ceil_mode`: a last, incomplete window counts. */
export const poolSettings = {
  size: pair(1, mostPixels).default([2, 2]),
  stride: pair(1, mostPixels).optional(),
  padding: Padding.default('valid'),
  ceil: flag().default(false),
}

export type PoolConfig = z.infer<z.ZodObject<typeof poolSettings>>

export const poolSliding = ({ size, stride, padding, ceil }: PoolConfig): Sliding => ({
  kernel: size,
  stride: stride ?? size,
  dilation: [1, 1],
  padding,
  roundUp: ceil,
})

/** [h, w, c] -> [h', w', c]. Padding must be smaller than the window, so that no window lies in it whole. */
export function poolShape(config: PoolConfig, picture: Shape): Shape | LayerProblem {
  const fault = notPicture(picture)
  if (fault) return fault
  const [height, width, channels] = picture as [number, number, number]
  const [sh, sw] = config.size
  if (
    typeof config.padding !== 'string' &&
    config.padding.some((sides, axis) => Math.max(...sides) >= (axis ? sw : sh))
  )
    return {
      code: 'padding-too-large',
      message: `padding ${JSON.stringify(config.padding)} is not smaller than its ${sh}x${sw} window`,
      remedy: `use at most ${Math.floor(sh / 2)} and ${Math.floor(sw / 2)} pixels`,
      values: { kind: 'pool', window: `${sh}x${sw}`, rows: Math.floor(sh / 2), columns: Math.floor(sw / 2) },
    }
  const [rows, columns] = placeOver(picture, poolSliding(config))
  if (!rows || !columns)
    return {
      code: 'window-too-large',
      message: `window ${sh}x${sw} does not fit its ${height}x${width} input`,
      remedy: 'use padding "same" or a smaller window',
      values: { kind: 'pool', window: `${sh}x${sw}`, input: `${height}x${width}` },
    }
  return [rows.count, columns.count, channels]
}
