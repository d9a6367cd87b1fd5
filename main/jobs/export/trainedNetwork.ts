import path from 'node:path'
import type { ExportTask } from '../../../shared/contract/jobs'
import type { Job } from '../../../shared/records/job'
import { parseRecord } from '../../../shared/records/record'
import { type Report, reportRecord } from '../../../shared/records/report'
import { errorCode } from '../../disk/disk'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import type { TrainedNetwork } from '../../formats/exportNetwork'
import { weightCount } from '../../formats/weightSource'
import { chosenWeights } from '../chosenCheckpoint'
import type { JobContext } from '../jobContext'
import { readJob } from '../train/jobFile'

/** A run's network with its weights, and the run. */
export interface Exported {
  readonly job: Job
  readonly checkpoint: { readonly step: number; readonly path: string }
  readonly trained: TrainedNetwork
  /** When nothing of the weights is read any more. */
  close(): Promise<void>
}

/** Opens what an export is made from. Weights are read when they are asked for, an optimizer's slots never. */
export async function readTrainedNetwork(task: ExportTask, context: JobContext): Promise<Exported> {
  const { runFolder, licence, layerloom } = task
  const job = await readJob(runFolder)
  const report = await readReport(runFolder)
  const { weights, state, path: place, close } = await chosenWeights(runFolder, task.checkpoint, context)
  const { project } = job
  const { source, hash, version, counts } = job.data
  return {
    job,
    close,
    checkpoint: { step: state.step, path: place },
    trained: {
      name: project.network.name ?? project.name,
      network: project.network,
      classes: job.data.classes,
      preprocessing: project.preprocessing,
      weights,
      card: {
        run: job.id,
        createdAt: job.createdAt,
        layerloom,
        step: state.step,
        parameters: weightCount(weights),
        data: { source, hash, counts, ...(version !== undefined && { version }) },
        ...(report && { metrics: metricsOf(report) }),
        training: project.training,
        ...(licence !== undefined && { licence }),
      },
    },
  }
}

const metricsOf = ({ data, images, loss, top1, top5 }: Report) => ({ split: data.split, images, loss, top1, top5 })

/** The report of the run's last evaluation; a damaged one is as good as none. */
async function readReport(runFolder: string): Promise<Report | undefined> {
  const file = path.join(runFolder, reportRecord.file)
  try {
    return parseRecord(reportRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    if (error instanceof Error && (errorCode(error) === 'ENOENT' || error.name === 'Problem')) return undefined
    throw error
  }
}
