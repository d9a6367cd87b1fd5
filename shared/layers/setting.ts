import { z } from 'zod'
import { shownAs } from '../fields/field'

/**
 * Pieces of which layers' schemas are made. Each says what it wants in words that follow the setting's name: "must be true or false".
 */

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z.int({ error }).min(least, { error }).max(most, { error })
}

/** A number from `least` to `most`. */
export function numberBetween(least: number, most: number) {
  const error = `must be a number from ${least} to ${most}`
  return z.number({ error }).min(least, { error }).max(most, { error })
}

/** Any finite number. */
export const finiteNumber = () => z.number({ error: 'must be a number' })

export const flag = () => z.boolean({ error: 'must be true or false' })

/** One of a few words. */
export const choice = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: `must be one of ${words.map((word) => `"${word}"`).join(', ')}` })

export type Pair = readonly [height: number, width: number]

/** A whole number for both axes or [height, width]; read as [height, width]. */
export function pair(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}, or two of them: [height, width]`
  const number = z.int({ error }).min(least, { error }).max(most, { error })
  const read = z
    .union([number, z.tuple([number, number], { error }).readonly()], { error })
    .transform((value): Pair => (typeof value === 'number' ? [value, value] : value))
  return shownAs(read, { kind: 'pair', least, most })
}

/** Largest width and height of a picture or a window, in pixels. */
export const mostPixels = 16_384
/** Most channels or units of a layer. */
export const mostChannels = 1_048_576
