import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { RunEvent } from '../../../shared/records/events'
import { LayersRow, layersFile } from '../../../shared/records/layersRow'
import { MetricRow } from '../../../shared/records/metrics'
import { parseRow } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { keepLines, type LineWriter, openLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'

/** A run's `metrics.jsonl`, `layers.jsonl` and `events.jsonl`. A disk that is full for a while costs no row: rows wait and are tried again. */
export interface RunLog {
  metric(row: MetricRow): void
  layers(row: LayersRow): void
  event(event: WithoutTime<RunEvent>): void
  /** Writes what waits. Gives a Problem, not an exception, where the disk does not take it: a run does not stop for its log. */
  flush(): Promise<Problem | undefined>
  close(): Promise<void>
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

/** Rows that wait for a disk that does not take them; older ones go first. */
const mostWaiting = 100_000
/** Rows of layers are long. */
const mostLayersWaiting = 100

/** Opens the files; rows of steps behind `step`, the checkpoint from which the run goes on, are taken back. */
export async function openRunLog(runFolder: string, step: number): Promise<RunLog> {
  const metricsFile = path.join(runFolder, 'metrics.jsonl')
  const eventsFile = path.join(runFolder, 'events.jsonl')
  try {
    await keepLines(
      realDisk,
      metricsFile,
      (line) => parseRow(MetricRow, line, 'metrics.jsonl', metricsFile).step <= step,
    )
    const looksFile = path.join(runFolder, layersFile)
    await keepLines(realDisk, looksFile, isLookUpTo(step))
    const metrics = await openLines(realDisk, metricsFile)
    const layers = await openLines(realDisk, looksFile)
    const events = await openLines(realDisk, eventsFile)
    return runLog(
      waitingWriter(metrics, metricsFile),
      waitingWriter(layers, looksFile, mostLayersWaiting),
      waitingWriter(events, eventsFile),
    )
  } catch (error) {
    throw diskProblem(error, 'the log of the run', runFolder)
  }
}

/** A look is for the eye: one that cannot be read is left out, it does not keep a run from going on. */
const isLookUpTo = (step: number) => (line: string) => {
  try {
    return parseRow(LayersRow, line, layersFile, layersFile).step <= step
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

function runLog(metrics: WaitingWriter, layers: WaitingWriter, events: WaitingWriter): RunLog {
  return {
    metric: (row) => metrics.add(MetricRow.parse(row)),
    layers: (row) => layers.add(LayersRow.parse(row)),
    event: (event) => events.add(RunEvent.parse({ ...event, at: new Date().toISOString() })),
    flush: async () => (await metrics.flush()) ?? (await layers.flush()) ?? (await events.flush()),
    async close() {
      await metrics.close()
      await layers.close()
      await events.close()
    },
  }
}

interface WaitingWriter {
  add(row: object): void
  flush(): Promise<Problem | undefined>
  close(): Promise<void>
}

function waitingWriter(writer: LineWriter, file: string, most = mostWaiting): WaitingWriter {
  let waiting: object[] = []
  const flush = async (): Promise<Problem | undefined> => {
    const rows = waiting
    waiting = []
    try {
      await writer.append(rows)
      return undefined
    } catch (error) {
      waiting = [...rows, ...waiting].slice(-most)
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
