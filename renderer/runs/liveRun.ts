import type { EpochPoint, LiveRun } from '../../shared/contract/studio/runs'
import type { CurvePoint } from '../../shared/curves/curvePoint'
import { decimate } from '../../shared/curves/decimate'

/** A run as the window knows it: the newest item, and curves gathered from all. */
export interface KnownLive {
  readonly now: LiveRun
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly EpochPoint[]
  readonly warnings: LiveRun['warnings']
  /** Pictures a second, of the last items. */
  readonly speeds: readonly number[]
}

/** More points than a curve has pixels cost time and show nothing; a run of a million steps takes no more memory than one of a thousand. */
export const mostPoints = 1000
const mostEpochs = 2000
const mostSpeeds = 60

/** Adds an item of `runs.watch` to what is known. */
export function addLive(known: KnownLive | undefined, item: LiveRun): KnownLive {
  const before = item.isWhole ? undefined : known
  const { imagesPerSecond } = item
  return {
    now: item,
    points: item.points.length === 0 && before ? before.points : joined(before?.points ?? [], item.points),
    epochs: item.epochs.length === 0 && before ? before.epochs : thin([...(before?.epochs ?? []), ...item.epochs]),
    warnings:
      item.warnings.length === 0 && known ? known.warnings : [...(known?.warnings ?? []), ...item.warnings].slice(-20),
    speeds:
      imagesPerSecond === null ? (known?.speeds ?? []) : [...(known?.speeds ?? []), imagesPerSecond].slice(-mostSpeeds),
  }
}

/** Decimated to three quarters when there are too many, so that it is not done again at every item. */
function joined(before: readonly CurvePoint[], news: readonly CurvePoint[]): readonly CurvePoint[] {
  const all = [...before, ...news]
  return all.length > mostPoints ? decimate(all, Math.floor(0.75 * mostPoints)) : all
}

/** Of very many epochs every second one, again and again; the newest stays. */
function thin(epochs: readonly EpochPoint[]): readonly EpochPoint[] {
  return epochs.length <= mostEpochs ? epochs : epochs.filter((_, k) => k % 2 === 1 || k === epochs.length - 1)
}
