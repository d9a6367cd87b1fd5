import { Problem } from '../../../shared/problem'
import type { PictureListing } from './pictureListing'

/** Throws a Problem, with a remedy that fits what was found, for a listing from which no classifier can be learned: no pictures, or one class. */
export function checkListing({ source, entries, classes, problems }: PictureListing): void {
  const problem = (code: string, message: string, remedy: string) =>
    new Problem({ code, message, remedy, place: source })
  if (entries.length === 0) {
    const loose = problems.filter(({ code }) => code === 'no-class-folder').length
    if (loose > 0)
      throw problem(
        'data-no-class-folders',
        `${source} has ${loose} ${loose === 1 ? 'file' : 'files'}, but no folders of classes with files in them`,
        'put the pictures of each class into a folder of its name',
      )
    const others = problems.length === 0 ? '' : `; ${problems.length} files or folders cannot be used`
    throw problem('data-empty', `${source} has no pictures${others}`, 'add a folder with pictures for each class')
  }
  if (classes.length < 2)
    throw problem(
      'data-one-class',
      `${source} has one class only, ${classes[0]}`,
      problems.some(({ code }) => code === 'nested-folder')
        ? 'read nested folders as classes, or add pictures of a second class'
        : 'add pictures of a second class',
    )
}
