import { Problem } from '../../../shared/problem'
import type { DataReference } from '../../../shared/records/dataReference'
import type { EditedDataSet } from '../../../shared/records/dataSetEdits'
import type { DataSetFile, DealingRule } from '../../../shared/records/dataSetFile'
import { acquireLock } from '../../disk/lock'
import { realDisk } from '../../disk/realDisk'
import { dataSetPlace, readDataSetFile, writeDataSetFile } from './dataSetFiles'
import type { UsablePicture } from './dealPictures'
import { freezeVersion } from './freezeVersion'
import { versionHash } from './versionHash'

/** What a source holds that can be used. */
export interface Usable {
  readonly classes: readonly string[]
  readonly pictures: readonly UsablePicture[]
  /** Names of near duplicates, where a scan has looked for them. */
  readonly alike?: readonly (readonly string[])[] | undefined
}

export const ruleOf = ({ validation, test, seed, stratified, bursts }: DataReference): DealingRule => ({
  validation,
  test,
  seed,
  stratified,
  bursts,
})

/** A version of everything that can be used, dealt out anew. */
export function freshVersion(reference: DataReference, usable: Usable): DataSetFile {
  const frozen = freezeVersion({ source: reference.source, rule: ruleOf(reference), ...usable })
  return { ...frozen, hash: versionHash(frozen) }
}

/**
 * The version in a project's folder, brought up to what the source holds: its edits stand, and nothing that was dealt out moves. Throws a
 * Problem `pictures-gone` where most of them are not there.
 */
export async function grownVersion(folder: string, reference: DataReference, usable: Usable): Promise<GrownVersion> {
  const before = await readDataSetFile(dataSetPlace(folder))
  if (before?.source === reference.source) checkMostIsThere(before, usable, folder)
  const grown = freezeVersion({ source: reference.source, rule: ruleOf(reference), ...usable, before })
  if (before?.hash !== undefined && isSame(before, grown)) return { version: before, isNew: false, changes: undefined }
  const changes = before && changesBetween(before, grown)
  return { version: { ...grown, hash: versionHash(grown) }, isNew: true, changes }
}

/**
 * A disk that is not mounted, or a folder that is being copied, is not a data set that shrank: with its pictures, where they were dealt
 * out would be forgotten.
 */
function checkMostIsThere({ entries, source }: DataSetFile, { pictures }: Usable, folder: string): void {
  const there = new Set(pictures.map(({ name }) => name))
  const gone = entries.filter(([name]) => !there.has(name)).length
  if (gone * 2 <= entries.length) return
  throw new Problem({
    code: 'pictures-gone',
    message: `${gone} of the ${entries.length} pictures in dataset.json are not in ${source} any more, or cannot be used`,
    remedy: 'bring them back, or remove dataset.json to begin anew with what is there',
    place: dataSetPlace(folder),
  })
}

export interface GrownVersion {
  readonly version: DataSetFile
  /** It is not the one in the folder. */
  readonly isNew: boolean
  /** What became of the pictures of the one before, in words. */
  readonly changes: string | undefined
}

/** The same, written to the folder if it is new; `onWarning` hears if pictures came, went or changed. */
export async function growVersion(
  folder: string,
  reference: DataReference,
  usable: Usable,
  onWarning: (problem: Problem) => void,
): Promise<DataSetFile> {
  const found = await grownVersion(folder, reference, usable)
  if (!found.isNew) return found.version
  const lock = await acquireLock(realDisk, folder, { what: 'the data set of the project', waitMs: lockWaitMs })
  try {
    // Somebody may have edited it while we waited.
    const { version, changes } = await grownVersion(folder, reference, usable)
    await writeDataSetFile(dataSetPlace(folder), version)
    if (changes) onWarning(renewed(reference.source, changes, folder))
    return version
  } finally {
    await lock.release()
  }
}

/** How long to wait for another process that edits the file, in milliseconds. */
const lockWaitMs = 10_000

const renewed = (source: string, changes: string, folder: string): Problem =>
  new Problem({
    code: 'data-set-renewed',
    message: `${source} is not what dataset.json had: ${changes}; it is renewed, and runs from now on use it so`,
    place: dataSetPlace(folder),
  })

const isSame = ({ hash: _hash, ...before }: DataSetFile, grown: EditedDataSet): boolean =>
  JSON.stringify({ ...before, entries: [] }) === JSON.stringify({ ...grown, entries: [] }) &&
  before.entries.length === grown.entries.length &&
  before.entries.every((entry, k) => entry.every((part, at) => part === grown.entries[k]?.[at]))

function changesBetween(before: DataSetFile, after: EditedDataSet): string | undefined {
  const old = new Map(before.entries.map((entry) => [entry[0], entry]))
  const counts = { came: 0, changed: 0, moved: 0 }
  for (const [name, sha256, , split] of after.entries) {
    const known = old.get(name)
    if (!known) counts.came++
    else if (known[1] !== sha256) counts.changed++
    else if (known[3] !== split) counts.moved++
  }
  const gone = before.entries.length - (after.entries.length - counts.came)
  const said = [
    [counts.came, 'new'],
    [gone, 'gone'],
    [counts.changed, 'with another content'],
    [counts.moved, 'dealt out by another rule'],
  ] as const
  const words = said.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  return words.length > 0 ? `of its pictures ${words.join(', ')}` : undefined
}
