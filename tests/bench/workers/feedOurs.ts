import { performance } from 'node:perf_hooks'
import { batches } from '../../../main/data/batches'
import { imageBytes } from '../../../main/data/dataSet'
import { listPictures } from '../../../main/data/listing/listPictures'
import { oneAhead } from '../../../main/data/oneAhead'
import { openDataSet } from '../../../main/data/openDataSet'
import type { PictureTarget } from '../../../main/data/pictures/pictureDecoder'
import { readAhead } from '../../../main/data/readAhead'
import { openPictureDecoder } from '../../../main/jobs/pictures/openPictureDecoder'
import { DataReference } from '../../../shared/records/dataReference'

/** Pictures that are decoded together. */
const together = 256

/**
 * Ours: `feedOurs FOLDER HEIGHT CHANNELS BATCH EPOCHS CACHE`. Prints what feed_torchvision.py prints, from an empty cache, and `decoded`: images a
 * second that are read, checked, decoded and scaled, over the folder again, without a pack; like theirs in a late epoch, with all graphs open.
 */
async function main(words: readonly string[]): Promise<void> {
  const [source = '', side, channels, batch, epochs, cache] = words
  const size = Number(side)
  const target: PictureTarget = { shape: [size, size, Number(channels)], resize: 'crop', background: [255, 255, 255] }
  await (await openPictureDecoder()).close()
  const began = performance.now()
  const since = () => (performance.now() - began) / 1000
  const reference = DataReference.parse({ source, validation: 0, test: 0 })
  const data = await openDataSet(reference, { cache, pictures: { target, openDecoder: openPictureDecoder } })
  const opened = since()
  let first: number | undefined
  const ends: number[] = []
  let images = 0
  for (let epoch = 0; epoch < Number(epochs); epoch++) {
    images = 0
    for await (const one of readAhead(
      batches(data, 'train', { batchSize: Number(batch), shuffle: { seed: 1, epoch } }),
    )) {
      first ??= since()
      images += one.labels.length
    }
    ends.push(since())
  }
  const decoded = await decodeAll(source, target)
  process.stdout.write(`${JSON.stringify({ images, opened, first, epochs: ends, decoded })}\n`)
}

async function decodeAll(source: string, target: PictureTarget): Promise<number> {
  const listing = await listPictures(source, {})
  if (!listing) throw new Error(`${source} holds no pictures`)
  const decoder = await openPictureDecoder()
  const { entries } = listing
  const into = new Uint8Array(together * imageBytes(target.shape))
  const starts = Array.from({ length: Math.ceil(entries.length / together) }, (_, k) => k * together)
  const readFrom = async (at: number) => {
    const some = entries.slice(at, at + together)
    return { some, files: await listing.read(some) }
  }
  const pass = async () => {
    for await (const { some, files } of oneAhead(starts, readFrom)) {
      const pictures = some.flatMap((entry, k) => {
        const bytes = files[k]
        return bytes instanceof Uint8Array ? [{ entry, bytes }] : []
      })
      await decoder.decode(pictures, target, into.subarray(0, pictures.length * imageBytes(target.shape)))
    }
  }
  await pass()
  const began = performance.now()
  await pass()
  decoder.close()
  await listing.close()
  return entries.length / ((performance.now() - began) / 1000)
}

void main(process.argv.slice(2))
