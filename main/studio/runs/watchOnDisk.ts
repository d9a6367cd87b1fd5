import type { LiveRun } from '../../../shared/contract/studio/runs'
import { decimate } from '../../../shared/curves/decimate'
import { pause } from '../host/pause'
import { metricsVersion, readMetrics } from './metricsFile'
import type { KnownRun } from './runFolder'
import { summaryOnDisk } from './summaryOnDisk'

/** How often the disk is looked at, in milliseconds. */
const lookMs = 1000
const mostPoints = 1000

/** A run that no process of ours trains: looked at again and again, and told when its metrics or its state changed. */
export async function watchOnDisk(
  run: KnownRun,
  emit: (item: LiveRun) => void,
  signal: AbortSignal,
  isOurs: () => boolean,
): Promise<void> {
  let seen = ''
  while (!signal.aborted && !isOurs()) {
    const summary = await summaryOnDisk(run)
    const version = `${await metricsVersion(run)} ${JSON.stringify(summary)}`
    if (version !== seen) {
      seen = version
      const { points, epochs } = await readMetrics(run)
      const last = points[points.length - 1]
      emit({
        summary,
        isWhole: true,
        points: decimate(points, mostPoints),
        epochs,
        imagesPerSecond: summary.state === 'elsewhere' ? (last?.imagesPerSecond ?? null) : null,
        ...(last && { learningRate: { value: last.learningRate, byHand: false } }),
        knobs: [],
        restarts: 0,
        warnings: [],
      })
    }
    await pause(lookMs, signal)
  }
}
