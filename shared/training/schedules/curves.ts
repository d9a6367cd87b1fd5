import { z } from 'zod'
import { shownAs } from '../../fields/field'
import { Duration, type RunLength, stepsOf } from './duration'

/**
 * What the base rate is multiplied by after `step` steps; `step` counts from the end of the warm-up, and `length` is what
 * is left from there.
 */
export type CurveFactor<C> = (config: C, step: number, length: RunLength) => number

/** One shape of a learning rate over time, as data. */
const defineCurve = <S extends z.ZodType<object>>(schema: S, factor: CurveFactor<z.infer<S>>) => ({ schema, factor })

const factor = z.number().positive()
/** The end, as a part of the base rate. */
const endFactor = z.number().nonnegative().default(0)
/** How long; absent: to the end of the run. */
const over = Duration.optional()
const positive = shownAs(
  Duration.refine((d) => ('steps' in d ? d.steps : d.epochs) > 0, 'must be longer than 0'),
  { kind: 'duration' },
)

/** How much of `over` is behind us, 0 to 1. */
const progress = (over: Duration | undefined, step: number, length: RunLength): number => {
  const whole = over ? stepsOf(over, length) : length.totalSteps
  return whole > 0 ? Math.min(1, step / whole) : 1
}
const between = (from: number, to: number, part: number) => to + (from - to) * part
const halfCosine = (part: number) => (1 + Math.cos(Math.PI * part)) / 2

/** The same rate all the way. */
export const constant = defineCurve(z.strictObject({ name: z.literal('constant') }), () => 1)

/** x `factor` after every `every` (PyTorch's StepLR, Keras' exponential decay with `staircase`). */
export const step = defineCurve(
  z.strictObject({ name: z.literal('step'), every: positive, factor }),
  ({ every, factor }, at, length) => factor ** Math.floor(at / stepsOf(every, length)),
)

/** x `factor` at each point: the step with that number already has the lower rate (PyTorch's MultiStepLR; Keras' boundaries are one less). */
export const milestones = defineCurve(
  z.strictObject({ name: z.literal('milestones'), at: z.array(Duration).min(1), factor }),
  ({ at: points, factor }, at, length) => factor ** points.filter((point) => stepsOf(point, length) <= at).length,
)

/** x `factor` over each `every`, smoothly. */
export const exponential = defineCurve(
  z.strictObject({ name: z.literal('exponential'), every: positive, factor }),
  ({ every, factor }, at, length) => factor ** (at / stepsOf(every, length)),
)

/** Half a cosine down to `endFactor` (Loshchilov and Hutter 2017). */
export const cosine = defineCurve(
  z.strictObject({ name: z.literal('cosine'), over, endFactor }),
  ({ over, endFactor }, at, length) => between(1, endFactor, halfCosine(progress(over, at, length))),
)

/** The same again and again, each `growth` times as long (SGDR). */
export const cosineRestarts = defineCurve(
  z.strictObject({
    name: z.literal('cosine-restarts'),
    first: positive,
    growth: z.number().min(1).default(1),
    endFactor,
  }),
  ({ first, growth, endFactor }, at, length) => {
    let period = stepsOf(first, length)
    let into = at
    while (into >= period) {
      into -= period
      period *= growth
    }
    return between(1, endFactor, halfCosine(into / period))
  },
)

/** (1 - progress) to the power `power`, down to `endFactor`; a straight line by default. */
export const polynomial = defineCurve(
  z.strictObject({ name: z.literal('polynomial'), over, endFactor, power: z.number().positive().default(1) }),
  ({ over, endFactor, power }, at, length) => between(1, endFactor, (1 - progress(over, at, length)) ** power),
)

/** 1 / (1 + `factor` t), t in units of `every`. */
export const inverseTime = defineCurve(
  z.strictObject({ name: z.literal('inverse-time'), every: positive, factor }),
  ({ every, factor }, at, length) => 1 / (1 + (factor * at) / stepsOf(every, length)),
)

/**
 * From 1 / `divide` up to the base rate and then down to 1 / (`divide` `divideEnd`), each half a cosine; the rise takes the part `rise`
 * of the run (Smith and Topin 2018; PyTorch's OneCycleLR, whose maximum is the base rate).
 */
export const oneCycle = defineCurve(
  z.strictObject({
    name: z.literal('one-cycle'),
    over,
    rise: z.number().gt(0).lt(1).default(0.3),
    divide: z.number().min(1).default(25),
    divideEnd: z.number().min(1).default(1e4),
  }),
  ({ over, rise, divide, divideEnd }, at, length) => {
    const last = Math.max(1, (over ? stepsOf(over, length) : length.totalSteps) - 1)
    const top = Math.max(1, rise * (last + 1) - 1)
    const now = Math.min(at, last)
    if (now <= top || last <= top) return between(1 / divide, 1, halfCosine(Math.min(1, now / top)))
    return between(1, 1 / (divide * divideEnd), halfCosine((now - top) / (last - top)))
  },
)
