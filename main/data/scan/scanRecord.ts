import { z } from 'zod'
import type { PictureEntry } from '../listing/pictureListing'
import type { PictureFormat } from '../pictures/pictureHeader'
import { type PictureMeasures, thumbnailSide } from './pictureMeasures'
import type { ScannedPicture } from './scannedPicture'

/** Raised when a measure or the form of a record changes. */
export const scanRecordVersion = 2

/** What identifies a file of a source: the same three, the same picture. */
export type FileKey = Pick<PictureEntry, 'name' | 'size' | 'modified'>

const formats: readonly [PictureFormat, ...PictureFormat[]] = ['JPEG', 'PNG', 'GIF', 'BMP', 'WebP', 'TIFF', 'AVIF']

/** Everything but the measures, as JSON. */
const Words = z.tuple([
  z.string(),
  z.number(),
  z.number(),
  z.string(),
  z.union([z.null(), z.tuple([z.enum(formats), z.number(), z.number()])]),
  z.array(z.string()),
  z.union([z.null(), z.object({ code: z.string(), message: z.string(), remedy: z.string().optional() })]),
])

/** 11 numbers of double precision, so that a result read back is the same; then the hash, and behind it the thumbnail. */
const hashAt = 11 * 8
const fixedBytes = hashAt + 2 * 4
const thumbnailBytes: readonly number[] = [1, 3].map((channels) => channels * thumbnailSide ** 2)

/**
 * A result as bytes: the length of its JSON in four bytes, the JSON, and the measures where there are some (little-endian). Only files
 * whose bytes were read have one.
 */
export function formatScanRecord(key: FileKey, picture: ScannedPicture): Uint8Array {
  const { sha256, header, notes, problem, measures } = picture
  if (sha256 === undefined) throw new Error(`${key.name} was not read, so nothing can be kept of it`)
  const words: z.input<typeof Words> = [
    key.name,
    key.size,
    key.modified,
    sha256,
    header && header.format !== 'pixels' ? [header.format, header.width, header.height] : null,
    [...notes],
    problem ? { code: problem.code, message: problem.message, remedy: problem.remedy } : null,
  ]
  const json = Buffer.from(JSON.stringify(words))
  const record = Buffer.alloc(4 + json.length + (measures ? fixedBytes + measures.thumbnail.length : 0))
  record.writeUInt32LE(json.length)
  record.set(json, 4)
  if (!measures) return record
  let at = 4 + json.length
  const { brightness, brightest, deviation, sharpness, colour, channelMeans, channelSquares, hash, thumbnail } =
    measures
  for (const value of [brightness, brightest, deviation, sharpness, colour, ...channelMeans, ...channelSquares])
    at = record.writeDoubleLE(value, at)
  for (const half of hash) at = record.writeUInt32LE(half, at)
  record.set(thumbnail, at)
  return record
}

/** The way back. The thumbnail is a view of `bytes`. Throws a RangeError, SyntaxError or ZodError for bytes that are no record. */
export function parseScanRecord(bytes: Uint8Array): { readonly key: FileKey; readonly picture: ScannedPicture } {
  const record = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const jsonEnd = 4 + record.readUInt32LE(0)
  if (jsonEnd > record.length) throw new RangeError('a record that is cut short')
  const [name, size, modified, sha256, header, notes, problem] = Words.parse(
    JSON.parse(record.toString('utf8', 4, jsonEnd)),
  )
  return {
    key: { name, size, modified },
    picture: {
      sha256,
      header: header ? { format: header[0], width: header[1], height: header[2] } : undefined,
      notes,
      problem: problem ? { ...problem, place: name } : undefined,
      measures: jsonEnd === record.length ? undefined : parseMeasures(record, jsonEnd),
    },
  }
}

function parseMeasures(record: Buffer, start: number): PictureMeasures {
  const thumbnail = record.subarray(start + fixedBytes)
  if (!thumbnailBytes.includes(thumbnail.length)) throw new RangeError('a record of another length')
  const number = (k: number) => record.readDoubleLE(start + 8 * k)
  return {
    brightness: number(0),
    brightest: number(1),
    deviation: number(2),
    sharpness: number(3),
    colour: number(4),
    channelMeans: [number(5), number(6), number(7)],
    channelSquares: [number(8), number(9), number(10)],
    hash: [record.readUInt32LE(start + hashAt), record.readUInt32LE(start + hashAt + 4)],
    thumbnail,
  }
}
