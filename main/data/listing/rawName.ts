import path from 'node:path'

/**
 * The bytes of a file name as text that can be shown, stored and turned back: what is no UTF-8 becomes `\xNN`, and so does a
 * backslash, which keeps the two apart. (Windows has none in a name.)
 */
export function nameOfBytes(bytes: Buffer): string {
  const text = bytes.toString('utf8')
  // U+FFFD stands for bytes that are no UTF-8, unless the name itself has it.
  if (!text.includes('\ufffd') && !text.includes('\\')) return text
  let name = ''
  for (let at = 0; at < bytes.length; ) {
    const length = characterBytes(bytes, at)
    name += length === 0 || bytes[at] === 0x5c ? escaped(bytes[at] as number) : bytes.toString('utf8', at, at + length)
    at += Math.max(1, length)
  }
  return name
}

/** The bytes of which `nameOfBytes` made this name. */
export function bytesOfName(name: string): Buffer {
  if (!name.includes('\\')) return Buffer.from(name)
  const pieces = name.split(/(\\x[0-9a-f]{2})/)
  return Buffer.concat(pieces.map((piece, k) => (k % 2 ? Buffer.from(piece.slice(2), 'hex') : Buffer.from(piece))))
}

/** What to give the system as the path of a name inside a folder: text wherever that says the same, for it is twice as fast. */
export function systemPath(folder: string, name: string): string | Buffer {
  if (name === '') return folder
  const start = folder.endsWith(path.sep) || folder.endsWith('/') ? folder : `${folder}/`
  return name.includes('\\') ? Buffer.concat([Buffer.from(start), bytesOfName(name)]) : start + name
}

const escaped = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`

/** Bytes of the UTF-8 character that begins here; 0 if none does. */
function characterBytes(bytes: Buffer, at: number): number {
  const first = bytes[at] as number
  const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
  const character = bytes.subarray(at, at + length)
  // A decoder that throws would take minutes for a folder of names that somebody made to that end.
  return Buffer.from(character.toString('utf8')).equals(character) ? length : 0
}
