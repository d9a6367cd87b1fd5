import { z } from 'zod'
import { shownAs } from '../../fields/field'
import { choice, finiteNumber, numberBetween, wholeNumber } from '../setting'
import { type FilterKernel, fixedKernels, gaussianKernel, gaussianSize } from './kernels'

/** Largest height and width of a filter, in pixels. */
const mostTaps = 99
const rows = `must be rows of numbers, 1 to ${mostTaps} of equal length`

const names = Object.keys(fixedKernels) as (keyof typeof fixedKernels)[]
const onlyFor = (filter: string) => `is for filter "${filter}" alone`

export const ImageFilterConfig = z
  .strictObject({
    filter: choice(['gaussian', 'numbers', ...names]).default('gaussian'),
    /** Of the Gaussian: its deviation in pixels, 1 unless given. */
    sigma: numberBetween(0.05, 16).optional(),
    /** Of the Gaussian: height and width in pixels, odd; three deviations on each side unless given. */
    size: wholeNumber(1, mostTaps)
      .refine((size) => size % 2 === 1, { error: 'must be odd, so that there is a pixel in the middle' })
      .optional(),
    /** The kernel itself, by rows. */
    numbers: shownAs(
      z
        .array(z.array(finiteNumber(), { error: rows }).min(1, { error: rows }).max(mostTaps, { error: rows }), {
          error: rows,
        })
        .min(1, { error: rows })
        .max(mostTaps, { error: rows })
        .refine((all) => all.every(({ length }) => length === all[0]?.length), { error: rows }),
      { kind: 'matrix' },
    ).optional(),
    /**
     * What lies beyond the picture: black, its outermost pixels, or its mirror image; or nothing, so that the picture
     * shrinks.
     */
    edges: choice(['zero', 'repeat', 'mirror', 'shrink']).default('zero'),
  })
  .refine(({ filter, sigma }) => sigma === undefined || filter === 'gaussian', {
    path: ['sigma'],
    error: onlyFor('gaussian'),
  })
  .refine(({ filter, size }) => size === undefined || filter === 'gaussian', {
    path: ['size'],
    error: onlyFor('gaussian'),
  })
  .refine(({ filter, numbers }) => numbers === undefined || filter === 'numbers', {
    path: ['numbers'],
    error: onlyFor('numbers'),
  })
  .refine(({ filter, numbers }) => numbers !== undefined || filter !== 'numbers', { path: ['numbers'], error: rows })
export type ImageFilterConfig = z.infer<typeof ImageFilterConfig>

export function filterKernel({
  filter,
  sigma = 1,
  size = gaussianSize(sigma),
  numbers,
}: ImageFilterConfig): FilterKernel {
  if (filter === 'gaussian') return gaussianKernel(sigma, size)
  if (filter !== 'numbers') return fixedKernels[filter]
  if (!numbers) throw new Error('the schema lets no filter of numbers without numbers pass')
  return numbers
}
