import { readSync } from 'node:fs'
import { type Entry, fromRandomAccessReaderPromise } from 'yauzl'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'
import { byCodePoint } from '../codePointOrder'
import { parentOf } from '../folderTree'
import { isHiddenName } from '../hiddenName'
import type { ListOptions } from '../listOptions'
import { NameTwins } from '../nameTwins'
import type { FileProblem } from '../pictureListing'
import { ProgressTeller } from '../progressTeller'
import { TimeSlices } from '../timeSlices'
import type { FoundFiles } from '../walkFolder'
import { memberName, unsafeName } from './memberName'
import { WindowReader } from './windowReader'
import { memberBomb, mostMembers, overlapping, refuseBomb } from './zipLimits'
import type { ZipMember } from './zipMember'

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
  problems.push(...twinsAmong([...folders, ...members.keys()]))
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

function memberOf(entry: Entry, name: string): ZipMember {
  return {
    name,
    size: entry.uncompressedSize,
    // The time zone of who made it is not known: UTC gives the same on every machine.
    modified: entry.getLastModDate({ timezone: 'UTC' }).getTime(),
    packedSize: entry.compressedSize,
    isDeflated: entry.compressionMethod === 8,
    crc32: entry.crc32,
    offset: entry.relativeOffsetOfLocalHeader,
    rawName: entry.fileNameRaw,
  }
}

function memberProblem(entry: Entry, member: ZipMember, bytes: number): FileProblem | undefined {
  const { name: place, size, packedSize, offset } = member
  const problem = (code: string, message: string, remedy: string) => ({ code, message, remedy, place })
  const kind = fileKind(entry)
  if (kind === 0o120000) return problem('link', 'is a link, and links are not followed', 'put the file itself there')
  if (kind !== 0 && kind !== 0o100000) return problem('special-file', 'is no regular file', 'remove it')
  if (entry.isEncrypted()) return problem('zip-encrypted', 'is encrypted', 'unpack it and use the folder')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    return problem(
      'zip-method',
      `is packed by method ${entry.compressionMethod}; only stored and deflated files are read`,
      'pack it again as a plain zip',
    )
  if (size === 0) return problem('file-empty', 'the file has no bytes', 'get the file again or remove it')
  // Deflate lets nothing grow by more than five bytes in 16 kilobytes.
  const canBe = member.isDeflated ? packedSize <= size * 1.01 + 1024 : packedSize === size
  if (offset + packedSize > bytes || !canBe)
    return problem('zip-damaged', 'its place in the archive cannot be true', 'get the archive again')
  return memberBomb(member)
}

/** The count has 16 bits; programs that do not know Zip64 let it overflow. */
function hasMore(file: number, tableEnd: number): boolean {
  const next = Buffer.alloc(4)
  return readSync(file, next, 0, 4, tableEnd) === 4 && next.readUInt32LE(0) === 0x02014b50
}

/** The type bits of a Unix mode; 0 where the archive has none. */
function fileKind({ versionMadeBy, externalFileAttributes }: Entry): number {
  const madeBy = versionMadeBy >>> 8
  const isUnix = madeBy === 3 || madeBy === 19
  return isUnix ? (externalFileAttributes >>> 16) & 0o170000 : 0
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

function twinsAmong(names: readonly string[]): FileProblem[] {
  const inFolder = new Map<string, NameTwins>()
  return [...names].sort(byCodePoint).flatMap((name) => {
    const parent = parentOf(name)
    const twins = inFolder.get(parent) ?? new NameTwins()
    inFolder.set(parent, twins)
    const twin = twins.add(name.slice(parent === '' ? 0 : parent.length + 1), name)
    return twin ? [twin] : []
  })
}
