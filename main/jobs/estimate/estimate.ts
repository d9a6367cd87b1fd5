import { performance } from 'node:perf_hooks'
import type { EstimateResult, EstimateTask } from '../../../shared/contract/jobs'
import { programMemory } from '../../../shared/inspection/trainingMemory'
import { inferNetwork } from '../../../shared/model/infer'
import { Problem } from '../../../shared/problem'
import { freeMemory } from '../../disk/freeMemory'
import { Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { JobContext } from '../jobContext'
import { openWithData } from '../openProjectData'
import { smallBatch, smallProgram } from '../selfTest/smallTraining'
import { startEngine } from '../startEngine'
import { runLength } from '../train/runLength'
import { batchThatFits } from './batchThatFits'
import { watchGrowth } from './growth'
import { timeEpoch } from './timeEpoch'

/**
 * What training a project costs on this machine, from a dry run: its own graph and batches for some seconds, thrown away after. Nothing is
 * written into the project.
 */
export async function estimate(task: EstimateTask, context: JobContext): Promise<EstimateResult> {
  const { projectFolder: folder, memoryBytes: allowed } = task
  const throwIfStopped = listenForStop(context)
  const { device } = startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const { project, data } = await openWithData(task.project, { folder, context, version: { look: folder } })
  await warmEngine()

  const free = await freeMemory()
  const growth = watchGrowth()
  const began = performance.now()
  context.post({ event: 'working', what: 'compiling' })
  const program = compileProject(project, data)
  const session = await Session.open(program)
  try {
    const openSeconds = (performance.now() - began) / 1000
    const length = runLength(project.training, data)
    const tell = (what: string, part: number) => {
      throwIfStopped()
      context.post({ event: 'working', what, done: part, total: 1 })
    }
    const times = await timeEpoch({ session, program, data, training: project.training, length, tell })
    const { steps, training, validation } = times
    const images = { train: data.count('train'), validation: data.count('validation') }
    const batchSize = Math.min(project.training.batchSize, images.train)
    const input = inferNetwork(project.network).input ?? ''
    const estimated = (size: number) => programMemory(program, input, size).peakBytes
    // On a GPU the tensors lie elsewhere.
    const measured = device === 'cpu' ? growth.bytes() : undefined
    const room = { estimated, measured, measuredAt: batchSize, free, allowed, images: images.train }
    return {
      task: 'estimate',
      device,
      batchSize,
      images,
      stepsPerEpoch: length.stepsPerEpoch,
      seconds: {
        start: openSeconds + times.warmUp,
        step: batchSize * steps.secondsPerImage,
        training,
        validation,
        epoch: training + validation,
      },
      imagesPerSecond: 1 / steps.secondsPerImage,
      timed: { steps: steps.calls, seconds: steps.seconds, uncertainty: steps.uncertainty ?? null },
      memory: {
        estimatedBytes: estimated(batchSize),
        measuredBytes: measured ?? null,
        processBytes: growth.most(),
      },
      largestBatch: device === 'cpu' ? batchThatFits(room) : null,
    }
  } finally {
    session.close()
    await data.close?.()
  }
}

/** Throws, once somebody has asked for an end. */
function listenForStop(context: JobContext): () => void {
  let isStopped = false
  context.onCommand(({ command }) => {
    if (command === 'stop') isStopped = true
  })
  return () => {
    if (isStopped) throw new Problem({ code: 'stopped', message: 'the dry run was stopped' })
  }
}

/** TensorFlow's threads and tables, which come with the first session, are not the project's. */
async function warmEngine(): Promise<void> {
  const session = await Session.open(smallProgram())
  session.call('train', smallBatch())
  session.close()
}
