import type { LineMap } from '../../graph/ops/mapLines'

/**
 * The pixels of each of `to` bins along an axis of `from`: bin k is floor(k * from / to) up to, without, ceil((k + 1) *
 * from / to).
 */
export const binsOf = (from: number, to: number): { readonly start: number; readonly end: number }[] =>
  Array.from({ length: to }, (_, k) => ({ start: Math.floor((k * from) / to), end: Math.ceil(((k + 1) * from) / to) }))

/** The mean over each bin, by the weights of the pixels. */
export const meanOfBins = (from: number, to: number): LineMap =>
  binsOf(from, to).map(({ start, end }) =>
    Array.from({ length: from }, (_, pixel) => (pixel >= start && pixel < end ? 1 / (end - start) : 0)),
  )

/** Pixels of the largest bin. */
export const largestBin = (from: number, to: number): number =>
  Math.max(...binsOf(from, to).map(({ start, end }) => end - start))
