import type { EpochPoint } from '../contract/studio/runs'
import type { CurvePoint } from '../curves/curvePoint'
import type { Rule } from './signals'

/** Epochs in a row that count as a trend. */
const trend = 3
/** A channel share above which a ReLU layer is called dead, and a difference of accuracies that is called a gap. */
const deadShare = 0.5
const largeGap = 0.15

/** The loss is not a number any more. */
export const notANumber: Rule = ({ points, isBroken, learningRate }) => {
  const last = points[points.length - 1]
  if (!isBroken && !(last && last.loss === null)) return undefined
  return {
    id: 'notANumber',
    values: { step: last?.step ?? 0 },
    ...(learningRate !== undefined && { remedy: { kind: 'learning-rate', value: rounded(learningRate / 10) } }),
  }
}

/**
 * The loss of the batches leaps: it stands far above where it began, or its swing between neighbours is as large as itself while its mean does not fall. So it
 * looks when the learning rate is about ten times too high (Bengio 2012, arXiv:1206.5533, section 3.1.1).
 */
export const rateTooHigh: Rule = ({ points, learningRate, classes }) => {
  const known = points.filter((point) => point.loss !== null)
  if (steps(known) < 60 || known.length < 12 || learningRate === undefined) return undefined
  // What guessing costs; the first steps of a run that is about to leap are often no better.
  const start = Math.min(Math.log(classes), meanLoss(known.slice(0, Math.max(2, Math.ceil(known.length / 20)))))
  const late = known.slice(-Math.max(6, Math.floor(known.length / 4)))
  const before = known.slice(-2 * late.length, -late.length)
  const now = meanLoss(late)
  const swing = median(late.map(({ highest, lowest, loss }) => (highest ?? 0) - (lowest ?? loss ?? 0)))
  const leaps = median(late.slice(1).map((point, k) => Math.abs((point.loss as number) - (late[k]?.loss as number))))
  const isAbove = now > 2 * start || (now > 1.3 * start && now > 0.9 * meanLoss(before))
  const isLeaping = now > 0.7 * start && Math.max(swing, leaps) > 0.6 * now && now > 0.9 * meanLoss(before)
  if (!isAbove && !isLeaping) return undefined
  return {
    id: 'rateTooHigh',
    values: { loss: figure(now), start: figure(start), rate: figure(learningRate) },
    remedy: { kind: 'learning-rate', value: rounded(learningRate / 10) },
  }
}

/** Two hundred steps and an epoch, and the loss is where guessing is. */
export const notFalling: Rule = ({ points, epochs, classes, learningRate }) => {
  const known = points.filter((point) => point.loss !== null)
  if (epochs.length < 1 || steps(known) < 200 || known.length < 10) return undefined
  const now = meanLoss(known.slice(-Math.max(5, Math.floor(known.length / 10))))
  const guessing = Math.log(classes)
  if (now < 0.95 * guessing) return undefined
  return {
    id: 'notFalling',
    values: { loss: figure(now), guessing: figure(guessing), steps: steps(known) },
    ...(learningRate !== undefined && { remedy: { kind: 'learning-rate', value: rounded(learningRate * 3) } }),
  }
}

/** The validation loss rises while that of training falls: what is learned now is the training pictures. */
export const validationRising: Rule = ({ epochs }) => {
  const best = bestEpoch(epochs)
  const last = epochs[epochs.length - 1]
  if (!best || !last || last.epoch - best.epoch < trend) return undefined
  const since = epochs.filter(({ epoch }) => epoch >= best.epoch)
  const [bestLoss, lastLoss] = [loss(best), loss(last)]
  const isFitted = slope(since.map((epoch) => epoch.train.loss ?? 0)) < 0
  if (!isFitted || lastLoss < 1.05 * bestLoss || slope(since.slice(1).map(loss)) <= 0) return undefined
  return {
    id: 'validationRising',
    values: {
      count: last.epoch - best.epoch,
      best: figure(bestLoss),
      epoch: best.epoch,
      now: figure(lastLoss),
    },
    remedy: { kind: 'stop' },
  }
}

