import type { DataSet, Split } from '../../main/data/dataSet'

/** A part of each split's images, evenly over it, for trials; all of them with a fraction of 1. */
export function partOf(data: DataSet, fraction: number): DataSet {
  if (!(fraction > 0 && fraction <= 1)) throw new Error(`a fraction of ${fraction}`)
  if (fraction === 1) return data
  const count = (split: Split) => Math.ceil(data.count(split) * fraction)
  const original = (split: Split, k: number) => Math.min(Math.floor(k / fraction), data.count(split) - 1)
  return {
    source: data.source,
    imageShape: data.imageShape,
    classes: data.classes,
    hash: `${data.hash} ${fraction}`,
    count,
    labels: (split) => {
      const all = data.labels(split)
      return Int32Array.from({ length: count(split) }, (_, k) => all[original(split, k)] as number)
    },
    read: (split, indices, into) =>
      data.read(
        split,
        indices.map((k) => original(split, k)),
        into,
      ),
  }
}
