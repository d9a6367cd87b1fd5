import { fileTooLarge } from './fileTooLarge'
import type { PictureListing } from './pictureListing'
import { systemPath } from './rawName'
import { readRegularFile } from './readRegularFile'
import { TimeSlices } from './timeSlices'

/** How files below a folder are read and found. Nothing is held open. */
export function filesOnDisk(folder: string, mostBytes: number): Pick<PictureListing, 'read' | 'path' | 'close'> {
  return {
    read: async (entries) => {
      const results: Awaited<ReturnType<PictureListing['read']>> = []
      const slices = new TimeSlices()
      for (const entry of entries) {
        if (slices.isOver()) await slices.next()
        results.push(fileTooLarge(entry, mostBytes) ?? readRegularFile(systemPath(folder, entry.name), entry))
      }
      return results
    },
    path: ({ name }) => Buffer.from(systemPath(folder, name)),
    close: async () => {},
  }
}
