import { z } from 'zod'
import {
  type CurveFactor,
  constant,
  cosine,
  cosineRestarts,
  exponential,
  inverseTime,
  milestones,
  oneCycle,
  polynomial,
  step,
} from './curves'
import { Duration, type RunLength, stepsOf } from './duration'

/** The shape of the learning rate over the run. */
export const Curve = z.discriminatedUnion('name', [
  constant.schema,
  step.schema,
  milestones.schema,
  exponential.schema,
  cosine.schema,
  cosineRestarts.schema,
  polynomial.schema,
  inverseTime.schema,
  oneCycle.schema,
])
export type Curve = z.infer<typeof Curve>

/** A straight line from the part `from` of the base rate up to all of it. */
export const WarmUp = z.strictObject({
  over: Duration,
  from: z.number().nonnegative().max(1).default(0),
})
export type WarmUp = z.infer<typeof WarmUp>

/**
 * A learning rate over time: a curve, behind a linear warm-up if there is one. The curve starts to count where the warm-up
 * ends (PyTorch's SequentialLR), and what lasts to the end of the run lasts for the rest. All is relative to the base rate,
 * which a person may change while the run goes.
 */
export const Schedule = z.strictObject({
  curve: Curve.prefault({ name: 'constant' }),
  warmUp: WarmUp.optional(),
})
export type Schedule = z.infer<typeof Schedule>

const curves: { readonly [N in Curve['name']]: { readonly factor: CurveFactor<Extract<Curve, { name: N }>> } } = {
  constant,
  step,
  milestones,
  exponential,
  cosine,
  'cosine-restarts': cosineRestarts,
  polynomial,
  'inverse-time': inverseTime,
  'one-cycle': oneCycle,
}

/** The learning rate of a step; `step` is the number of steps done before it. */
export function learningRateAt({ curve, warmUp }: Schedule, base: number, step: number, length: RunLength): number {
  const warm = warmUp ? stepsOf(warmUp.over, length) : 0
  if (warmUp && step < warm) return base * (warmUp.from + (1 - warmUp.from) * (step / warm))
  const rest = { ...length, totalSteps: Math.max(0, length.totalSteps - warm) }
  const factor = curves[curve.name].factor as CurveFactor<Curve>
  return base * factor(curve, step - warm, rest)
}

export { Duration, type RunLength, stepsOf } from './duration'
