/** Languages of the window. */
export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** What a setting means on this machine: the system's language where we have it, English else. */
export function languageFor(setting: 'system' | Language, ofSystem: readonly string[]): Language {
  if (setting !== 'system') return setting
  for (const wanted of ofSystem) {
    const known = languages.find((language) => wanted.toLowerCase().split('-')[0] === language)
    if (known) return known
  }
  return 'en'
}
