import { Problem } from '../../shared/problem'
import type { DataReference } from '../../shared/records/dataReference'
import { effectiveEntries } from '../../shared/records/dataSetEdits'
import type { DataSetFile } from '../../shared/records/dataSetFile'
import type { DataSet } from './dataSet'
import { leftOutWarning } from './leftOutWarning'
import { listByReference } from './listByReference'
import { checkListing } from './listing/checkListing'
import { listingNotes } from './listing/listingNotes'
import type { PictureListing } from './listing/pictureListing'
import type { Pack } from './pack/pack'
import { packedDataSet } from './pack/packedDataSet'
import { openPack, packFolder } from './pack/packFolder'
import { packKey } from './pack/packKey'
import { packPlace } from './pack/packPlace'
import type { PictureDecoder } from './pictures/pictureDecoder'
import { knownNearDuplicates } from './scan/knownNearDuplicates'
import { scanFolder } from './scan/scanFolder'
import type { OpenOptions, PictureOptions } from './source'
import type { UsablePicture } from './version/dealPictures'
import { freshVersion, grownVersion, growVersion, type Usable } from './version/growVersion'

/** Words about classes and names that are said when a data set is opened; a scan says them all. */
const mostNotes = 5

/** What opening picture files goes by. */
interface Opening {
  /** The source as an absolute path. */
  readonly place: string
  readonly reference: DataReference
  readonly options: OpenOptions
  readonly pictures: PictureOptions
  /** Where packs lie. */
  readonly packs: string
}

/**
 * Opens the picture files of a place: each is decoded once into a pack, dealt out, and frozen as a version. `undefined` if the place
 * holds nothing of that kind. A version that a run froze needs its files only where its pack is not there any more.
 */
export async function openPictures(
  place: string,
  reference: DataReference,
  options: OpenOptions,
): Promise<DataSet | undefined> {
  const { pictures } = options
  const opening = { place, reference, options, packs: packFolder(options.cache) }
  const exact = pictures?.version && 'exact' in pictures.version ? pictures.version.exact : undefined
  if (pictures && exact) return withDecoder(pictures, (decoder) => openExact({ ...opening, pictures }, exact, decoder))
  const listing = await listByReference(place, reference, options)
  if (!listing) return undefined
  try {
    checkListing(listing)
    if (!pictures) throw new Error(`picture files (${place}) are opened with a decoder`)
    checkChannels(pictures)
    return await withDecoder(pictures, (decoder) => openListed({ ...opening, pictures }, listing, decoder))
  } finally {
    await listing.close()
  }
}

async function withDecoder<T>(
  { openDecoder }: PictureOptions,
  use: (decoder: PictureDecoder) => Promise<T>,
): Promise<T> {
  const decoder = await openDecoder()
  try {
    return await use(decoder)
  } finally {
    decoder.close()
  }
}

async function openListed(opening: Opening, listing: PictureListing, decoder: PictureDecoder): Promise<DataSet> {
  const { reference, options } = opening
  const warn = (problem: Problem) => options.onWarning?.(problem)
  const pack = await packed(opening, listing, decoder)
  try {
    const alike = await knownNearDuplicates(scanFolder(opening.place, reference.nested, options.cache))
    const usable = { ...usableOf(listing, pack), alike }
    const frozen = await versionOf(opening, usable)
    for (const className of untrained(frozen)) warn(nothingToTrainOn(className, reference.source))
    const packed = packedDataSet(frozen, pack)
    const leftOut = [...listing.problems.filter(({ code }) => !listingNotes.has(code)), ...(packed.leftOut ?? [])]
    for (const note of listing.problems.filter(({ code }) => listingNotes.has(code)).slice(0, mostNotes))
      warn(new Problem(note))
    const warning = leftOutWarning(reference.source, leftOut)
    if (warning) warn(warning)
    return { ...packed, source: reference.source, leftOut }
  } catch (error) {
    await pack.close()
    throw error
  }
}

