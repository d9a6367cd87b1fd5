import type { z } from 'zod'
import type { Difference } from '../../../shared/contract/studio/runs'
import type { FormWords } from '../../form/formWords'

export interface SettingRow {
  /** What is set, as the forms call it; what they have no word for as `job.json` has it: `augmentation · 0 · type`. */
  readonly name: string
  readonly values: readonly string[]
}

/** Settings in which runs differ, as people read them. The network has a picture of its own, hashes and versions are told in a sentence. */
export function settingRows(
  differences: readonly z.infer<typeof Difference>[],
  words: Pick<FormWords, 'label' | 'choice'>,
): {
  readonly rows: readonly SettingRow[]
  readonly isOtherData: boolean
  readonly isOtherVersion: boolean
} {
  const rows = differences
    .filter(({ place }) => !hidden.some((start) => place.startsWith(start)))
    .sort((a, b) => order(a.place) - order(b.place))
    .map(({ place, values }) => ({
      name: nameOf(place, words),
      values: values.map((value) => valueText(value, words)),
    }))
  return {
    rows,
    isOtherData: differences.some(({ place }) => place === '/data/hash'),
    isOtherVersion: differences.some(({ place }) => place.startsWith('/versions/')),
  }
}

/** How it was trained first, what it was trained on last. */
const order = (place: string): number =>
  place.startsWith('/project/training/') ? 0 : place.startsWith('/project/data') || place.startsWith('/data') ? 2 : 1

const hidden = ['/project/network', '/project/editor', '/data/hash', '/data/version', '/versions/', '/seed']

const nameOf = (place: string, words: Pick<FormWords, 'label'>): string =>
  place
    .replace(/^\/project\/training\//, '/')
    .replace(/^\/project\//, '/')
    .slice(1)
    .split('/')
    .map((part) => words.label(part.replace(/~1/g, '/').replace(/~0/g, '~')))
    .join(' · ')

const valueText = (value: unknown, words: Pick<FormWords, 'choice'>): string =>
  value === null || value === undefined
    ? '–'
    : typeof value === 'string'
      ? words.choice('', value)
      : JSON.stringify(value)
