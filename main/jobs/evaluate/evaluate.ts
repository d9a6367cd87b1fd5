import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import path from 'node:path'
import type { EvaluateResult, EvaluateTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { DataReference } from '../../../shared/records/dataReference'
import { formatRecord } from '../../../shared/records/record'
import { reportRecord } from '../../../shared/records/report'
import type { DataSet, Split } from '../../data/dataSet'
import { dataSetPlace, readDataSetFile } from '../../data/version/dataSetFiles'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { assess } from '../assess'
import type { JobContext } from '../jobContext'
import { openProjectData } from '../openProjectData'
import { openTrained, type Trained } from '../openTrained'
import { reportOf } from '../reportOf'
import { startEngine } from '../startEngine'
import { keepEvaluation } from './keepEvaluation'

/** How a run's weights do on its test images (validation where it has none), or on all images of another source. */
export async function evaluate(task: EvaluateTask, context: JobContext): Promise<EvaluateResult> {
  const engine = startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const trained = await openTrained(task.runFolder, task.checkpoint, context)
  const { session, job, checkpoint } = trained
  try {
    const { data, split } = await images(trained, task, context)
    const assessment = await assess({
      session,
      data,
      split,
      batchSize: job.project.training.batchSize,
      top: task.keepPictures ? Math.min(5, data.classes.length) : undefined,
      onBatch: (done, total) => context.post({ event: 'working', what: 'evaluating', done, total }),
    })
    if (!assessment) throw new Error('nobody gave the evaluation up')
    const report = reportOf({
      assessment,
      data,
      split,
      checkpoint: { step: checkpoint.state.step, path: checkpoint.path },
    })
    await data.close?.()
    const { state } = checkpoint
    if (task.source === undefined && assessment.pictures)
      await keepEvaluation(task.runFolder, { report, state, assessment, device: engine.device, job })
    // A run's report is of the weights that it is judged by, not of one that somebody tried.
    const isUsual = task.split === undefined || task.split === usualSplit(data)
    if (task.source === undefined && isUsual && typeof task.checkpoint === 'string')
      await keep(task.runFolder, formatRecord(reportRecord, report), context)
    return { task: 'evaluate', report }
  } finally {
    session.close()
  }
}

async function images({ job, subject }: Trained, task: EvaluateTask, context: JobContext) {
  const { source, runFolder } = task
  const { data: own } = job.project
  const frozen = source === undefined ? await readDataSetFile(dataSetPlace(runFolder)) : undefined
  const data = await openProjectData(job.project, {
    folder: job.projectFolder,
    context,
    ...(source !== undefined && { reference: DataReference.parse({ ...own, source, validation: 0, test: 0 }) }),
    ...(frozen && { version: { exact: frozen } }),
  })
  checkSubject(data, subject)
  if (source === undefined && data.hash !== job.data.hash)
    context.post({ event: 'warning', problem: dataChanged(job.data.source).details })
  const usual = source === undefined ? usualSplit(data) : firstOf(data, ['test', 'train'])
  const split = task.split ?? usual
  if (task.split !== undefined && data.count(task.split) === 0) throw noImages(task.split)
  if (!split)
    throw new Problem({
      code: 'no-test-images',
      message: `${data.source} has no images set aside for testing`,
      remedy: 'set "test" in project.json\'s data, or name other images with --data',
    })
  return { data, split }
}

const firstOf = (data: DataSet, order: readonly Split[]): Split | undefined =>
  order.find((wanted) => data.count(wanted) > 0)

/** By which a run is judged. */
const usualSplit = (data: DataSet): Split | undefined => firstOf(data, ['test', 'validation'])

const noImages = (split: Split): Problem =>
  new Problem({ code: 'no-images', message: `the data set has no images for ${split}`, remedy: 'choose another split' })

function checkSubject(data: DataSet, { imageShape, classes }: Trained['subject']): void {
  if (data.imageShape.join() !== imageShape.join())
    throw new Problem({
      code: 'input-clash',
      message: `${data.source} has pictures of ${data.imageShape.join('x')}, the network takes ${imageShape.join('x')}`,
      remedy: 'use images of that size',
      place: data.source,
    })
  if (data.classes.join('\n') !== classes.join('\n'))
    throw new Problem({
      code: 'classes-clash',
      message: `${data.source} has the classes ${list(data.classes)}, the network ${list(classes)}`,
      remedy: 'use images of the same classes, named and ordered alike',
      place: data.source,
    })
}

const list = (names: readonly string[]): string =>
  names.length > 6 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ')

const dataChanged = (source: string): Problem =>
  new Problem({
    code: 'data-changed',
    message: `${source} is not what this run was trained on: test images may be among those it has seen`,
    place: source,
  })

/** A run in a folder that we may not write, or on a full disk, is evaluated all the same; the report is then only told. */
async function keep(runFolder: string, text: string, context: JobContext): Promise<void> {
  const file = path.join(runFolder, reportRecord.file)
  try {
    await access(runFolder, constants.W_OK)
  } catch (error) {
    if (errorCode(error) === 'EACCES' || errorCode(error) === 'EROFS') return
    throw error
  }
  try {
    await writeFileAtomically(realDisk, file, text)
  } catch (error) {
    const problem = diskProblem(error, 'the report', file)
    if (!(problem instanceof Problem)) throw error
    context.post({ event: 'warning', problem: problem.details })
  }
}
