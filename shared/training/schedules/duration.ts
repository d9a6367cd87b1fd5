import { z } from 'zod'

/** A stretch of training, in steps or in epochs (which may be broken: 0.5). */
export const Duration = z.union([
  z.strictObject({ steps: z.number().int().nonnegative() }),
  z.strictObject({ epochs: z.number().nonnegative() }),
])
export type Duration = z.infer<typeof Duration>

/** How long a run is. */
export interface RunLength {
  readonly stepsPerEpoch: number
  readonly totalSteps: number
}

export const stepsOf = (duration: Duration, { stepsPerEpoch }: RunLength): number =>
  'steps' in duration ? duration.steps : duration.epochs * stepsPerEpoch
