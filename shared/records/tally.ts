import { z } from 'zod'

/**
 * How many there are of each name. The object stays as it is: a record of zod's would be a copy without `__proto__`, and a class may be called so.
 */
export const Tally = z.custom<Record<string, number>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((count) => Number.isSafeInteger(count) && count >= 0),
  'must say how many there are of each name',
)
