import type { TrainingConfiguration } from '../../../shared/training/configuration'

export interface Breakdown {
  readonly configuration: TrainingConfiguration
  /** The rate of the step that broke. */
  readonly learningRate: number
  /** Losses of the steps before it, oldest first. */
  readonly recentLosses: readonly number[]
  /** The network has a batch norm. */
  readonly isNormalized: boolean
}

/** What most often makes a loss that is not a number, the likeliest first, as things to do. */
export function likelyRemedies({ configuration, learningRate, recentLosses, isNormalized }: Breakdown): string[] {
  const remedies = [`try learning rate ${lower(learningRate, configuration.optimizer.name)}${grew(recentLosses)}`]
  if (configuration.precision === 'bfloat16') remedies.push('train in float32')
  if (!isNormalized) remedies.push('put batch norms behind the convolutions')
  if (!configuration.clip) remedies.push('clip the gradients (clip by norm 1)')
  if (!configuration.schedule.warmUp) remedies.push('begin with a warm-up')
  return remedies.slice(0, 3)
}

/** A tenth, with one digit; of a rate beyond all reason, what the optimizer usually has. */
const lower = (rate: number, optimizer: string): string =>
  String(Number(Math.min(rate / 10, optimizer === 'sgd' ? 0.01 : 0.001).toPrecision(1)))

function grew(losses: readonly number[]): string {
  const [first, last] = [losses[0], losses[losses.length - 1]]
  if (first === undefined || last === undefined || !(last > 2 * first)) return ''
  return ` (the loss grew from ${first.toPrecision(3)} to ${last.toPrecision(3)} in the ${losses.length} steps before)`
}
