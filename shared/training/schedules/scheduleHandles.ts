import { TrainingConfiguration } from '../configuration'
import type { Duration, RunLength } from './duration'
import { stepsOf } from './duration'
import { learningRateAt } from './index'

/** A point of a drawn schedule that can be moved, and what it stands for. */
export interface ScheduleHandle {
  /** `warm-up`: where it ends, and the base rate. `point`: the k-th milestone. */
  readonly kind: 'warm-up' | 'rise' | 'every' | 'first' | 'point' | 'end'
  /** Of a milestone: which. */
  readonly index?: number
  readonly step: number
  readonly rate: number
  /** Whether it moves sideways, and what up and down changes. */
  readonly sideways: boolean
  readonly upwards?: 'learningRate' | 'endFactor'
  /** The least move sideways that shows in its setting, in steps. */
  readonly quantum: number
}

type Curve = TrainingConfiguration['schedule']['curve']

/** The points of a schedule that can be moved, from left to right as far as they lie in the run. */
export function scheduleHandles(training: TrainingConfiguration, length: RunLength): ScheduleHandle[] {
  const { schedule } = training
  const { curve, warmUp } = schedule
  const warm = warmUp ? stepsOf(warmUp.over, length) : 0
  const handles: ScheduleHandle[] = []
  const add = (
    kind: ScheduleHandle['kind'],
    step: number,
    unit: Duration | undefined,
    more: Partial<ScheduleHandle> = {},
  ) => {
    if (step > length.totalSteps) return
    const rate = learningRateAt(schedule, training.learningRate, Math.min(step, length.totalSteps - 1), length)
    handles.push({ kind, step, rate, sideways: true, quantum: quantumOf(unit, length), ...more })
  }
  // A curve that rises by itself has its top where the rise ends.
  const isRising = curve.name === 'one-cycle'
  add('warm-up', warm, warmUp?.over, isRising ? {} : { upwards: 'learningRate' })
  switch (curve.name) {
    case 'step':
    case 'exponential':
    case 'inverse-time':
      add('every', warm + stepsOf(curve.every, length), curve.every)
      break
    case 'milestones':
      for (const [index, at] of curve.at.entries()) add('point', warm + stepsOf(at, length), at, { index })
      break
    case 'cosine-restarts':
      add('first', warm + stepsOf(curve.first, length), curve.first, { upwards: 'endFactor' })
      break
    case 'one-cycle':
      add('rise', warm + curve.rise * wholeOf(curve, warm, length), undefined, { upwards: 'learningRate' })
      add('end', warm + wholeOf(curve, warm, length), curve.over)
      break
    case 'cosine':
    case 'polynomial':
      add('end', warm + wholeOf(curve, warm, length), curve.over, { upwards: 'endFactor' })
  }
  return handles.sort((a, b) => a.step - b.step)
}

const wholeOf = ({ over }: { over?: Duration | undefined }, warm: number, length: RunLength): number =>
  over ? stepsOf(over, length) : Math.max(0, length.totalSteps - warm)

/** A twentieth of a short run's epochs, whole epochs of a long one; of steps a two-hundredth of the run. */
function quantumOf(unit: Duration | undefined, { stepsPerEpoch, totalSteps }: RunLength): number {
  if (unit && 'steps' in unit) return Math.max(1, Math.round(totalSteps / 200))
  const epochs = totalSteps / stepsPerEpoch
  return stepsPerEpoch * (epochs <= 4 ? 0.05 : epochs <= 20 ? 0.1 : epochs <= 100 ? 0.5 : 1)
}

/**
 * The training with a point moved: to a step, to another base rate, to another end (a part of the base rate). What the schema refuses leaves
 * it as it was. A warm-up of no length is none, a curve that ends where the run does needs no end of its own.
 */
export function moveHandle(
  training: TrainingConfiguration,
  handle: ScheduleHandle,
  to: { readonly step?: number; readonly learningRate?: number; readonly endFactor?: number },
  length: RunLength,
): TrainingConfiguration {
  const moved = {
    ...training,
    schedule: to.step === undefined ? training.schedule : atStep(training, handle, to.step, length),
  }
  if (to.learningRate !== undefined) moved.learningRate = Number(to.learningRate.toPrecision(2))
  if (to.endFactor !== undefined && 'endFactor' in moved.schedule.curve) {
    const endFactor = Math.round(100 * Math.min(1, Math.max(0, to.endFactor))) / 100
    moved.schedule = { ...moved.schedule, curve: { ...moved.schedule.curve, endFactor } }
  }
  const parsed = TrainingConfiguration.safeParse(moved)
  return parsed.success ? parsed.data : training
}

function atStep(
  { schedule }: TrainingConfiguration,
  { kind, index, quantum }: ScheduleHandle,
  step: number,
  length: RunLength,
): TrainingConfiguration['schedule'] {
  const { curve, warmUp } = schedule
  const warm = warmUp ? stepsOf(warmUp.over, length) : 0
  const at = Math.min(length.totalSteps, Math.max(0, Math.round(step / quantum) * quantum))
  const withCurve = (change: object) => ({ ...schedule, curve: { ...curve, ...change } as Curve })
  if (kind === 'warm-up') {
    const { warmUp: _, ...rest } = schedule
    if (at <= 0) return rest
    return { ...rest, warmUp: { from: 0, ...warmUp, over: durationOf(at, warmUp?.over, length) } }
  }
  const into = at - warm
  if (into < quantum) return schedule
  if (kind === 'rise' && curve.name === 'one-cycle') {
    const rise = Math.round((100 * into) / wholeOf(curve, warm, length)) / 100
    return rise > 0 && rise < 1 ? withCurve({ rise }) : schedule
  }
  if (kind === 'point' && curve.name === 'milestones') {
    const points = curve.at.map((point, k) => (k === index ? durationOf(into, point, length) : point))
    return withCurve({ at: points })
  }
  if (kind === 'every' && 'every' in curve) return withCurve({ every: durationOf(into, curve.every, length) })
  if (kind === 'first' && 'first' in curve) return withCurve({ first: durationOf(into, curve.first, length) })
  if (kind === 'end' && 'over' in (curve as object as { over?: Duration }))
    return at >= length.totalSteps
      ? { ...schedule, curve: withoutEnd(curve) }
      : withCurve({ over: durationOf(into, (curve as { over?: Duration }).over, length) })
  return kind === 'end' && at < length.totalSteps ? withCurve({ over: durationOf(into, undefined, length) }) : schedule
}

function withoutEnd(curve: Curve): Curve {
  const { over: _, ...rest } = curve as Curve & { over?: Duration }
  return rest as Curve
}

/** In the unit that it had; epochs where it had none. */
const durationOf = (steps: number, before: Duration | undefined, { stepsPerEpoch }: RunLength): Duration =>
  before && 'steps' in before ? { steps: Math.round(steps) } : { epochs: Number((steps / stepsPerEpoch).toFixed(2)) }