/** Classes of which no picture is for training, because none can be used or all were edited away. */
function untrained(version: DataSetFile): string[] {
  const trained = new Set(
    effectiveEntries(version).map(([, , className, split]) => (split === 'train' ? className : '')),
  )
  return version.classes.filter((className) => !trained.has(className)).slice(0, mostNotes)
}

const nothingToTrainOn = (className: string, source: string): Problem =>
  new Problem({
    code: 'class-untrained',
    message: `class ${className} has no picture for training: it cannot be learned`,
    remedy: 'add pictures of it, or take the class away',
    place: source,
  })

async function versionOf({ pictures: { version }, reference, options }: Opening, usable: Usable): Promise<DataSetFile> {
  if (version && 'keep' in version)
    return growVersion(version.keep, reference, usable, (problem) => options.onWarning?.(problem))
  if (version && 'look' in version) return (await grownVersion(version.look, reference, usable)).version
  return freshVersion(reference, usable)
}

/** A version as a run froze it: out of its pack if that is there, else packed anew from files that are as they were. */
async function openExact(opening: Opening, version: DataSetFile, decoder: PictureDecoder): Promise<DataSet> {
  const { packs, pictures, options, reference } = opening
  const warn = (problem: Problem) => options.onWarning?.(problem)
  const contents = version.entries.map(([, content]) => content)
  const name = `${packKey({ target: pictures.target, decoder: decoder.version }, contents)}.pack`
  const there = await openPack(packs, name, warn)
  if (there) return packedDataSet(version, there)
  const listing = await listByReference(opening.place, reference, options)
  if (!listing) throw sourceGone(reference.source)
  try {
    const pack = await packed(opening, listing, decoder)
    const missing = effectiveEntries(version).filter(([, content]) => pack.placeOf(content) === undefined)
    if (missing.length === 0) return packedDataSet(version, pack)
    await pack.close()
    throw picturesGone(reference.source, missing)
  } finally {
    await listing.close()
  }
}

function packed(
  { place, reference, options, pictures, packs }: Opening,
  listing: PictureListing,
  decoder: PictureDecoder,
) {
  const { signal, onProgress, onWarning } = options
  return packPlace({
    listing,
    // Other rules list other files of the same place.
    place: JSON.stringify([place, reference.nested ?? null]),
    decoder,
    target: pictures.target,
    packs,
    whenFilesChange: reference.whenFilesChange,
    onProgress,
    onDamage: (problem) => onWarning?.(problem),
    signal,
  })
}

function usableOf({ classes, entries }: PictureListing, pack: Pack): Usable {
  const places = new Map(pack.index.files.map(([name, , , place]) => [name, place]))
  const pictures = entries.flatMap(({ name, className, split }): UsablePicture[] => {
    const place = places.get(name)
    return place === undefined ? [] : [{ name, sha256: pack.contentAt(place), className, split }]
  })
  return { classes, pictures }
}

function checkChannels({ target: { shape } }: PictureOptions): void {
  if (shape[2] === 1 || shape[2] === 3) return
  throw new Problem({
    code: 'picture-channels',
    message: `the network takes pictures of ${shape[2]} channels; picture files give 1 (grey) or 3 (red, green, blue)`,
    remedy: 'give the input layer 1 or 3 channels',
  })
}

const sourceGone = (source: string): Problem =>
  new Problem({
    code: 'data-missing',
    message: `the data ${source} is not there, and its packed pictures are not in the cache`,
    remedy: 'put it back, or start a new run with other data',
    place: source,
  })

function picturesGone(source: string, missing: readonly (readonly [name: string, ...unknown[]])[]): Problem {
  const names = missing.slice(0, 3).map(([name]) => name)
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
  return new Problem({
    code: 'data-changed',
    message: `${source} is not what this run began with: ${names.join(', ')}${more} ${missing.length === 1 ? 'is' : 'are'} gone, or another picture now`,
    remedy: 'restore the pictures, or start a new run',
    place: source,
  })
}
