import type { Project } from '../../../shared/records/project'
import { batches } from '../../data/batches'
import type { DataSet } from '../../data/dataSet'
import { yieldToOthers } from '../../data/yieldToOthers'
import { Session } from '../../engine/session'
import { compileProject } from '../compileProject'
import type { Checkpoint } from './checkpoints'
import { knobFeed } from './knobFeed'
import { restore } from './sessionState'

export interface Replay {
  readonly project: Project
  readonly data: DataSet
  /** Where the replay begins; absent: at the first step. */
  readonly checkpoint: Checkpoint | undefined
  /** Steps that were done; the one behind them is tried too. */
  readonly stepsDone: number
  /** The rate and the knobs with which a step was done, by the number of steps before it. */
  readonly settingsAt: (step: number) => { rate: number; knobs: Readonly<Record<string, number>> }
  /** The steps in between are given up after that time. */
  readonly budgetMs: number
}

/** Where the first number that is not finite came up. */
export interface BrokenPlace {
  /** 'the output of layer conv1', 'the gradient of conv1/kernel'. */
  readonly what: string
  readonly layer: string
}

/**
 * Does the steps since the last checkpoint once more with every layer's output and every gradient checked, and says which was the
 * first that was not finite. `undefined` if none came up: checks change which ops TensorFlow fuses, and with that the last bits.
 */
export async function findBrokenLayer(replay: Replay): Promise<BrokenPlace | undefined> {
  const { project, data, checkpoint, stepsDone, settingsAt, budgetMs } = replay
  const checked: Project = { ...project, training: { ...project.training, checkNumerics: true } }
  const { batchSize, seed, shuffle, dropLast } = checked.training
  const program = compileProject(checked, data, checkpoint?.state.epoch, checkpoint?.state.frozenByHand)
  const session = await Session.open(program)
  const deadline = Date.now() + budgetMs
  try {
    // A layer that began to learn with this epoch has no slots in it yet.
    if (checkpoint) restore(session, program, checkpoint, 'weights')
    let { step, epoch, batchInEpoch } = checkpoint?.state ?? { step: 0, epoch: 0, batchInEpoch: 0 }
    for (; step <= stepsDone && Date.now() < deadline; epoch++, batchInEpoch = 0)
      for await (const batch of batches(data, 'train', {
        batchSize,
        dropLast,
        shuffle: shuffle ? { seed, epoch } : undefined,
        startBatch: batchInEpoch,
      })) {
        if (step > stepsDone || Date.now() >= deadline) break
        await yieldToOthers()
        const { rate, knobs } = settingsAt(step)
        const { images, labels } = batch
        try {
          session.call('train', { images, labels, rate, ...knobFeed(program, knobs) })
        } catch (error) {
          const place = brokenPlace(error)
          if (!place) throw error
          return place
        }
        step++
      }
    return undefined
  } finally {
    session.close()
  }
}

/** What TensorFlow's `CheckNumerics` says: 'gradient of conv1/kernel : Tensor had NaN values'. */
export function brokenPlace(error: unknown): BrokenPlace | undefined {
  if (!(error instanceof Error)) return undefined
  const match = /(gradient of )*(layer )?([A-Za-z][\w.-]*)(\/\w+)? : Tensor had /.exec(error.message)
  if (!match) return undefined
  const [, gradient, output, layer, weight = ''] = match as unknown as [string, string?, string?, string?, string?]
  const thing = `${layer}${weight}`
  if (!layer) return undefined
  return {
    layer,
    what: gradient ? `the gradient of ${output ? `the output of ${thing}` : thing}` : `the output of ${thing}`,
  }
}
