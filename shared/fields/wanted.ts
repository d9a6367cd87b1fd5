import type { ProblemValues } from '../problem'

/** The phrases with which settings' schemas say what they want (`shared/layers/setting.ts` and others), each with the names of its parts. */
const phrases: readonly (readonly [kind: string, phrase: RegExp])[] = [
  ['pair', /^must be a whole number from (?<least>\S+) to (?<most>\S+), or two of them/],
  ['whole-number', /^must be a whole number from (?<least>\S+) to (?<most>\S+)$/],
  ['number', /^must be a number from (?<least>\S+) to (?<most>\S+)$/],
  ['at-least', /^must be a number of at least (?<least>\S+)$/],
  ['any-number', /^must be a number$/],
  ['flag', /^must be true or false$/],
  ['choice', /^must be one of (?<choices>".*")$/],
  ['padding', /^must be "same", "valid" or pixels/],
  ['shape', /^must be \[height, width, channels\] or \[values\]/],
  ['valid-only', /^is for padding "valid" or in pixels/],
  ['grey', /^must be a grey level from 0 to 255/],
  ['odd', /^must be odd/],
  ['below-stride', /^must be smaller than the stride$/],
  ['before-after', /^must be \[before, after\]$/],
  ['only-for', /^is for kind "(?<of>[^"]*)" alone$/],
]

/** What a message wants as values that another language can say; nothing where it is no such phrase. */
export function wantedOf(message: string): ProblemValues | undefined {
  for (const [kind, phrase] of phrases) {
    const match = phrase.exec(message)
    if (match) return { kind, ...match.groups }
  }
  return undefined
}
