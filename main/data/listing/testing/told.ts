import type { ListOptions } from '../listOptions'
import { listPictures } from '../listPictures'
import type { PictureListing } from '../pictureListing'

/** A listing of a place that is one. */
export async function list(place: string, options?: ListOptions): Promise<PictureListing> {
  const listing = await listPictures(place, options)
  if (!listing) throw new Error(`${place} is not listed`)
  return listing
}

/** `name -> class (split)` of each entry, `code place` of each problem. */
export function told({ entries, problems }: PictureListing): { entries: string[]; problems: string[] } {
  return {
    entries: entries.map(({ name, className, split }) => `${name} -> ${className}${split ? ` (${split})` : ''}`),
    problems: problems.map(({ code, place }) => `${code} ${place}`),
  }
}
