import path from 'node:path'
import { type LayersItem, type LayersNews, mostLooks, thinned } from '../../../shared/contract/studio/runs'
import { LayersRow, layersFile } from '../../../shared/records/layersRow'
import { followLines } from './followLines'
import { readRow } from './readRow'
import type { KnownRun } from './runFolder'

/** Looks at a run's layers as they lie on the disk, with the histograms of one layer, whoever trains it. */
export const watchLayers = (
  { folder }: KnownRun,
  layer: string | undefined,
  emit: (item: LayersItem) => void,
  signal: AbortSignal,
): Promise<void> =>
  followLines(
    { file: path.join(folder, layersFile) },
    (lines, isWhole) => {
      // Thinned out before they are parsed: a deep network's rows are long.
      const rows = thinned(lines, mostLooks).flatMap((line) => readRow(LayersRow, line, layersFile))
      // The newest row has most of them: layers may be freed to learn as a run goes on.
      const layers = rows[rows.length - 1]?.layers.map((look) => look.layer) ?? []
      const chosen = layer !== undefined && layers.includes(layer) ? layer : layers[0]
      emit({
        isWhole,
        layers,
        ...(chosen !== undefined && { layer: chosen }),
        looks: rows.map((row) => newsOf(row, layers, chosen)),
      })
    },
    signal,
  )

function newsOf({ step, layers, dead }: LayersRow, names: readonly string[], chosen: string | undefined): LayersNews {
  const found = new Map(layers.map((look) => [look.layer, look]))
  const histogram = chosen === undefined ? undefined : found.get(chosen)?.histogram
  return {
    step,
    gradients: names.map((name) => found.get(name)?.gradient ?? null),
    weights: names.map((name) => found.get(name)?.weight ?? null),
    ...(histogram && { histogram }),
    ...(dead && { dead }),
  }
}
