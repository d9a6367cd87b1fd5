import { Problem } from '../../shared/problem'
import type { DataReference } from '../../shared/records/dataReference'
import type { ImageShape, Split } from './dataSet'
import { listByReference } from './listByReference'
import { checkListing } from './listing/checkListing'
import type { PictureListing } from './listing/pictureListing'
import { inspectPicture } from './pictures/inspectPicture'
import { type PictureHeader, uprightSize } from './pictures/pictureHeader'
import type { OpenOptions } from './source'

/** What a place with picture files holds, as far as names and a look into some of them tell. */
export interface PictureDescription {
  readonly classes: readonly string[]
  /** Files that its source has put into a split, and those that are dealt out when they are first used. */
  readonly counts: Readonly<Record<Split | 'undealt', number>>
  /** The size of the pictures that were looked at, the middle one where they differ; grey if all of them are. */
  readonly imageShape: ImageShape
  /** All that were looked at have that size. */
  readonly isOneSize: boolean
}

/** Files whose headers are looked at, spread evenly. */
const looked = 100

/** `undefined` if the place holds no picture files. Nothing is decoded. Throws a Problem if none of those looked at is a picture. */
export async function describePictures(
  place: string,
  reference: DataReference,
  options: OpenOptions,
): Promise<PictureDescription | undefined> {
  const listing = await listByReference(place, reference, options)
  if (!listing) return undefined
  try {
    checkListing(listing)
    const counts = { train: 0, validation: 0, test: 0, undealt: 0 }
    for (const { split } of listing.entries) counts[split ?? 'undealt']++
    return { classes: listing.classes, counts, ...(await look(listing)) }
  } finally {
    await listing.close()
  }
}

/** Throws a Problem for a listing of which nothing can be learned: no pictures, one class, or none that is a picture among those looked at. */
export async function checkPictures(listing: PictureListing): Promise<void> {
  checkListing(listing)
  await look(listing)
}

async function look(listing: PictureListing): Promise<Pick<PictureDescription, 'imageShape' | 'isOneSize'>> {
  const { entries, source } = listing
  const count = Math.min(looked, entries.length)
  const some = Array.from({ length: count }, (_, k) => entries[Math.floor((k * entries.length) / count)]).flatMap(
    (entry) => entry ?? [],
  )
  const headers: PictureHeader[] = []
  // One at a time: a folder of large photos is not to be in memory for a look at their headers.
  for (const entry of some) {
    const [bytes] = await listing.read([entry])
    const header = bytes instanceof Uint8Array ? inspectPicture(bytes).header : undefined
    if (header) headers.push(header)
  }
  const sizes = headers.map(uprightSize).sort((a, b) => a.height * a.width - b.height * b.width)
  const middle = sizes[Math.floor(sizes.length / 2)]
  if (!middle) throw noPictures(source)
  const channels = headers.every(({ colour }) => colour === 'grey') ? 1 : 3
  return {
    imageShape: [middle.height, middle.width, channels],
    isOneSize: sizes.every(({ height, width }) => height === middle.height && width === middle.width),
  }
}

const noPictures = (source: string): Problem =>
  new Problem({
    code: 'data-empty',
    message: `none of the files of ${source} that were looked at is a picture`,
    remedy: 'see "data scan" for the reasons',
    place: source,
  })
