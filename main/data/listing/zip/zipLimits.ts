import { Problem } from '../../../../shared/problem'
import type { FileProblem } from '../pictureListing'
import type { ZipMember } from './zipMember'

/**
 * Pictures barely shrink in an archive; a flat drawing as BMP may shrink a hundredfold and is small then. What claims more is a bomb:
 * a few kilobytes that unpack to gigabytes.
 */
const mostRatio = 100
const freeBytes = 16 * 2 ** 20
const freeTotalBytes = 2 ** 30

/** Most files of one archive: a table of so many takes about a gigabyte. */
export const mostMembers = 2_000_000

const remedy = 'get the archive from another place, or unpack it yourself and use the folder'

/** Why one member is not used for its size. */
export function memberBomb({ name, size, packedSize }: ZipMember): FileProblem | undefined {
  if (size <= freeBytes || size <= mostRatio * packedSize) return undefined
  const message = `claims to unpack from ${packedSize} to ${size} bytes, as no picture does`
  return { code: 'zip-bomb', message, remedy, place: name }
}

/** Throws for an archive that claims far more in total than it could hold of pictures. */
export function refuseBomb(members: readonly ZipMember[], archiveBytes: number, place: string): void {
  const total = members.reduce((sum, { size }) => sum + size, 0)
  if (total <= freeTotalBytes || total <= mostRatio * archiveBytes) return
  throw new Problem({
    code: 'zip-bomb',
    message: `the archive of ${archiveBytes} bytes claims to unpack to ${total}, as no pictures do`,
    remedy,
    place,
  })
}

/** Members that share bytes of the archive, the trick of bombs that are not nested (Fifield 2019, 'A better zip bomb'). */
export function overlapping(members: readonly ZipMember[]): Set<ZipMember> {
  const inOrder = [...members].sort((a, b) => a.offset - b.offset)
  const shared = new Set<ZipMember>()
  let reaching: ZipMember | undefined
  for (const member of inOrder) {
    if (reaching && member.offset < endOf(reaching)) shared.add(reaching).add(member)
    if (!reaching || endOf(member) > endOf(reaching)) reaching = member
  }
  return shared
}

/** At least: the header in front may have more to it. */
const endOf = ({ offset, packedSize, rawName }: ZipMember): number => offset + headerBytes + rawName.length + packedSize

/** Bytes of a member's own header without its name. */
export const headerBytes = 30
