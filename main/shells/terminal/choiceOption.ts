import { Option } from 'commander'

/** An option that takes one of a few words. */
export const choiceOption = (flags: string, about: string, words: readonly string[], standard?: string): Option => {
  const option = new Option(flags, about).choices(words)
  return standard === undefined ? option : option.default(standard)
}
