import type { Levels } from './scannedSet'

/**
 * Where a picture counts as bad. Held against ../shared/data: of 398 photos and 6,000 pictures of cifar the least sharp has 0.045 and
 * 0.09, photos blurred by 2 % of their size (Gaussian) have less than 0.026, by 1 % in the middle 0.027.
 */
const limits = {
  /** 99 of 100 pixels are darker. */
  blackLevel: 32,
  /** Standard deviation of the levels. */
  uniformDeviation: 4,
  sharpness: 0.03,
  /** 99 of 100 pixels have less between their largest and smallest channel. Of cifar 82 pictures have none at all, 2 more have less than 4. */
  greyColour: 4,
} as const

/** What is wrong with a picture, the gravest alone: a black picture is uniform and blurred too. */
export function faultOf({
  brightest,
  deviation,
  sharpness,
}: Levels): 'nearly-black' | 'nearly-uniform' | 'blurred' | undefined {
  if (brightest < limits.blackLevel) return 'nearly-black'
  if (deviation < limits.uniformDeviation) return 'nearly-uniform'
  return sharpness < limits.sharpness ? 'blurred' : undefined
}

export const isGrey = ({ colour }: Levels): boolean => colour < limits.greyColour
