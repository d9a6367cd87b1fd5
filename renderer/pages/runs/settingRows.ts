import type { z } from 'zod'
import type { Difference } from '../../../shared/contract/studio/runs'

export interface SettingRow {
  /** What is set, in the words of `job.json`: `training · learningRate`. */
  readonly name: string
  readonly values: readonly string[]
}

/** Settings in which runs differ, as people read them. The network has a picture of its own, hashes and versions are told in a sentence. */
export function settingRows(differences: readonly z.infer<typeof Difference>[]): {
  readonly rows: readonly SettingRow[]
  readonly isOtherData: boolean
  readonly isOtherVersion: boolean
} {
  const rows = differences
    .filter(({ place }) => !hidden.some((start) => place.startsWith(start)))
    .sort((a, b) => order(a.place) - order(b.place))
    .map(({ place, values }) => ({ name: nameOf(place), values: values.map(valueText) }))
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

const nameOf = (place: string): string =>
  place
    .replace(/^\/project\/training\//, '/')
    .replace(/^\/project\//, '/')
    .slice(1)
    .split('/')
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join(' · ')

const valueText = (value: unknown): string =>
  value === null || value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
