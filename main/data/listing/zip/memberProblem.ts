import type { Entry } from 'yauzl'
import type { FileProblem } from '../pictureListing'
import { memberBomb } from './zipLimits'
import type { ZipMember } from './zipMember'

/** Why a file of an archive of `bytes` bytes is not used, by what the table says of it. */
export function memberProblem(entry: Entry, member: ZipMember, bytes: number): FileProblem | undefined {
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

/** The type bits of a Unix mode; 0 where the archive has none. */
function fileKind({ versionMadeBy, externalFileAttributes }: Entry): number {
  const madeBy = versionMadeBy >>> 8
  const isUnix = madeBy === 3 || madeBy === 19
  return isUnix ? (externalFileAttributes >>> 16) & 0o170000 : 0
}
