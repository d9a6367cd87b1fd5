import { z } from 'zod'
import { numberBetween, wholeNumber } from '../../layers/setting'

/** How strong an operation is, in one number: a setting of the project, and a knob while a run goes. */
export interface Strength {
  readonly least: number
  readonly most: number
  readonly standard: number
  readonly isWhole?: boolean
}

export const strength = (least: number, most: number, standard: number): Strength => ({ least, most, standard })
export const wholeStrength = (least: number, most: number, standard: number): Strength => ({
  least,
  most,
  standard,
  isWhole: true,
})

/** Part of the pictures (of the batches, for what mixes them) that an operation changes. */
export const probability = (standard: number): Strength => strength(0, 1, standard)

export const strengthSchema = ({ least, most, standard, isWhole = false }: Strength): z.ZodDefault<z.ZodNumber> =>
  (isWhole ? wholeNumber(least, most) : numberBetween(least, most)).default(standard)

/** What lies beyond the edge of a picture that is moved: a grey level (0 is black), its outermost pixels, or its mirror image. */
export const BeyondSetting = z.union([numberBetween(0, 255), z.enum(['edge', 'mirror'])], {
  error: 'must be a grey level from 0 to 255, "edge" or "mirror"',
})
