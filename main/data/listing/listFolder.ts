import { arrangeFiles } from './arrangeFiles'
import { filesOnDisk } from './filesOnDisk'
import { defaultMostBytes } from './fileTooLarge'
import type { ListOptions } from './listOptions'
import type { PictureListing } from './pictureListing'
import { sortedListing } from './sortedListing'
import { walkFolder } from './walkFolder'

/** The pictures in a folder with one folder a class, perhaps inside `train`, `val` and `test`. */
export async function listFolder(folder: string, source: string, options: ListOptions): Promise<PictureListing> {
  const found = await walkFolder(folder, options)
  const { entries, problems } = arrangeFiles(found, options.nested)
  return {
    ...sortedListing(source, entries, [...found.problems, ...problems]),
    ...filesOnDisk(folder, options.mostBytes ?? defaultMostBytes),
  }
}
