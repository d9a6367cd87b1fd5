import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'

/** One file out of a zip, by its exact name, in memory; `undefined` if it is not in there. Nothing is written. */
export async function unzipOne(zip: string, name: string, limit: number): Promise<Buffer | undefined> {
  const archive = await openPromise(zip)
  try {
    for await (const entry of archive.eachEntry())
      if (entry.fileName === name && entry.uncompressedSize <= limit)
        return await all(await archive.openReadStreamPromise(entry))
    return undefined
  } finally {
    archive.close()
  }
}

async function all(stream: Readable): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}
