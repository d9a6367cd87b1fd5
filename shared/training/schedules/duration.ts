import { z } from 'zod'
import { shownAs } from '../../fields/field'

/** A stretch of training, in steps or in epochs (which may be broken: 0.5). */
export const Duration = shownAs(
  z.union([
    z.strictObject({ steps: z.number().int().nonnegative() }),
    z.strictObject({ epochs: z.number().nonnegative() }),
  ]),
  { kind: 'duration' },
)
export type Duration = z.infer<typeof Duration>

/** How long a run is. */
export interface RunLength {
  readonly stepsPerEpoch: number
  readonly totalSteps: number
}

export const stepsOf = (duration: Duration, { stepsPerEpoch }: RunLength): number =>
  'steps' in duration ? duration.steps : duration.epochs * stepsPerEpoch
