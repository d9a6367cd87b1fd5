import type { EpochPoint, LiveRun } from '../../../shared/contract/studio/runs'
import type { CurvePoint } from '../../../shared/curves/curvePoint'
import { decimate } from '../../../shared/curves/decimate'

/** A run as the window knows it: the newest item, and curves gathered from all. */
export interface KnownLive {
  readonly now: LiveRun
  readonly points: readonly CurvePoint[]
  readonly epochs: readonly EpochPoint[]
  readonly warnings: LiveRun['warnings']
}

/** More points than a curve has pixels cost time and show nothing. */
const mostPoints = 600

/** Adds an item of `runs.watch` to what is known. */
export function addLive(known: KnownLive | undefined, item: LiveRun): KnownLive {
  const before = item.isWhole ? undefined : known
  return {
    now: item,
    points: decimate([...(before?.points ?? []), ...item.points], mostPoints),
    epochs: [...(before?.epochs ?? []), ...item.epochs],
    warnings: [...(known?.warnings ?? []), ...item.warnings].slice(-20),
  }
}
