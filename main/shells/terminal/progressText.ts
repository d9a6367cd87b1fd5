import { bar } from './bar'
import { clock, count, loss, percent } from './format'

/** Where a run is. */
export interface RunProgress {
  readonly epoch: number
  readonly epochs: number
  readonly step: number
  readonly totalSteps: number
  readonly stepsPerEpoch: number
  readonly imagesPerSecond: number | null
  readonly loss: number | null
  readonly top1: number | null
  /** To the end of all epochs. */
  readonly secondsLeft: number | undefined
}

/** One line: 'epoch 3/10 [#####.....] 1,420/4,000  3,120 images/s  loss 0.0812  top-1 97.4 %  ETA 0:42'. */
export function progressText(progress: RunProgress, barWidth = 20): string {
  const { epoch, epochs, step, totalSteps, stepsPerEpoch, imagesPerSecond, secondsLeft } = progress
  const inEpoch = step - (epoch - 1) * stepsPerEpoch
  const parts = [
    `epoch ${epoch}/${epochs}${barWidth > 0 ? ` ${bar(inEpoch / stepsPerEpoch, barWidth)}` : ''}`,
    `step ${count(step)}/${count(totalSteps)}`,
  ]
  if (imagesPerSecond !== null) parts.push(`${count(imagesPerSecond)} images/s`)
  parts.push(`loss ${loss(progress.loss)}`, `top-1 ${percent(progress.top1, 1)}`)
  if (secondsLeft !== undefined) parts.push(`ETA ${clock(secondsLeft)}`)
  return parts.join('  ')
}
