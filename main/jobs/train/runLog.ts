import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { RunEvent } from '../../../shared/records/events'
import { MetricRow } from '../../../shared/records/metrics'
import { parseRow } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { keepLines, type LineWriter, openLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'

/** A run's `metrics.jsonl` and `events.jsonl`. A disk that is full for a while costs no row: rows wait and are tried again. */
export interface RunLog {
  metric(row: MetricRow): void
  event(event: WithoutTime<RunEvent>): void
  /** Writes what waits. Gives a Problem, not an exception, where the disk does not take it: a run does not stop for its log. */
  flush(): Promise<Problem | undefined>
  close(): Promise<void>
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

/** Rows that wait for a disk that does not take them; older ones go first. */
const mostWaiting = 100_000

/** Opens both files; rows of steps behind `step`, the checkpoint from which the run goes on, are taken back. */
export async function openRunLog(runFolder: string, step: number): Promise<RunLog> {
  const metricsFile = path.join(runFolder, 'metrics.jsonl')
  const eventsFile = path.join(runFolder, 'events.jsonl')
  try {
    await keepLines(
      realDisk,
      metricsFile,
      (line) => parseRow(MetricRow, line, 'metrics.jsonl', metricsFile).step <= step,
    )
    const metrics = await openLines(realDisk, metricsFile)
    const events = await openLines(realDisk, eventsFile)
    return runLog(waitingWriter(metrics, metricsFile), waitingWriter(events, eventsFile))
  } catch (error) {
    throw diskProblem(error, 'the log of the run', runFolder)
  }
}

function runLog(metrics: WaitingWriter, events: WaitingWriter): RunLog {
  return {
    metric: (row) => metrics.add(MetricRow.parse(row)),
    event: (event) => events.add(RunEvent.parse({ ...event, at: new Date().toISOString() })),
    flush: async () => (await metrics.flush()) ?? (await events.flush()),
    async close() {
      await metrics.close()
      await events.close()
    },
  }
}

interface WaitingWriter {
  add(row: object): void
  flush(): Promise<Problem | undefined>
  close(): Promise<void>
}

function waitingWriter(writer: LineWriter, file: string): WaitingWriter {
  let waiting: object[] = []
  const flush = async (): Promise<Problem | undefined> => {
    const rows = waiting
    waiting = []
    try {
      await writer.append(rows)
      return undefined
    } catch (error) {
      waiting = [...rows, ...waiting].slice(-mostWaiting)
      const problem = diskProblem(error, path.basename(file), file)
      if (problem instanceof Problem) return problem
      throw error
    }
  }
  return {
    add: (row) => void waiting.push(row),
    flush,
    async close() {
      await flush()
      await writer.close()
    },
  }
}
