import { type Entry, getFileNameLowLevel } from 'yauzl'

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A member's name as text: UTF-8 where it is marked so or can be nothing else (macOS does not mark it), code page 437 otherwise. A `./` in
 * front is taken off.
 */
export function memberName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  const marked = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true)
  const isMarked = (generalPurposeBitFlag & 0x800) !== 0 || extraFields.some(({ id }) => id === 0x7075)
  return (isMarked ? marked : (utf8(fileNameRaw) ?? marked)).replace(/^(\.\/)+/, '')
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

/** The longest path and the deepest folder that are still somebody's: names made of 30,000 folders would keep us busy for minutes. */
const mostLength = 4096
const mostDepth = 100

/**
 * What is wrong with a name that leads out of the archive or is read differently by different programs, as text. Nothing is ever
 * written under these names; but an archive that has them was made to deceive or by a program that did not know the format.
 */
export function unsafeName(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.includes('\0')) return 'has a zero byte in it'
  if (name.includes('\\')) return 'has a backslash in it'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'is absolute'
  if (name.length > mostLength) return `has ${name.length} characters`
  const parts = name.replace(/\/$/, '').split('/')
  if (parts.length > mostDepth) return `is ${parts.length} folders deep`
  if (parts.includes('..')) return 'leads out of the archive'
  return parts.some((part) => part === '' || part === '.') ? 'has an empty folder name in it' : undefined
}
