import path from 'node:path'
import type { TrainTask } from '../../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { type Job, jobRecord } from '../../../shared/records/job'
import { formatRecord, parseRecord } from '../../../shared/records/record'
import type { TrainingProgram } from '../../../shared/training/compileTraining'
import type { RunLength } from '../../../shared/training/schedules'
import type { DataSet } from '../../data/dataSet'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from '../../data/version/dataSetFiles'
import { diskProblem } from '../../disk/diskProblem'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { type RunningEngine, startEngine } from '../startEngine'
import { CheckpointStore, type FoundCheckpoint } from './checkpoints'
import { orderHash } from './orderHash'
import { type Position, positionFrom, startPosition } from './position'
import { runLength } from './runLength'
import { openRunLog, type RunLog } from './runLog'
import { restore } from './sessionState'

/** A run that stands ready for its next step. */
export interface OpenRun {
  readonly folder: string
  readonly job: Job
  readonly data: DataSet
  readonly engine: RunningEngine
  readonly program: TrainingProgram
  readonly session: Session
  readonly length: RunLength
  /** The newest ones. */
  readonly checkpoints: CheckpointStore
  /** The best one by the watched metric. */
  readonly best: CheckpointStore
  readonly log: RunLog
  readonly position: Position
  /** Of the checkpoint from which it goes on. */
  readonly resumedFrom: { readonly step: number; readonly path: string } | undefined
}

/** Opens data, engine and session, and puts the newest good checkpoint in. The caller holds the run's lock. `signal` ends the reading of data. */
export async function openRun(task: TrainTask, context: JobContext, signal?: AbortSignal): Promise<OpenRun> {
  const { runFolder: folder, begin } = task
  const warn = (problem: Problem) => context.post({ event: 'warning', problem: problem.details })
  const known = begin ? undefined : await readJob(folder)
  const { project: asked, projectFolder } = begin ?? (known as Job)
  const exact = known && (await readDataSetFile(dataSetPlace(folder)))

  const version = exact ? { exact } : { keep: projectFolder }
  const opening = openWithData(asked, { folder: projectFolder, context, version, signal })
  // TensorFlow loads meanwhile; a data set that fails first must not count as an unhandled rejection.
  opening.catch(() => undefined)
  const engine = startEngine(task, warn)
  const { project, data } = await opening
  const job = known ?? newJob(task, { ...(begin as NonNullable<TrainTask['begin']>), project }, data, engine)
  if (known) compareWithJob(known, data, engine, task, warn)

  const program = compileProject(project, data)
  const length = runLength(project.training, data)
  if (!known) {
    // First, so that a run which can be found has it.
    if (data.version) await writeDataSetFile(dataSetPlace(folder), data.version)
    await writeJob(folder, job)
  }
  const { keep } = project.training.checkpoint
  const checkpoints = await CheckpointStore.open(path.join(folder, 'checkpoints'), { keep })
  const best = await CheckpointStore.open(path.join(folder, 'best'), { keep: 1 })
  const found: FoundCheckpoint = known ? await checkpoints.load() : { checkpoint: undefined, refused: [] }
  const { checkpoint } = found

  const log = await openRunLog(folder, checkpoint?.state.step ?? 0)
  const session = await Session.open(program)
  try {
    for (const problem of found.refused) {
      log.event({ event: 'checkpoint-refused', problem })
      warn(new Problem(problem))
    }
    if (!checkpoint && found.refused.length > 0) throw noGoodCheckpoint(found, folder)
    if (checkpoint) {
      const { epoch, orderHash: kept } = checkpoint.state
      if (kept !== undefined && kept !== orderHash(data, project.training, epoch)) throw orderChanged(checkpoint.path)
      restore(session, program, checkpoint)
    }
    log.event(
      known
        ? { event: 'resumed', process: process.pid, step: checkpoint?.state.step ?? 0 }
        : { event: 'started', process: process.pid },
    )
    if (!known) for (const problem of leftOutRows(data)) log.event({ event: 'warning', problem })
  } catch (error) {
    session.close()
    await log.close()
    throw error
  }
  return {
    folder,
    job,
    data,
    engine,
    program,
    session,
    length,
    checkpoints,
    best,
    log,
    position: checkpoint ? positionFrom(checkpoint.state) : startPosition(),
    resumedFrom: checkpoint && { step: checkpoint.state.step, path: checkpoint.path },
  }
}

