import { portions } from '../portions'
import { fileTooLarge } from './fileTooLarge'
import type { FileProblem, PictureEntry, PictureListing } from './pictureListing'
import { systemPath } from './rawName'
import { readRegularFile } from './readRegularFile'
import { ReaderThread } from './thread/readerThread'
import { TimeSlices } from './timeSlices'

/** Fewer files are read here and now: a thread takes 20 ms to start. */
const leastForThread = 64
/** Bytes that a thread reads at once, about. */
const mostBytesATurn = 32 * 2 ** 20

/**
 * How files below a folder are read and found. No file is held open; a thread is until `close`.
 *
 * Reads are synchronous. Small files that the system has in memory take 8 microseconds of processor time each so, through the thread pool
 * 42 (70,000 PNGs on two busy cores: 39,000 against 9,600 a second); from the disk the pool was up to 1.5 times as fast and cost as much more.
 * Many files are read in a thread of our own, so that whoever asks before it decodes has them when it is done.
 */
export function filesOnDisk(folder: string, mostBytes: number): Pick<PictureListing, 'read' | 'path' | 'close'> {
  const thread = new ReaderThread()
  const readHere = (entry: PictureEntry) => readRegularFile(systemPath(folder, entry.name), entry)
  return {
    read: async (entries) => {
      const results: (Uint8Array | FileProblem)[] = []
      const slices = new TimeSlices()
      // One that is too large is not read.
      const bytesOf = ({ size }: PictureEntry) => (size > mostBytes ? 0 : size)
      for (const some of portions(entries, bytesOf, { bytes: mostBytesATurn })) {
        const sound = some.filter((entry) => !fileTooLarge(entry, mostBytes))
        const read =
          entries.length < leastForThread ? [] : await thread.read(sound.map((entry) => listed(folder, entry)))
        let next = 0
        for (const entry of some) {
          const tooLarge = fileTooLarge(entry, mostBytes)
          if (tooLarge) {
            results.push(tooLarge)
            continue
          }
          const bytes = read[next++]
          if (!bytes && slices.isOver()) await slices.next()
          // What the thread could not read is tried again, for the reason.
          results.push(bytes ?? readHere(entry))
        }
      }
      return results
    },
    path: ({ name }) => Buffer.from(systemPath(folder, name)),
    close: () => thread.close(),
  }
}

const listed = (folder: string, { name, size, modified }: PictureEntry) => ({
  path: systemPath(folder, name),
  size,
  modified,
})
