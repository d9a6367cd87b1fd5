import { Problem } from '../../../shared/problem'
import { type ImageShape, imageBytes } from '../../data/dataSet'
import type { EncodedPicture, PictureDecoder, PictureTarget } from '../../data/pictures/pictureDecoder'
import { readIdx } from '../../data/sources/idx/readIdx'
import { diskProblem } from '../../disk/diskProblem'
import { readFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'

/** A picture as the network takes it. */
export interface Picture {
  readonly path: string
  /** Of a file with several: which. */
  readonly index?: number
  /** NHWC bytes. */
  readonly pixels: Uint8Array
}

/** Largest picture file, in bytes. */
const mostBytes = 256 * 2 ** 20
/** Files that are read before they are decoded together. */
const together = 32

/**
 * The pictures of some files, in their order: any picture file, brought to the network's size as the project says, or IDX files of
 * pictures that have that size. The first file that is neither throws a Problem which names it.
 */
export async function* readPictures(
  files: readonly string[],
  decoder: PictureDecoder,
  target: PictureTarget,
): AsyncGenerator<Picture, void, void> {
  const waiting: EncodedPicture[] = []
  for (const file of files) {
    const bytes = await contents(file)
    if (isIdx(bytes)) {
      yield* await decoded(waiting.splice(0), decoder, target)
      yield* await idxPictures(file, target.shape)
      continue
    }
    waiting.push({ entry: { name: file, className: '', split: undefined, size: bytes.length, modified: 0 }, bytes })
    if (waiting.length === together) yield* await decoded(waiting.splice(0), decoder, target)
  }
  yield* await decoded(waiting, decoder, target)
}

async function decoded(
  pictures: readonly EncodedPicture[],
  decoder: PictureDecoder,
  target: PictureTarget,
): Promise<Picture[]> {
  const each = imageBytes(target.shape)
  const pixels = new Uint8Array(pictures.length * each)
  const outcomes = await decoder.decode(pictures, target, pixels)
  for (const { problem } of outcomes) if (problem) throw new Problem(problem)
  return pictures.map(({ entry }, k) => ({ path: entry.name, pixels: pixels.subarray(k * each, (k + 1) * each) }))
}

async function contents(file: string): Promise<Uint8Array> {
  try {
    return await readFile(realDisk, file, mostBytes)
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem({
        code: 'file-too-large',
        message: `the file has more than ${mostBytes / 2 ** 20} MB`,
        remedy: 'use a smaller picture',
        place: file,
      })
    throw diskProblem(error, 'the picture', file, 'read')
  }
}

/** By the first bytes: IDX of unsigned bytes, or gzip, which of these formats only IDX comes in. */
const isIdx = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0 && bytes[1] === 0 && bytes[2] === 8) || (bytes[0] === 0x1f && bytes[1] === 0x8b)

async function idxPictures(file: string, shape: ImageShape): Promise<Picture[]> {
  const { sizes, bytes } = await readIdx(file)
  const [count = 0, height, width, channels = 1] = sizes
  if (sizes.length < 3 || [height, width, channels].join() !== shape.join())
    throw new Problem({
      code: 'picture-size',
      message: `the file holds ${sizes.join(' x ')} bytes, the network takes pictures of ${shape.join('x')}`,
      remedy: 'use a file of pictures of that size',
      place: file,
    })
  const size = imageBytes(shape)
  return Array.from({ length: count }, (_, index) => ({
    path: file,
    index,
    pixels: bytes.subarray(index * size, (index + 1) * size),
  }))
}
