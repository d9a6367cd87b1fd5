import { type DataSet, imageBytes, type Split } from './dataSet'

/** Mean and standard deviation of each channel over pixels, on the scale 0-1. */
export interface ChannelStatistics {
  readonly mean: number[]
  readonly deviation: number[]
}

/** Bytes that are read at once, and in all: of more, images spread evenly over the split stand for it. */
const atOnceBytes = 2 ** 24
const mostBytes = 2 ** 31

/**
 * Of all images of a split (population deviation, n in the denominator). Counted in whole numbers, so that the result depends on
 * neither order nor rounding. A channel of one value has deviation 1: it becomes zero, not an infinity.
 */
export async function channelStatistics(
  data: Pick<DataSet, 'imageShape' | 'count' | 'read'>,
  split: Split,
): Promise<ChannelStatistics> {
  const size = imageBytes(data.imageShape)
  const channels = data.imageShape[2]
  const count = data.count(split)
  const taken = Math.min(count, Math.max(1, Math.floor(mostBytes / size)))
  const atOnce = Math.max(1, Math.floor(atOnceBytes / size))
  const counts = Array.from({ length: channels }, () => new Float64Array(256))
  for (let first = 0; first < taken; first += atOnce) {
    const some = Math.min(atOnce, taken - first)
    const indices = Int32Array.from({ length: some }, (_, k) => Math.floor(((first + k) * count) / taken))
    const pixels = new Uint8Array(some * size)
    await data.read(split, indices, pixels)
    for (let c = 0; c < channels; c++) {
      const ofChannel = counts[c] as Float64Array
      for (let at = c; at < pixels.length; at += channels) {
        const value = pixels[at] as number
        ofChannel[value] = (ofChannel[value] as number) + 1
      }
    }
  }
  const found = counts.map(statisticsOf)
  return { mean: found.map(({ mean }) => mean), deviation: found.map(({ deviation }) => deviation) }
}

function statisticsOf(counts: Float64Array): { mean: number; deviation: number } {
  const pixels = counts.reduce((sum, n) => sum + n, 0)
  const sum = counts.reduce((total, n, value) => total + n * value, 0)
  const squares = counts.reduce((total, n, value) => total + n * value * value, 0)
  const variance = (squares - (sum * sum) / pixels) / pixels
  return { mean: sum / pixels / 255, deviation: variance > 0 ? Math.sqrt(variance) / 255 : 1 }
}
