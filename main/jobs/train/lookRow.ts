import { symmetricHistogram } from '../../../shared/histogram'
import type { LayersRow } from '../../../shared/records/layersRow'
import type { LookedAt } from '../../../shared/training/look'
import type { Fetched } from '../../engine/session'

const bins = 32

/** What a step of `train_and_look` told, as a row of `layers.jsonl`. */
export function lookRow(step: number, lookedAt: LookedAt, told: Readonly<Record<string, Fetched>>): LayersRow {
  const [gradients, values, samples] = [told.gradients, told.values, told.samples] as Float32Array[] as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  let from = 0
  const layers = lookedAt.layers.map(({ layer, arrays }, k) => {
    const { count } = lookedAt.samples[k] as LookedAt['samples'][number]
    const histogram = symmetricHistogram(samples.subarray(from, from + count), bins)
    from += count
    return {
      layer,
      gradient: shortly(Math.hypot(...arrays.map((place) => gradients[place] as number))),
      weight: shortly(Math.hypot(...arrays.map((place) => values[place] as number))),
      ...(histogram && { histogram: { ...histogram, from: digits(histogram.from), to: digits(histogram.to) } }),
    }
  })
  const dead = told.dead as Float32Array | undefined
  return {
    step,
    layers,
    ...(dead && {
      dead: lookedAt.rectified.map((layer, k) => ({
        layer,
        share: Math.min(1, Math.max(0, digits(dead[k] as number))),
      })),
    }),
  }
}

/** Four digits are more than a picture shows, and a third of the file. */
const digits = (value: number): number => Number(value.toPrecision(4))
const shortly = (value: number): number | null => (Number.isFinite(value) ? digits(value) : null)