/** The validation loss stands still while that of training still falls. */
export const validationStill: Rule = ({ epochs, learningRate }) => {
  const best = bestEpoch(epochs)
  const last = epochs[epochs.length - 1]
  if (!best || !last || last.epoch - best.epoch < trend) return undefined
  const since = epochs.filter(({ epoch }) => epoch >= best.epoch)
  const [first] = since
  const gap = loss(last) - (last.train.loss ?? 0)
  const before = first ? loss(first) - (first.train.loss ?? 0) : 0
  if (loss(last) >= 1.05 * loss(best) || slope(since.map((epoch) => epoch.train.loss ?? 0)) >= 0 || gap <= before)
    return undefined
  return {
    id: 'validationStill',
    values: { count: last.epoch - best.epoch, gap: figure(gap) },
    ...(learningRate !== undefined && { remedy: { kind: 'learning-rate', value: rounded(learningRate / 3) } }),
  }
}

/** Much better on the pictures that it trains on than on others. */
export const gap: Rule = ({ epochs }) => {
  const late = epochs.slice(-trend)
  if (late.length < trend) return undefined
  const gaps = late.map(({ train, validation }) => (train.top1 ?? 0) - (validation?.top1 ?? 1))
  if (!gaps.every((one) => one > largeGap)) return undefined
  const last = late[late.length - 1] as EpochPoint
  return {
    id: 'gap',
    values: {
      points: Math.round(100 * (gaps[gaps.length - 1] as number)),
      train: percent(last.train.top1),
      validation: percent(last.validation?.top1),
    },
  }
}

/** Most channels of a ReLU were zero for every picture of the batch: they get no gradient and stay so (Lu et al. 2019, arXiv:1903.06733). */
export const deadRelu: Rule = ({ look, learningRate }) => {
  const worst = [...(look?.dead ?? [])].sort((a, b) => b.share - a.share)[0]
  if (!worst || worst.share <= deadShare) return undefined
  return {
    id: 'deadRelu',
    layer: worst.layer,
    values: { layer: worst.layer, percent: Math.round(100 * worst.share) },
    ...(learningRate !== undefined && { remedy: { kind: 'learning-rate', value: rounded(learningRate / 3) } }),
  }
}

/** Next to nothing of the gradient arrives at the first layer (Hochreiter 1991; Glorot and Bengio 2010). Norms are taken relative to those of the weights. */
export const vanishing: Rule = ({ look, layers }) => {
  if (!look || layers.length < 4) return undefined
  const shares = look.gradients.map((gradient, k) => {
    const weight = look.weights[k]
    return gradient !== null && weight ? gradient / weight : undefined
  })
  const [first, ...others] = shares
  const most = Math.max(...others.map((share) => share ?? 0))
  if (first === undefined || most === 0 || first > 1e-4 * most) return undefined
  return {
    id: 'vanishing',
    layer: layers[0] as string,
    values: {
      layer: layers[0] as string,
      gradient: figure(look.gradients[0] ?? 0),
      times: Math.round(most / Math.max(first, 1e-12)),
    },
  }
}

const loss = ({ validation }: EpochPoint): number => validation?.loss ?? Number.POSITIVE_INFINITY

/** By the validation loss. */
function bestEpoch(epochs: readonly EpochPoint[]): EpochPoint | undefined {
  const known = epochs.filter(({ validation }) => typeof validation?.loss === 'number')
  return known.reduce<EpochPoint | undefined>(
    (best, epoch) => (best && loss(best) <= loss(epoch) ? best : epoch),
    undefined,
  )
}

const steps = (points: readonly CurvePoint[]): number => points.reduce((sum, point) => sum + point.steps, 0)

function meanLoss(points: readonly CurvePoint[]): number {
  const count = steps(points)
  return count === 0 ? 0 : points.reduce((sum, point) => sum + (point.loss as number) * point.steps, 0) / count
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Of the line through the values with the least squares, a step. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const over = values.reduce((sum, value, k) => sum + (k - middle) * (value - mean), 0)
  const under = values.reduce((sum, _, k) => sum + (k - middle) ** 2, 0)
  return under === 0 ? 0 : over / under
}

const figure = (value: number): string => Number(value.toPrecision(3)).toString()
const percent = (part: number | null | undefined): string => `${((part ?? 0) * 100).toFixed(1)} %`
const rounded = (rate: number): number => Number(rate.toPrecision(2))
