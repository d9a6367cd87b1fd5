import type { Histogram } from './records/layersRow'

/** A histogram around zero: from -m to m, the greatest size of a value; `undefined` where one is not finite or there is none. Zeros alone lie in -1 to 1. */
export function symmetricHistogram(values: ArrayLike<number>, bins: number): Histogram | undefined {
  let most = 0
  for (let k = 0; k < values.length; k++) {
    const size = Math.abs(values[k] as number)
    if (!Number.isFinite(size)) return undefined
    if (size > most) most = size
  }
  if (values.length === 0) return undefined
  const edge = most === 0 ? 1 : most
  const counts = new Array<number>(bins).fill(0)
  const scale = bins / (2 * edge)
  for (let k = 0; k < values.length; k++) {
    const bin = Math.min(bins - 1, Math.floor(((values[k] as number) + edge) * scale))
    counts[bin] = (counts[bin] as number) + 1
  }
  return { from: -edge, to: edge, counts }
}
