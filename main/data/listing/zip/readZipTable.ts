import { readSync } from 'node:fs'
import { type Entry, fromRandomAccessReaderPromise } from 'yauzl'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'
import { parentOf } from '../folderTree'
import { isHiddenName } from '../hiddenName'
import type { ListOptions } from '../listOptions'
import { twinsAmong } from '../nameTwins'
import type { FileProblem } from '../pictureListing'
import { ProgressTeller } from '../progressTeller'
import { TimeSlices } from '../timeSlices'
import type { FoundFiles } from '../walkFolder'
import { memberName, unsafeName } from './memberName'
import { memberProblem } from './memberProblem'
import { WindowReader } from './windowReader'
import { mostMembers, overlapping, refuseBomb } from './zipLimits'
import { memberOf, type ZipMember } from './zipMember'

/** What an archive holds, as a folder would. */
export interface ZipTable extends FoundFiles {
  /** By name. */
  readonly members: ReadonlyMap<string, ZipMember>
}

/**
 * Reads the table of an open archive of `bytes` bytes; no member is unpacked. Members that are no plain files with a plain name of their
 * own, and those whose sizes cannot be true, are problems; what is wrong with the archive as a whole is thrown as a Problem.
 */
export async function readZipTable(
  file: number,
  bytes: number,
  place: string,
  { signal, onProgress }: ListOptions,
): Promise<ZipTable> {
  const found: ZipMember[] = []
  const folders = new Set<string>()
  const problems: FileProblem[] = []
  const teller = new ProgressTeller(onProgress, () => ({
    files: found.length,
    folders: folders.size,
    problems: problems.length,
  }))
  const slices = new TimeSlices(signal, () => teller.tell())
  for await (const entry of entriesOf(file, bytes, place)) {
    if (slices.isOver()) await slices.next()
    const name = memberName(entry)
    if (name === '' && entry.fileNameRaw.length > 0) continue
    const unsafe = unsafeName(name)
    if (unsafe) problems.push({ code: 'zip-unsafe-name', message: `its name ${unsafe}`, remedy, place: name })
    else if (!name.split('/').some(isHiddenName)) {
      addFolders(name, folders)
      if (!name.endsWith('/')) {
        const member = memberOf(entry, name)
        const problem = memberProblem(entry, member, bytes)
        if (problem) problems.push(problem)
        else found.push(member)
      }
    }
  }
  refuseBomb(found, bytes, place)
  const members = oneOfAName(withoutOverlaps(found, problems), folders, problems)
  const files = [...members.values()]
  for (const twin of twinsAmong([...folders, ...members.keys()])) problems.push(twin)
  teller.end()
  return { files, folders: [...folders], problems, members }
}

const remedy = 'get the archive from another place, or unpack it yourself and use the folder'

async function* entriesOf(file: number, bytes: number, place: string): AsyncGenerator<Entry> {
  try {
    // Names are ours to decode and to judge: yauzl ends at the first that it does not like.
    const archive = await fromRandomAccessReaderPromise(new WindowReader(file), bytes, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: false,
    })
    if (archive.entryCount > mostMembers)
      throw new Problem({
        code: 'zip-too-many-files',
        message: `the archive claims to hold ${archive.entryCount} files; up to ${mostMembers} are read`,
        remedy: 'unpack it and use the folder',
        place,
      })
    yield* archive.eachEntry()
    // A number, whatever its types say.
    if (hasMore(file, Number(archive.readEntryCursor)))
      throw new Error('its table goes on behind the files that it counts')
  } catch (error) {
    // yauzl throws plain errors for whatever it cannot make sense of, and Node (ERR_...) for places outside of any file.
    const code = errorCode(error)
    const isSystems = code !== undefined && !code.startsWith('ERR_')
    if (error instanceof Problem || isSystems || !(error instanceof Error)) throw error
    throw new Problem(
      {
        code: 'zip-damaged',
        message: `the archive cannot be read: ${error.message.replace(/\.$/, '')}`,
        remedy: 'get it again',
        place,
      },
      error,
    )
  }
}

/** The count has 16 bits; programs that do not know Zip64 let it overflow. */
function hasMore(file: number, tableEnd: number): boolean {
  const next = Buffer.alloc(4)
  return readSync(file, next, 0, 4, tableEnd) === 4 && next.readUInt32LE(0) === 0x02014b50
}

/** The folders that a name stands in, and itself if it is one. Many archives do not list them. */
function addFolders(name: string, folders: Set<string>): void {
  for (let folder = parentOf(name); folder !== '' && !folders.has(folder); folder = parentOf(folder))
    folders.add(folder)
}

function withoutOverlaps(members: readonly ZipMember[], problems: FileProblem[]): ZipMember[] {
  const shared = overlapping(members)
  for (const { name } of shared)
    problems.push({
      code: 'zip-bomb',
      message: 'shares its bytes with another file, as in a bomb',
      remedy,
      place: name,
    })
  return members.filter((member) => !shared.has(member))
}

/** Of two under one name, or a file and a folder, nobody can say which is meant: programs differ in which they take. */
function oneOfAName(
  members: readonly ZipMember[],
  folders: ReadonlySet<string>,
  problems: FileProblem[],
): Map<string, ZipMember> {
  const byName = new Map<string, ZipMember>()
  const twice = new Set<string>()
  for (const member of members) {
    if (byName.has(member.name) || folders.has(member.name)) twice.add(member.name)
    byName.set(member.name, member)
  }
  for (const name of twice) {
    byName.delete(name)
    problems.push({ code: 'zip-duplicate-name', message: 'is in the archive more than once', remedy, place: name })
  }
  return byName
}
