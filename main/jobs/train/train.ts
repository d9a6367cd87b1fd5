import path from 'node:path'
import type { TrainResult, TrainTask } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { SplitFigures } from '../../../shared/records/metrics'
import { formatRecord } from '../../../shared/records/record'
import { reportRecord } from '../../../shared/records/report'
import { augmentationSentences } from '../../../shared/training/augmentation/captions'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { assess } from '../assess'
import type { JobContext } from '../jobContext'
import { reportOf } from '../reportOf'
import { abortOnStop } from './abortOnStop'
import { Training } from './loop/training'
import { closeRun, type OpenRun, openRun } from './openRun'
import { controlRun, type RunControl } from './runControl'
import { restore } from './sessionState'

/** How long to wait for one that is just leaving the run, in milliseconds. */
const lockWaitMs = 2000

/** Trains a run to its end, or until somebody stops it, and says how it does on the test images. */
export async function train(task: TrainTask, given: JobContext): Promise<TrainResult> {
  const { context, signal } = abortOnStop(given)
  const control = controlRun(context)
  const lock = await acquireLock(realDisk, task.runFolder, {
    what: `run ${path.basename(task.runFolder)}`,
    waitMs: lockWaitMs,
  })
  try {
    const run = await openRun(task, context, signal)
    try {
      return await trainOpenRun(run, task, control, context)
    } finally {
      await closeRun(run)
    }
  } finally {
    await lock.release()
  }
}

async function trainOpenRun(
  run: OpenRun,
  task: TrainTask,
  control: RunControl,
  context: JobContext,
): Promise<TrainResult> {
  const { job, position, engine, length, data, program } = run
  const { augmentation } = job.project
  const learning = new Set(program.learning.map(({ layer }) => layer))
  const frozen = [...new Set(program.weights.map(({ layer }) => layer))].filter((layer) => !learning.has(layer))
  context.post({
    event: 'started',
    step: position.step,
    epochs: job.project.training.epochs,
    stepsPerEpoch: length.stepsPerEpoch,
    totalSteps: length.totalSteps,
    images: data.count('train'),
    parameters: program.weights
      .filter(({ spec }) => spec.role !== 'batch-count')
      .reduce((sum, { spec }) => sum + spec.shape.reduce((product, size) => product * size, 1), 0),
    device: engine.device,
    tensorflow: engine.tensorflow,
    knobs: program.knobs.map(({ name, initial, range }) => ({
      name,
      value: position.knobs[name] ?? initial,
      ...(range && { range: [...range] }),
    })),
    ...(augmentation.length > 0 && { augmentation: augmentationSentences(augmentation, data.imageShape) }),
    ...(run.start && { start: run.start }),
    ...(frozen.length > 0 && { frozen }),
  })
  const training = new Training(run, control, context, task.stopAfterStep)
  const end = await training.untilEnd()
  const test = end === 'stopped' || end === 'orphaned' ? undefined : await testRun(run, control, context)
  return {
    task: 'train',
    end,
    steps: position.step,
    epochs: position.epoch,
    ...(test && { test }),
    imagesPerSecond: training.imagesPerSecond,
    device: engine.device,
  }
}

/** The test images, seen once, with the best weights; written to `report.json`. `undefined` where there are none, or after a stop. */
async function testRun(run: OpenRun, control: RunControl, context: JobContext): Promise<SplitFigures | undefined> {
  const { data, session, program, job, folder, best, position } = run
  if (data.count('test') === 0) return undefined
  const warn = (problem: Problem) => context.post({ event: 'warning', problem: problem.details })
  let checkpoint = { step: position.step, path: path.join(folder, 'checkpoints', String(position.step)) }
  const { checkpoint: kept, refused } = await best.load()
  for (const problem of refused) context.post({ event: 'warning', problem })
  if (kept) {
    // An earlier epoch may have had fewer layers that learn, and nothing is trained here.
    restore(session, program, kept, 'weights')
    checkpoint = { step: kept.state.step, path: kept.path }
  }
  const assessment = await assess({
    session,
    data,
    split: 'test',
    batchSize: job.project.training.batchSize,
    shouldStop: () => control.stop !== undefined,
    onBatch: (done, total) => context.post({ event: 'working', what: 'testing', done, total }),
  })
  if (!assessment) return undefined
  const report = reportOf({ assessment, data, split: 'test', checkpoint })
  const file = path.join(folder, reportRecord.file)
  try {
    await writeFileAtomically(realDisk, file, formatRecord(reportRecord, report))
  } catch (error) {
    // The figures are told all the same, and `evaluate` writes them again.
    const problem = diskProblem(error, 'the report', file)
    if (!(problem instanceof Problem)) throw error
    warn(problem)
  }
  return assessment.figures
}