export async function closeRun({ session, log, data }: OpenRun): Promise<void> {
  session.close()
  await log.close()
  await data.close?.()
}

/** Files that a run's log names one by one; of more, the scan has the list. */
const mostLeftOut = 1000

function leftOutRows({ leftOut = [], source }: DataSet): ProblemDetails[] {
  const more = leftOut.length - mostLeftOut
  const rest = { code: 'files-left-out', message: `${more} more files are not used`, place: source }
  return more > 0 ? [...leftOut.slice(0, mostLeftOut), rest] : [...leftOut]
}

export async function readJob(folder: string): Promise<Job> {
  const file = path.join(folder, jobRecord.file)
  try {
    return parseRecord(jobRecord, await readTextFile(realDisk, file), file)
  } catch (error) {
    throw diskProblem(error, 'the run', file, 'read')
  }
}

async function writeJob(folder: string, job: Job): Promise<void> {
  try {
    await writeFileAtomically(realDisk, path.join(folder, jobRecord.file), formatRecord(jobRecord, job))
  } catch (error) {
    throw diskProblem(error, 'the run', folder)
  }
}

function newJob(task: TrainTask, begin: NonNullable<TrainTask['begin']>, data: DataSet, engine: RunningEngine): Job {
  const { id, projectFolder, project, layerloom } = begin
  const { source, hash, imageShape, classes, version } = data
  return {
    format: 'layerloom-job',
    version: 1,
    id,
    createdAt: new Date().toISOString(),
    projectFolder,
    project,
    seed: project.training.seed,
    data: {
      source,
      hash,
      ...(version?.hash !== undefined && { version: version.hash }),
      imageShape: [...imageShape],
      classes: [...classes],
      counts: { train: data.count('train'), validation: data.count('validation'), test: data.count('test') },
    },
    versions: { layerloom, tfjs: engine.tfjs, tensorflow: engine.tensorflow, node: process.versions.node },
    device: engine.device,
    engine: task.engine,
  }
}

/** A run goes on with the data it began with, or not at all; on another machine or version it may, with a word about its bits. */
function compareWithJob(
  job: Job,
  data: DataSet,
  engine: RunningEngine,
  task: TrainTask,
  warn: (problem: Problem) => void,
): void {
  if (data.hash !== job.data.hash)
    throw new Problem({
      code: 'data-changed',
      message: `${job.data.source} is not what this run began with (images, labels, classes or their order changed)`,
      remedy: 'restore the data, or start a new run',
      place: job.data.source,
    })
  const differences = [
    ['device', job.device, engine.device],
    ['TensorFlow', job.versions.tensorflow, engine.tensorflow],
    ['threads in an op', job.engine.intraOpThreads, task.engine.intraOpThreads],
    ['oneDNN', job.engine.oneDnn, task.engine.oneDnn],
  ].filter(([, before, now]) => before !== now)
  if (differences.length === 0) return
  const list = differences.map(([what, before, now]) => `${what} ${now} in place of ${before}`).join(', ')
  warn(
    new Problem({
      code: 'other-engine',
      message: `the run goes on with ${list}: its results will not be bit-equal to those of an unbroken run`,
    }),
  )
}

const orderChanged = (place: string): Problem =>
  new Problem({
    code: 'order-changed',
    message: 'this version of Layerloom shuffles the images in another order than the one that began the run',
    remedy: 'resume with the version that job.json names, or start a new run',
    place,
  })

const noGoodCheckpoint = ({ refused }: FoundCheckpoint, folder: string): Problem =>
  new Problem({
    code: 'no-good-checkpoint',
    message: `no checkpoint of the run is whole; the newest: ${refused[0]?.message}`,
    remedy: 'restore the folder from a copy, or start a new run',
    place: path.join(folder, 'checkpoints'),
  })
