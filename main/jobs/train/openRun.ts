import path from 'node:path'
import type { TrainTask } from '../../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import type { Job } from '../../../shared/records/job'
import { checkpointFolder } from '../../../shared/records/keptCheckpoint'
import type { StartReport } from '../../../shared/records/startFrom'
import type { TrainingProgram } from '../../../shared/training/compileTraining'
import type { RunLength } from '../../../shared/training/schedules'
import type { DataSet } from '../../data/dataSet'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from '../../data/version/dataSetFiles'
import { Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { type RunningEngine, startEngine } from '../startEngine'
import { CheckpointStore, type FoundCheckpoint, newestCheckpoint } from './checkpoints'
import { readJob, writeJob } from './jobFile'
import { keptCheckpoints } from './keptCheckpoints'
import { orderHash } from './orderHash'
import { slotsSince } from './phases'
import { type Position, positionFrom, startPosition } from './position'
import { runLength } from './runLength'
import { openRunLog, type RunLog } from './runLog'
import { restore } from './sessionState'
import { findStartWeights, putStartWeights } from './start/startWeights'

/** A run that stands ready for its next step. */
export interface OpenRun {
  readonly folder: string
  readonly job: Job
  readonly data: DataSet
  readonly engine: RunningEngine
  /** Another one once more layers learn. */
  program: TrainingProgram
  session: Session
  readonly length: RunLength
  /** The newest ones. */
  readonly checkpoints: CheckpointStore
  /** The best one by the watched metric. */
  readonly best: CheckpointStore
  /** Those that are kept for another reason. */
  readonly kept: ReturnType<typeof keptCheckpoints>
  readonly log: RunLog
  readonly position: Position
  /** Of the checkpoint from which it goes on. */
  readonly resumedFrom: { readonly step: number; readonly path: string } | undefined
  /** Whose weights a new run begins with. */
  readonly start: StartReport | undefined
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
  if (known) compareWithJob(known, data, engine, task, warn)

  const first = compileProject(project, data)
  const length = runLength(project.training, data)
  const found: FoundCheckpoint = known ? await newestCheckpoint(checkpointsOf(folder)) : nothingFound
  const { checkpoint } = found
  const start = checkpoint
    ? undefined
    : await findStartWeights({
        project,
        folder: projectFolder,
        classes: data.classes,
        program: first,
        context,
        before: known?.start,
      })
  const job =
    known ?? newJob(task, { ...(begin as NonNullable<TrainTask['begin']>), project }, data, engine, start?.report)
  if (!known) {
    // First, so that a run which can be found has it.
    if (data.version) await writeDataSetFile(dataSetPlace(folder), data.version)
    await writeJob(folder, job)
  }
  const { keep } = project.training.checkpoint
  const checkpoints = await CheckpointStore.open(checkpointsOf(folder), { keep })
  const kept = keptCheckpoints(folder)
  const best = await kept('best')
  const log = await openRunLog(folder, checkpoint?.state.step ?? 0)
  const byHand = checkpoint?.state.frozenByHand
  const program = checkpoint ? compileProject(project, data, checkpoint.state.epoch, byHand) : first
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
      const { batchInEpoch } = checkpoint.state
      // Written at the end of an epoch, before the layers that the next one unfreezes had slots.
      const before = batchInEpoch === 0 ? compileProject(project, data, Math.max(0, epoch - 1), byHand) : program
      restore(session, program, checkpoint, slotsSince(program, before))
    }
    if (start) putStartWeights(session, start)
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
    kept,
    log,
    position: checkpoint ? positionFrom(checkpoint.state) : startPosition(),
    resumedFrom: checkpoint && { step: checkpoint.state.step, path: checkpoint.path },
    start: known ? undefined : start?.report,
  }
}

export async function closeRun({ session, log, data }: OpenRun): Promise<void> {
  session.close()
  await log.close()
  await data.close?.()
}

const checkpointsOf = (folder: string): string => path.join(folder, checkpointFolder.newest)
const nothingFound: FoundCheckpoint = { checkpoint: undefined, refused: [] }

/** Files that a run's log names one by one; of more, the scan has the list. */
const mostLeftOut = 1000

function leftOutRows({ leftOut = [], source }: DataSet): ProblemDetails[] {
  const more = leftOut.length - mostLeftOut
  const rest = { code: 'files-left-out', message: `${more} more files are not used`, place: source }
  return more > 0 ? [...leftOut.slice(0, mostLeftOut), rest] : [...leftOut]
}

function newJob(
  task: TrainTask,
  begin: NonNullable<TrainTask['begin']>,
  data: DataSet,
  engine: RunningEngine,
  start: StartReport | undefined,
): Job {
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
    ...(start && { start }),
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
