import { classNotes } from './classNotes'
import { byCodePoint } from './codePointOrder'
import type { FileProblem, PictureEntry, PictureListing } from './pictureListing'

/** A listing's unchanging part, in its order whatever the order of discovery was. */
export function sortedListing(
  source: string,
  entries: PictureEntry[],
  problems: readonly FileProblem[],
): Pick<PictureListing, 'source' | 'classes' | 'entries' | 'problems'> {
  entries.sort((a, b) => byCodePoint(a.name, b.name))
  const classes = [...new Set(entries.map(({ className }) => className))].sort(byCodePoint)
  const all = [...problems, ...classNotes(entries, problems)]
  all.sort((a, b) => byCodePoint(a.place, b.place) || byCodePoint(a.code, b.code))
  return { source, classes, entries, problems: all }
}
