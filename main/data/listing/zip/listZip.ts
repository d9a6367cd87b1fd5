import { close, fstatSync, openSync } from 'node:fs'
import { promisify } from 'node:util'
import { arrangeFiles } from '../arrangeFiles'
import { fileChanged } from '../fileChanged'
import { defaultMostBytes, fileTooLarge } from '../fileTooLarge'
import type { ListOptions } from '../listOptions'
import type { PictureListing } from '../pictureListing'
import { sortedListing } from '../sortedListing'
import { TimeSlices } from '../timeSlices'
import { readZipMember } from './readZipMember'
import { readZipTable } from './readZipTable'

/**
 * The pictures in a zip of a folder that `listFolder` would read. Nothing is unpacked but into memory, one picture at a time. The archive
 * is held open until `close`; if it is written to in between, its pictures are problems.
 */
export async function listZip(archive: string, source: string, options: ListOptions): Promise<PictureListing> {
  const file = openSync(archive, 'r')
  try {
    const stats = fstatSync(file)
    const found = await readZipTable(file, stats.size, source, options)
    const { entries, problems } = arrangeFiles(found, options.nested)
    const mostBytes = options.mostBytes ?? defaultMostBytes
    const isUnchanged = () => {
      const now = fstatSync(file)
      return now.size === stats.size && now.mtimeMs === stats.mtimeMs
    }
    return {
      ...sortedListing(source, entries, [...found.problems, ...problems]),
      read: async (entries) => {
        const results: Awaited<ReturnType<PictureListing['read']>> = []
        if (!isUnchanged()) return entries.map(fileChanged)
        const slices = new TimeSlices()
        for (const entry of entries) {
          if (slices.isOver()) await slices.next()
          const member = found.members.get(entry.name)
          const isAsListed = member?.size === entry.size && member.modified === entry.modified
          results.push(
            member && isAsListed ? (fileTooLarge(entry, mostBytes) ?? readZipMember(file, member)) : fileChanged(entry),
          )
        }
        return results
      },
      path: () => undefined,
      close: () => promisify(close)(file),
    }
  } catch (error) {
    await promisify(close)(file)
    throw error
  }
}
