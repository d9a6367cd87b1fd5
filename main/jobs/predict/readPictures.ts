import { Problem } from '../../../shared/problem'
import { type ImageShape, imageBytes } from '../../data/dataSet'
import { readIdx } from '../../data/sources/idx/readIdx'
import { diskProblem } from '../../disk/diskProblem'
import { readFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { decodePicture } from '../../engine/decodePicture'
import { pictureHeader } from './pictureHeader'

/** A picture as the network takes it. */
export interface Picture {
  readonly path: string
  /** Of a file with several: which. */
  readonly index?: number
  /** NHWC bytes. */
  readonly pixels: Uint8Array
}

/** Largest picture file, in bytes. */
const mostBytes = 64 * 2 ** 20

/** The pictures of a PNG, JPEG or IDX file, which must have the size that the network takes: nothing is scaled. */
export async function readPictures(file: string, shape: ImageShape): Promise<Picture[]> {
  const [height, width, channels] = shape
  const refuse = (code: string, message: string, remedy: string) => new Problem({ code, message, remedy, place: file })
  const bytes = await contents(file)
  if (isIdx(bytes)) return idxPictures(file, shape)
  const header = pictureHeader(bytes)
  if (!header)
    throw refuse('picture-unknown', 'neither a PNG, a JPEG nor an IDX file', 'save the picture as PNG or JPEG')
  if (header.width !== width || header.height !== height)
    throw refuse(
      'picture-size',
      `the picture is ${header.width}x${header.height}, the network takes ${width}x${height}`,
      `scale it to ${width}x${height} first`,
    )
  if (channels !== 1 && channels !== 3)
    throw refuse(
      'picture-channels',
      `the network takes ${channels} channels, a picture file has 1 or 3`,
      'use an IDX file',
    )
  try {
    return [{ path: file, pixels: decodePicture(bytes, header.kind, channels) }]
  } catch (error) {
    throw new Problem(
      { code: 'picture-damaged', message: 'the picture cannot be decoded', remedy: 'save it anew', place: file },
      error,
    )
  }
}

async function contents(file: string): Promise<Uint8Array> {
  try {
    return await readFile(realDisk, file, mostBytes)
  } catch (error) {
    if (error instanceof RangeError)
      throw new Problem({
        code: 'picture-too-large',
        message: 'the file has more than 64 MB',
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
