import { otherBest } from '../../../../shared/records/keptCheckpoint'
import type { SplitFigures } from '../../../../shared/records/metrics'
import { waitOn } from '../../../../shared/training/earlyStopping'
import { isBetter, type MetricName } from '../../../../shared/training/metrics/metricName'
import { assess } from '../../assess'
import { epochFigures, noSums } from '../epochSums'
import { metricValue } from '../metricValue'
import type { OpenRun } from '../openRun'
import { rateAt } from '../settings'
import type { LoopLog } from './loopLog'
import type { Saving } from './saving'
import type { TrainingClock } from './trainingClock'

/** What the end of an epoch needs beside the run. */
export interface EpochEnd {
  readonly log: LoopLog
  readonly saving: Saving
  readonly clock: TrainingClock
  readonly shouldStop: () => boolean
}

/** Validation, the epoch's row, best and early stopping, checkpoint. Left undone if a stop comes in between. */
export async function endEpoch(run: OpenRun, { log, saving, clock, shouldStop }: EpochEnd): Promise<void> {
  const { position, session, data, job, length } = run
  const { batchSize, earlyStopping } = job.project.training
  log.steps.flush()
  const hasValidation = data.count('validation') > 0
  const assessment = hasValidation
    ? await assess({ session, data, split: 'validation', batchSize, shouldStop })
    : undefined
  if (hasValidation && !assessment && shouldStop()) return
  clock.tick()
  const train = epochFigures(position.sums)
  const validation = assessment?.figures
  position.epoch++
  position.batchInEpoch = 0
  position.sums = noSums
  saving.touch()
  const row = {
    step: position.step,
    epoch: position.epoch,
    train,
    ...(validation && { validation }),
    learningRate: rateAt(job.project.training, position, position.step - 1, length),
    seconds: clock.takeEpochSeconds(),
  }
  log.rows.metric({ kind: 'epoch', ...row })
  if (earlyStopping)
    position.earlyStopping = waitOn(
      earlyStopping,
      position.earlyStopping,
      metricValue(earlyStopping.metric, train, validation),
    )
  const isBest = await keepBest(run, saving, train, validation)
  log.post({ event: 'epoch', ...row, isBest })
  await saving.save()
}

/** Keeps the epoch as the best by the watched metric and by the split's other figure, where it is; whether it is by the watched one. */
async function keepBest(
  { position, job }: OpenRun,
  saving: Saving,
  train: SplitFigures,
  validation: SplitFigures | undefined,
): Promise<boolean> {
  const { metric } = job.project.training.keepBest
  const { epoch, step } = position
  const better = (by: MetricName, best: { readonly value: number } | undefined) => {
    const value = metricValue(by, train, validation)
    return isBetter(by, value, best?.value ?? null) ? { metric: by, value, epoch, step } : undefined
  }
  const best = better(metric, position.best)
  if (best) {
    position.best = best
    await saving.keep('best')
  }
  const kind = otherBest(metric)
  const [split] = metric.split('.') as ['training' | 'validation']
  const other = better(`${split}.${kind === 'best-loss' ? 'loss' : 'top1'}`, position.otherBest)
  if (other) {
    position.otherBest = other
    await saving.keep(kind)
  }
  return best !== undefined
}
