import { createHash } from 'node:crypto'
import { type EditedDataSet, effectiveEntries } from '../../../shared/records/dataSetEdits'

/** Entries that are hashed in one go. */
const atOnce = 1000

/** sha256 (hex) of what a version of a data set has in effect: class names, and name, content, class and split of each picture. */
export function versionHash(file: EditedDataSet): string {
  const hash = createHash('sha256').update(`${JSON.stringify(file.classes)}\n`)
  const entries = effectiveEntries(file)
  for (let at = 0; at < entries.length; at += atOnce) hash.update(JSON.stringify(entries.slice(at, at + atOnce)))
  return hash.digest('hex')
}
