import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { Curve, EpochPoint } from '../../../shared/contract/studio/runs'
import { type CurvePoint, pointOf } from '../../../shared/curves/curvePoint'
import { MetricRow } from '../../../shared/records/metrics'
import { parseRow } from '../../../shared/records/record'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { readLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'
import type { KnownRun } from './runFolder'

/** Rows that are read before others get a turn: parsing a long run takes a second in all. */
const rowsATurn = 500

const fileOf = ({ folder }: KnownRun): string => path.join(folder, 'metrics.jsonl')

/** Every row of a run's `metrics.jsonl`, not decimated. Throws a Problem that names the line that is damaged. */
export async function readMetrics(run: KnownRun): Promise<Curve> {
  const file = fileOf(run)
  const points: CurvePoint[] = []
  const epochs: EpochPoint[] = []
  try {
    const { lines } = await readLines(realDisk, file)
    for (const [k, line] of lines.entries()) {
      const row = parseRow(MetricRow, line, 'metrics.jsonl', `${file}:${k + 1}`)
      if (row.kind === 'step') points.push(pointOf(row))
      else {
        const { kind: _kind, ...epoch } = row
        epochs.push(epoch)
      }
      if (k % rowsATurn === rowsATurn - 1) await new Promise((resolve) => setImmediate(resolve))
    }
  } catch (error) {
    throw diskProblem(error, 'the metrics', file, 'read')
  }
  return { points, epochs }
}

/** Changes whenever the file does; '' where there is none. */
export async function metricsVersion(run: KnownRun): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(fileOf(run))
    return `${size}:${mtimeMs}`
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  }
}
