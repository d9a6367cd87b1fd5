import type { Scale } from './scale'
import { type SeriesPoint, within } from './series'

interface PathWish {
  readonly points: readonly SeriesPoint[]
  /** Steps from the left edge of the box to its right one. */
  readonly range: readonly [number, number]
  readonly scale: Scale
  /** Pixels. */
  readonly box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
  /** Goes on over what is missing; else there is a gap. */
  readonly isJoined: boolean
}

export interface CurvePath {
  /** Of an SVG; empty where there is nothing to draw. */
  readonly path: string
  /** The only point that there is. */
  readonly single: readonly [x: number, y: number] | undefined
}

/** A line as it lies in its box, to a tenth of a pixel: what a range needs of it. Values that a logarithmic axis does not have are missing. */
export function curvePath({ points, range, scale, box, isJoined }: PathWish): CurvePath {
  const [from, to] = range
  let path = ''
  let isGap = true
  let count = 0
  let last: readonly [number, number] = [0, 0]
  for (const { x, y } of within(points, range)) {
    if (y === null || (scale.isLog && y <= 0)) {
      if (!isJoined) isGap = true
      continue
    }
    last = [tenth(box.left + ((x - from) / (to - from)) * box.width), tenth(box.top + (1 - scale.part(y)) * box.height)]
    path += `${isGap ? 'M' : 'L'}${last[0]} ${last[1]}`
    isGap = false
    count++
  }
  return { path, single: count === 1 ? last : undefined }
}

const tenth = (value: number): number => Math.round(value * 10) / 10
