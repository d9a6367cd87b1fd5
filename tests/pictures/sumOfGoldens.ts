import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'

/** `program FOLDER`: one sha256 over the pixels of every picture in the folder, decoded together, on stdout. */
async function main(folder: string): Promise<void> {
  const decoder = await openPictureDecoder()
  const files = readdirSync(folder)
    .filter((name) => !/\.(py|ndjson)$/.test(name))
    .sort()
  const pictures = files.map((name) => {
    const bytes = Uint8Array.from(readFileSync(path.join(folder, name)))
    return { entry: { name, className: '', split: undefined, size: bytes.length, modified: 0 }, bytes }
  })
  const target = { shape: [11, 16, 3], resize: 'fit', background: [9, 99, 199] } as const
  const pixels = new Uint8Array(files.length * 11 * 16 * 3)
  const outcomes = await decoder.decode(pictures, target, pixels)
  const failed = outcomes.flatMap(({ problem }) => problem?.message ?? [])
  process.stdout.write(`${files.length} ${failed.join()} ${createHash('sha256').update(pixels).digest('hex')}\n`)
  decoder.close()
}

void main(process.argv[2] ?? '')
