import type { DataReference } from '../../shared/records/dataReference'
import { listPictures } from './listing/listPictures'
import type { PictureListing } from './listing/pictureListing'
import type { OpenOptions } from './source'

/**
 * The picture files of a place, listed as a data reference says. `undefined` if it has none, and nothing either that may have been
 * meant as one: then it is another kind of source, or no source.
 */
export async function listByReference(
  place: string,
  { source, nested }: DataReference,
  { signal, onProgress }: OpenOptions,
): Promise<PictureListing | undefined> {
  if (source.startsWith('sample:')) return undefined
  const listing = await listPictures(place, {
    nested,
    signal,
    onProgress: ({ files }) => onProgress?.('listing pictures', { done: files }),
  })
  if (!listing) return undefined
  if (listing.entries.length + listing.problems.length > 0) return { ...listing, source }
  await listing.close()
  return undefined
}
