/** The words of a form: its schema's names in the language of the window. */
export interface FormWords {
  label(name: string): string
  /** A word that a setting may be. `name`: of the setting. */
  choice(name: string, word: string): string
  /** What a setting means, below it. */
  hint?(name: string): string | undefined
}

/** What counts while a setting is not given, and why. */
export interface Ghost {
  readonly value: unknown
  readonly why?: string
}

/** Layers that are edited together differ in this setting. */
export const mixed = Symbol('mixed')
