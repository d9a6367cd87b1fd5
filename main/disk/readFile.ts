import type { Disk } from './disk'

/** A whole file. Throws a RangeError before anything is allocated if it has more than `limit` bytes. */
export async function readFile(disk: Disk, file: string, limit = 2 ** 31 - 1): Promise<Uint8Array> {
  const open = await disk.open(file, 'read')
  try {
    const size = await open.size()
    if (size > limit) throw new RangeError(`${file} has ${size} bytes, more than ${limit}`)
    const bytes = new Uint8Array(size)
    const done = await open.read(bytes, 0)
    return done === size ? bytes : bytes.subarray(0, done)
  } finally {
    await open.close()
  }
}

/** A whole file of UTF-8 text. Bytes that are not UTF-8 throw a TypeError. */
export async function readTextFile(disk: Disk, file: string): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(disk, file))
}
