import { readFileSync } from 'node:fs'
import { type ImageShape, imageBytes } from '../../main/data/dataSet'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { Problem } from '../../shared/problem'

/** The pixels of a picture file, stretched to a size, on black. Throws the Problem of one that does not decode. */
export async function decodeHere(file: string, shape: ImageShape): Promise<Uint8Array> {
  const bytes = Uint8Array.from(readFileSync(file))
  const entry = { name: file, className: '', split: undefined, size: bytes.length, modified: 0 }
  const decoder = await openPictureDecoder()
  try {
    const pixels = new Uint8Array(imageBytes(shape))
    const target = { shape, resize: 'stretch', background: [0, 0, 0] } as const
    const [outcome] = await decoder.decode([{ entry, bytes }], target, pixels)
    if (outcome?.problem) throw new Problem(outcome.problem)
    return pixels
  } finally {
    decoder.close()
  }
}
