import { performance } from 'node:perf_hooks'
import type { EstimateResult, EstimateTask } from '../../../shared/contract/jobs'
import { largestBatch } from '../../../shared/inspection/largestBatch'
import { programMemory } from '../../../shared/inspection/trainingMemory'
import { inferNetwork } from '../../../shared/model/infer'
import { Problem } from '../../../shared/problem'
import type { TrainingProgram } from '../../../shared/training/compileTraining'
import { largestBatchSize } from '../../../shared/training/configuration'
import type { Batch } from '../../data/batches'
import { type Feed, Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { smallBatch, smallProgram } from '../selfTest/smallTraining'
import { startEngine } from '../startEngine'
import { knobFeed } from '../train/knobFeed'
import { runLength } from '../train/runLength'
import { rateAt } from '../train/settings'
import { endlessBatches } from './endlessBatches'
import { freeMemory } from './freeMemory'
import { watchGrowth } from './growth'
import { timeCalls } from './timeCalls'
import { Timing, type TimingLimits } from './timing'

const ofTraining: TimingLimits = {
  warmUp: { calls: 3, seconds: 0.5 },
  leastSeconds: 3,
  mostSeconds: 10,
  uncertainty: 0.02,
}
const ofValidation: TimingLimits = {
  warmUp: { calls: 1, seconds: 0 },
  leastSeconds: 0.5,
  mostSeconds: 3,
  uncertainty: 0.05,
}

/** Part of the free memory that is counted on: others want some too, and the estimate may be off. */
const usablePart = 0.8
/** How far an estimate from the graph may be off (`npm run bench -- memory`): a dry run that says more may have seen something else. */
const mostOff = 0.25

/**
 * What training a project costs on this machine, from a dry run: its own graph, pictures, order, rates and batch size, for some seconds, and
 * then thrown away. Nothing is written.
 */
export async function estimate(task: EstimateTask, context: JobContext): Promise<EstimateResult> {
  const { projectFolder: folder, memoryBytes } = task
  let isStopped = false
  context.onCommand(({ command }) => {
    if (command === 'stop') isStopped = true
  })
  const working = (what: string) => context.post({ event: 'working', what })
  const engine = startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const { project, data } = await openWithData(task.project, { folder, context, version: { look: folder } })
  await warmEngine()

  const free = memoryBytes ?? (await freeMemory())
  const growth = watchGrowth()
  const began = performance.now()
  working('compiling')
  const program = compileProject(project, data)
  const session = await Session.open(program)
  try {
    const openSeconds = (performance.now() - began) / 1000
    const tell = (what: string) => (part: number) => {
      if (isStopped) throw stopped()
      context.post({ event: 'working', what, done: part, total: 1 })
    }
    const { training } = project
    const length = runLength(training, data)
    const [images, validationImages] = [data.count('train'), data.count('validation')]
    const steps = await timeCalls(
      new Timing(ofTraining),
      endlessBatches(data, 'train', training),
      (batch, step) => {
        const rate = rateAt(training, atStart, Math.min(step, length.totalSteps - 1), length)
        session.call('train', stepFeeds(program, batch, rate))
      },
      tell('timing steps'),
    )
    const checks =
      validationImages === 0
        ? undefined
        : await timeCalls(
            new Timing(ofValidation),
            endlessBatches(data, 'validation', { batchSize: training.batchSize }),
            ({ images: pixels, labels }) => session.call('evaluate', { images: pixels, labels }),
            tell('timing validation'),
          )
    const batchSize = Math.min(training.batchSize, images)
    const trained = training.dropLast ? length.stepsPerEpoch * batchSize : images
    const seconds = {
      training: trained * steps.secondsPerImage,
      validation: checks ? validationImages * checks.secondsPerImage : 0,
    }
    const input = inferNetwork(project.network).input ?? ''
    const estimated = (size: number) => programMemory(program, input, size).peakBytes
    // On a GPU the tensors lie elsewhere.
    const measured = engine.device === 'cpu' ? growth.bytes() : undefined
    return {
      task: 'estimate',
      device: engine.device,
      batchSize,
      images: { train: images, validation: validationImages },
      stepsPerEpoch: length.stepsPerEpoch,
      seconds: {
        start: openSeconds + steps.warmUpSeconds + (checks?.warmUpSeconds ?? 0),
        step: batchSize * steps.secondsPerImage,
        ...seconds,
        epoch: seconds.training + seconds.validation,
      },
      imagesPerSecond: 1 / steps.secondsPerImage,
      timed: { steps: steps.calls, seconds: steps.seconds, uncertainty: steps.uncertainty ?? null },
      memory: {
        estimatedBytes: estimated(batchSize),
        measuredBytes: measured ?? null,
        processBytes: growth.most(),
      },
      largestBatch:
        engine.device === 'cpu'
          ? largest(estimated, {
              measured,
              measuredAt: batchSize,
              free,
              usable: memoryBytes ?? usablePart * free,
              images,
            })
          : null,
    }
  } finally {
    session.close()
  }
}

/** No step was done, and nothing was set by hand. */
const atStart = { learningRate: undefined, knobs: {} }

/** TensorFlow's threads and tables, which come with the first session, are not the project's. */
async function warmEngine(): Promise<void> {
  const session = await Session.open(smallProgram())
  session.call('train', smallBatch())
  session.close()
}

const stepFeeds = (program: TrainingProgram, { images, labels }: Batch, rate: number): Record<string, Feed> => ({
  images,
  labels,
  rate,
  ...knobFeed(program, {}),
})

interface Room {
  /** What the process grew by at the batch size of the dry run. */
  readonly measured: number | undefined
  readonly measuredAt: number
  readonly free: number
  readonly usable: number
  readonly images: number
}

/**
 * The largest batch by the estimate from the graph: it is taken to be right where the dry run measured, and to grow from there as much
 * steeper or flatter as it was off by. Without a measurement it is taken to be too low by as much as it may be.
 */
function largest(
  estimated: (size: number) => number,
  { measured, measuredAt, free, usable, images }: Room,
): NonNullable<EstimateResult['largestBatch']> {
  const there = estimated(measuredAt)
  const calibration =
    measured === undefined ? 1 + mostOff : Math.min(1 + mostOff, Math.max(1 - mostOff, measured / there))
  const peak = (size: number) => (measured ?? calibration * there) + calibration * (estimated(size) - there)
  const most = Math.min(images, largestBatchSize)
  const batchSize = largestBatch(peak, usable, most)
  const limitedBy = batchSize < most ? 'memory' : images <= largestBatchSize ? 'images' : 'configuration'
  return { batchSize, limitedBy, freeBytes: free, usableBytes: usable, calibration }
}

const stopped = (): Problem => new Problem({ code: 'stopped', message: 'the dry run was stopped' })
