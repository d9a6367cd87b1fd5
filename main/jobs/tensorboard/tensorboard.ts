import path from 'node:path'
import type { z } from 'zod'
import type { TensorboardResult, TensorboardTask } from '../../../shared/contract/jobs'
import { LayersRow, layersFile } from '../../../shared/records/layersRow'
import { MetricRow } from '../../../shared/records/metrics'
import { parseRow } from '../../../shared/records/record'
import { diskProblem } from '../../disk/diskProblem'
import { readLines } from '../../disk/jsonLines'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { encodeEventFile, eventFileName, type TrainingEvent } from '../../formats/tensorboard'
import type { JobContext } from '../jobContext'
import { readJob } from '../train/jobFile'
import { layerEvents } from './layerEvents'
import { clockOf, runEvents } from './runEvents'

/**
 * A run's figures as TensorBoard's event files: `<out>/<run>/train` and `<out>/<run>/validation`, so that several runs can share a folder. Done again, the
 * file of before is replaced.
 */
export async function tensorboard(
  { runFolder, out }: TensorboardTask,
  context: JobContext,
): Promise<TensorboardResult> {
  const { createdAt, id } = await readJob(runFolder)
  context.post({ event: 'working', what: 'reading the metrics' })
  const start = Date.parse(createdAt) / 1000
  const rows = await rowsOf(MetricRow, runFolder, 'metrics.jsonl')
  const looks = await rowsOf(LayersRow, runFolder, layersFile)
  const { train: figures, validation } = runEvents(rows, start)
  // TensorBoard wants steps to rise in a file.
  const train = [...figures, ...layerEvents(looks, clockOf(rows, start))].sort((a, b) => a.step - b.step)
  const files: string[] = []
  for (const [name, events] of [
    ['train', train],
    ['validation', validation],
  ] as const)
    if (events.length > 0) files.push(await write(path.join(out, id, name), events, start))
  return { task: 'tensorboard', files, events: train.length + validation.length }
}

/** Rows of a file of the run; none where it is not there: a run may have been told not to look at its layers. */
async function rowsOf<T>(schema: z.ZodType<T>, runFolder: string, name: string): Promise<T[]> {
  const file = path.join(runFolder, name)
  try {
    const { lines } = await readLines(realDisk, file)
    return lines.map((line, k) => parseRow(schema, line, name, `${file}:${k + 1}`))
  } catch (error) {
    throw diskProblem(error, name, file, 'read')
  }
}

async function write(folder: string, events: readonly TrainingEvent[], start: number): Promise<string> {
  const file = path.join(folder, eventFileName(start))
  try {
    await realDisk.makeFolder(folder)
    await writeFileAtomically(realDisk, file, encodeEventFile(events))
    return file
  } catch (error) {
    throw diskProblem(error, 'the event file', file)
  }
}
