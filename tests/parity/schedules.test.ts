import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { learningRateAt, Schedule } from '../../shared/training/schedules'
import { noReference, referencePath, shared } from '../reference'

interface GoldenSchedule {
  readonly by: string
  readonly learning_rate: number
  readonly values?: readonly number[]
  readonly [setting: string]: unknown
}

/** Each golden schedule as ours. Their floor is a rate, ours a part of the base rate. */
const ours: Record<string, (golden: Record<string, number>) => object> = {
  'pytorch-step': ({ step_size, gamma }) => ({ curve: { name: 'step', every: { steps: step_size }, factor: gamma } }),
  'pytorch-multistep': ({ milestones, gamma }) => ({
    curve: { name: 'milestones', at: steps(milestones), factor: gamma },
  }),
  'pytorch-exponential': ({ gamma }) => ({ curve: { name: 'exponential', every: { steps: 1 }, factor: gamma } }),
  'pytorch-cosine': ({ t_max, eta_min, learning_rate }) => ({
    curve: { name: 'cosine', over: { steps: t_max }, endFactor: (eta_min as number) / (learning_rate as number) },
  }),
  'pytorch-cosine-restarts': ({ t_0, t_mult }) => ({
    curve: { name: 'cosine-restarts', first: { steps: t_0 }, growth: t_mult },
  }),
  'pytorch-onecycle': ({ total_steps, pct_start, div_factor, final_div_factor }) => ({
    curve: {
      name: 'one-cycle',
      over: { steps: total_steps },
      rise: pct_start,
      divide: div_factor,
      divideEnd: final_div_factor,
    },
  }),
  'pytorch-linear-warmup': ({ start_factor, total_iters }) => ({
    warmUp: { over: { steps: total_iters }, from: start_factor },
  }),
  'pytorch-polynomial': ({ total_iters, power }) => ({
    curve: { name: 'polynomial', over: { steps: total_iters }, power },
  }),
  // The cosine lasts for the rest of the run: 15 of 20 steps.
  'pytorch-warmup-then-cosine': ({ warmup, start_factor }) => ({
    curve: { name: 'cosine' },
    warmUp: { over: { steps: warmup }, from: start_factor },
  }),
  'keras-exponential': ({ decay_steps, decay_rate }) => ({
    curve: { name: 'exponential', every: { steps: decay_steps }, factor: decay_rate },
  }),
  'keras-exponential-staircase': ({ decay_steps, decay_rate }) => ({
    curve: { name: 'step', every: { steps: decay_steps }, factor: decay_rate },
  }),
  'keras-cosine': ({ decay_steps, alpha }) => ({
    curve: { name: 'cosine', over: { steps: decay_steps }, endFactor: alpha },
  }),
  'keras-cosine-warmup': ({ decay_steps, warmup_steps, initial, warmup_target }) => ({
    curve: { name: 'cosine', over: { steps: decay_steps } },
    warmUp: { over: { steps: warmup_steps }, from: (initial as number) / (warmup_target as number) },
  }),
  'keras-polynomial': ({ decay_steps, end, power, learning_rate }) => ({
    curve: {
      name: 'polynomial',
      over: { steps: decay_steps },
      endFactor: (end as number) / (learning_rate as number),
      power,
    },
  }),
  'keras-inverse-time': ({ decay_steps, decay_rate }) => ({
    curve: { name: 'inverse-time', every: { steps: decay_steps }, factor: decay_rate },
  }),
  // Keras' boundary still has the old value, our milestone the new one.
  'keras-piecewise': ({ boundaries }) => ({
    curve: { name: 'milestones', at: steps(boundaries, 1), factor: 0.1 },
  }),
  'keras-cosine-restarts': ({ first_decay_steps, t_mul }) => ({
    curve: { name: 'cosine-restarts', first: { steps: first_decay_steps }, growth: t_mul },
  }),
}

/** Cases that are not run, each with its reason. */
const notRun: Readonly<Record<string, string>> = {
  'pytorch-plateau': 'a schedule here is a function of the step; one that reacts to the loss is not offered',
}

const steps = (points: unknown, later = 0) => (points as number[]).map((step) => ({ steps: step + later }))

describe.skipIf(!shared)(`schedule parity${shared ? '' : ` (${noReference})`}`, () => {
  const golden: Record<string, GoldenSchedule> = shared
    ? JSON.parse(readFileSync(referencePath('parity', 'schedules.json'), 'utf8'))
    : {}

  test('every case is run or has a reason', () =>
    expect([...Object.keys(ours), ...Object.keys(notRun)].sort()).toEqual(Object.keys(golden).sort()))

  test.each(Object.keys(ours))('%s', (name) => {
    const { by, learning_rate, values, ...settings } = golden[name] as GoldenSchedule
    const schedule = Schedule.parse(ours[name]?.({ ...settings, learning_rate } as Record<string, number>))
    // Keras works in float32; PyTorch multiplies the last rate by a factor, step after step.
    const tolerance = by.startsWith('keras') ? 1e-6 : 1e-14
    for (const [step, wanted] of (values ?? []).entries()) {
      const got = learningRateAt(schedule, learning_rate, step, { stepsPerEpoch: 5, totalSteps: 20 })
      expect(Math.abs(got - wanted), `step ${step}: ${got}, not ${wanted}`).toBeLessThanOrEqual(tolerance * 0.1)
    }
    expect(values?.length).toBe(20)
  })
})
