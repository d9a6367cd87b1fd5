import { differenceHash } from './differenceHash'
import { greyLevels } from './greyLevels'
import type { PictureMeasures } from './pictureMeasures'
import type { ScanSize } from './scanSize'
import { sharpness } from './sharpness'
import { thumbnailOf } from './thumbnail'

/** Measures a decoded picture: RGB bytes, rows one behind the other. */
export function measurePicture(rgb: Uint8Array, size: ScanSize): PictureMeasures {
  const [height, width] = size
  if (rgb.length !== height * width * 3) throw new Error(`${rgb.length} bytes of ${height}x${width} pixels`)
  const values = greyLevels(rgb)
  const plane = { values, height, width }
  const greys = new Uint32Array(256)
  const spreads = new Uint32Array(256)
  const sums = [0, 0, 0] as [number, number, number]
  const squares = [0, 0, 0] as [number, number, number]
  let greySum = 0
  let greySquares = 0
  for (let pixel = 0, at = 0; pixel < values.length; pixel++, at += 3) {
    const r = rgb[at] as number
    const g = rgb[at + 1] as number
    const b = rgb[at + 2] as number
    sums[0] += r
    sums[1] += g
    sums[2] += b
    squares[0] += r * r
    squares[1] += g * g
    squares[2] += b * b
    const grey = values[pixel] as number
    greySum += grey
    greySquares += grey * grey
    count(greys, Math.round(grey))
    count(spreads, Math.max(r, g, b) - Math.min(r, g, b))
  }
  const pixels = values.length
  const brightness = greySum / pixels
  const colour = percentile(spreads, 0.99)
  return {
    brightness,
    brightest: percentile(greys, 0.99),
    deviation: Math.sqrt(Math.max(0, greySquares / pixels - brightness * brightness)),
    sharpness: sharpness(plane),
    colour,
    channelMeans: [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels],
    channelSquares: [squares[0] / pixels, squares[1] / pixels, squares[2] / pixels],
    hash: differenceHash(plane),
    thumbnail: thumbnailOf(rgb, size, spreads[0] === pixels),
  }
}

function count(histogram: Uint32Array, level: number): void {
  histogram[level] = (histogram[level] as number) + 1
}

/** The smallest level that at least this part of the counted values does not exceed. */
export function percentile(histogram: Uint32Array, part: number): number {
  const total = histogram.reduce((sum, n) => sum + n, 0)
  let seen = 0
  for (let level = 0; level < histogram.length; level++) {
    seen += histogram[level] as number
    if (seen >= total * part) return level
  }
  return histogram.length - 1
}
