import type { TFunction } from 'i18next'

/** The last part of a file's name; a picture that is no file of its own is told by its number in the split, from 1. */
export const pictureName = (t: TFunction<'evaluate'>, index: number, name: string | undefined): string =>
  name === undefined ? t('numbered', { number: index + 1 }) : (name.split('/').at(-1) ?? name)
