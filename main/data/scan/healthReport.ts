import type { ScanReport } from '../../../shared/records/scanReport'
import { splits } from '../dataSet'
import { listingNotes } from '../listing/listingNotes'
import type { PictureListing } from '../listing/pictureListing'
import { connectedGroups, equalGroups } from './alike'
import { findings } from './findings'
import { aspectBorders, histogramOf, sizeBorders } from './histogram'
import { nearDuplicates } from './nearDuplicates'
import { thumbnailSide } from './pictureMeasures'
import type { Placed } from './placed'
import type { ScannedSet } from './scannedSet'

export interface HealthQuestion {
  readonly listing: Pick<PictureListing, 'source' | 'classes' | 'problems'>
  /** A result for each entry. */
  readonly set: ScannedSet
  readonly decoder: string
  readonly createdAt: Date
  /** Whether edits of a data set file can mend it: pictures without files cannot be left out one by one. By default they can. */
  readonly isMendable?: boolean
  /** Where a project decided on the picture at a position; by default what the source says. */
  readonly place?: ((position: number) => Placed) | undefined
}

/** The split of pictures that their source leaves to the project. */
const undealt = 'undealt'

/** What is there and what is wrong with it. */
export function healthReport({
  listing,
  set,
  decoder,
  createdAt,
  isMendable = true,
  place,
}: HealthQuestion): ScanReport {
  const placed = set.entries.map((entry, k) => (place ? place(k) : entry))
  const used = [...set.entries.keys()].filter((k) => placed[k] !== undefined && set.at(k).problem === undefined)
  const nameOf = (k: number) => set.entries[k]?.name as string
  const names = (groups: readonly (readonly number[])[]) => groups.map((group) => group.map(nameOf))

  const isUsed = new Set(used)
  const duplicates = equalGroups(set.entries.map((_, k) => (isUsed.has(k) ? set.at(k).sha256 : undefined)))
  const copies = new Set(duplicates.flatMap((group) => group.slice(1)))
  const near = nearDuplicates(
    set.likeness,
    used.filter((k) => !copies.has(k)),
  )
  const classes = tally(
    used.map((k) => placed[k]?.className as string),
    listing.classes,
  )
  const problems = [
    ...listing.problems.filter(({ code }) => !listingNotes.has(code)),
    ...[...set.entries.keys()].flatMap((k) => set.at(k).problem ?? []),
  ].map(({ place, code, message }) => ({ path: place, code, reason: message }))
  const splitOf = (k: number) => placed[k]?.split ?? undealt
  const dealt = inOrder(tally(used.map(splitOf)))
  const mean = set.statistics.meanImage()
  const found = findings({ set, used, placed, classes, problems: problems.length, duplicates, near, listing })
  return {
    format: 'layerloom-scan',
    version: 1,
    createdAt: createdAt.toISOString(),
    source: listing.source,
    decoder,
    files: set.entries.length,
    images: used.length,
    bytes: used.reduce((sum, k) => sum + (set.entries[k]?.size ?? 0), 0),
    classes,
    splits: dealt,
    classesOfSplits: Object.fromEntries(
      Object.keys(dealt).map((split) => [
        split,
        tally(used.filter((k) => splitOf(k) === split).map((k) => placed[k]?.className as string)),
      ]),
    ),
    formats: tally(used.map((k) => set.at(k).header?.format as string)),
    notes: tally(used.flatMap((k) => set.at(k).notes)),
    problems: problems.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    duplicates: names(duplicates),
    nearDuplicates: names(connectedGroups(near.pairs, set.entries.length)),
    isNearSearchComplete: near.isComplete,
    findings: isMendable ? found : found.map(({ repair: _repair, ...finding }) => finding),
    sizes: sizesOf(used.map((k) => set.at(k).header).filter((header) => header !== undefined)),
    pixels: set.statistics.channels(),
    meanImage: mean && { side: thumbnailSide, rgb: Buffer.from(mean).toString('base64') },
  }
}

/** How often each word stands there; `known` ones even if never. A map without a prototype's names: a class may be called `constructor`. */
function tally(words: readonly string[], known: readonly string[] = []): Record<string, number> {
  const counts = new Map(known.map((word) => [word, 0]))
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return Object.fromEntries(counts)
}

/** As they follow each other in the work on a network. */
const inOrder = (counts: Readonly<Record<string, number>>): Record<string, number> =>
  Object.fromEntries(
    [...splits, undealt].flatMap((split) => (split in counts ? [[split, counts[split] as number]] : [])),
  )

function sizesOf(sizes: readonly { readonly width: number; readonly height: number }[]): ScanReport['sizes'] {
  if (sizes.length === 0) return undefined
  const spread = (values: number[]) => {
    const sorted = values.sort((a, b) => a - b)
    const at = (k: number) => sorted[k] as number
    return { least: at(0), median: at(Math.floor((sorted.length - 1) / 2)), most: at(sorted.length - 1) }
  }
  const histogram = (values: readonly number[], borders: readonly number[]) => {
    const { from, counts } = histogramOf(values, borders)
    return { from: [...from], counts: [...counts] }
  }
  return {
    width: spread(sizes.map(({ width }) => width)),
    height: spread(sizes.map(({ height }) => height)),
    shorterSide: histogram(
      sizes.map(({ width, height }) => Math.min(width, height)),
      sizeBorders,
    ),
    aspect: histogram(
      sizes.map(({ width, height }) => width / height),
      aspectBorders,
    ),
  }
}
