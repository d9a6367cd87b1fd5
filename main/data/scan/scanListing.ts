import { imageBytes } from '../dataSet'
import type { FileProblem, PictureEntry, PictureListing } from '../listing/pictureListing'
import { oneAhead } from '../oneAhead'
import { inspectPicture } from '../pictures/inspectPicture'
import type { DecodeOutcome, EncodedPicture, PictureDecoder, PictureTarget } from '../pictures/pictureDecoder'
import { uprightSize } from '../pictures/pictureHeader'
import { portions } from '../portions'
import { sha256Hex } from '../sha256'
import { WorkMeter, type WorkProgress } from '../workProgress'
import { yieldToOthers } from '../yieldToOthers'
import { measurePicture } from './measurePicture'
import type { ScannedHeader, ScannedPicture } from './scannedPicture'
import type { ScannedSet } from './scannedSet'
import type { FileKey } from './scanRecord'
import { type ScanSize, scanSize } from './scanSize'

/** Where results are kept as they come, and what is in the decoder. */
export interface ScanKeeping {
  keep(results: readonly (readonly [FileKey, ScannedPicture])[]): Promise<void>
  /** Told before files go into the decoder, which may end the process. */
  begin(names: readonly string[]): Promise<void>
}

export interface Scanning {
  readonly listing: PictureListing
  /** Of all entries of the listing; those that it has already are not read again. */
  readonly set: ScannedSet
  readonly keeping: ScanKeeping
  /** Asked once, if there is something to decode. */
  readonly openDecoder: () => Promise<PictureDecoder>
  /** Names of files of which one may end the process: these go into the decoder first, one by one. */
  readonly suspects: readonly string[]
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Files that are read together: at most so many, of so many bytes, so that a cancel is heard soon. */
const most = { items: 256, bytes: 4 * 2 ** 20 }

/** Reads, hashes, inspects, decodes and measures every entry that the set lacks. Rejected with the signal's reason if that is aborted. */
export async function scanListing(scanning: Scanning): Promise<void> {
  const { listing, set, suspects, signal } = scanning
  const positions = [...listing.entries.keys()].filter((k) => !set.has(k))
  if (positions.length === 0) return
  const suspected = new Set(suspects)
  const isSuspect = (k: number) => suspected.has((listing.entries[k] as PictureEntry).name)
  const chunks = [
    ...positions.filter(isSuspect).map((k) => [k]),
    ...portions(
      positions.filter((k) => !isSuspect(k)),
      (k) => (listing.entries[k] as PictureEntry).size,
      most,
    ),
  ]
  const meter = new WorkMeter(positions.length, (progress) => scanning.onProgress?.(progress))
  signal?.throwIfAborted()
  const decoder = await scanning.openDecoder()
  try {
    const read = async (chunk: readonly number[]): Promise<ReadChunk> => {
      const entries = chunk.map((k) => listing.entries[k] as PictureEntry)
      return (await listing.read(entries)).map((bytes, at) => ({
        position: chunk[at] as number,
        entry: entries[at] as PictureEntry,
        bytes,
      }))
    }
    for await (const chunk of oneAhead(chunks, read)) {
      signal?.throwIfAborted()
      await scanChunk(scanning, chunk, decoder)
      meter.add(chunk.length)
      await yieldToOthers()
    }
    signal?.throwIfAborted()
  } finally {
    decoder.close()
  }
}

/** Files and what reading them gave, by their positions in the listing. */
type ReadChunk = readonly {
  readonly position: number
  readonly entry: PictureEntry
  readonly bytes: Uint8Array | FileProblem
}[]

/** A file that was read and has a header that is taken. */
interface Readable extends EncodedPicture {
  readonly position: number
  readonly sha256: string
  readonly header: ScannedHeader
  readonly size: ScanSize
}

async function scanChunk({ set, keeping }: Scanning, chunk: ReadChunk, decoder: PictureDecoder) {
  const results: [FileKey, ScannedPicture][] = []
  const readable = new Map<string, Readable[]>()
  for (const { entry, bytes, position } of chunk) {
    if (!(bytes instanceof Uint8Array)) {
      // Not kept: it may be readable next time, with the same size and time.
      set.add(position, refused(bytes))
      continue
    }
    const sha256 = sha256Hex(bytes)
    const { header, refusal } = inspectPicture(bytes)
    if (!header) {
      const result = refused({ ...refusal, place: entry.name }, sha256)
      set.add(position, result)
      results.push([entry, result])
      continue
    }
    const upright = uprightSize(header)
    const size = scanSize(upright)
    const picture = { entry, bytes, position, sha256, header: { format: header.format, ...upright }, size }
    const alike = readable.get(size.join())
    if (alike) alike.push(picture)
    else readable.set(size.join(), [picture])
  }
  const pictures = [...readable.values()].flat()
  if (pictures.length > 0) await keeping.begin(pictures.map(({ entry }) => entry.name))
  for (const alike of readable.values())
    for (const [picture, result] of await decodeAlike(decoder, alike)) {
      set.add(picture.position, result)
      results.push([picture.entry, result])
    }
  if (results.length > 0) await keeping.keep(results)
}

/** White under transparent pixels, as preprocessing has it where nobody chose. */
const targetOf = ([height, width]: ScanSize): PictureTarget => ({
  shape: [height, width, 3],
  resize: 'stretch',
  background: [255, 255, 255],
})

/** Pictures that are measured at one size. */
async function decodeAlike(
  decoder: PictureDecoder,
  pictures: readonly Readable[],
): Promise<[Readable, ScannedPicture][]> {
  const size = (pictures[0] as Readable).size
  const target = targetOf(size)
  const each = imageBytes(target.shape)
  const pixels = new Uint8Array(pictures.length * each)
  const outcomes = await decoder.decode(pictures, target, pixels)
  return pictures.map((picture, k) => {
    const { problem, notes } = outcomes[k] as DecodeOutcome
    const { sha256, header } = picture
    const measures = problem ? undefined : measurePicture(pixels.subarray(k * each, (k + 1) * each), size)
    return [picture, { sha256, header, notes, problem, measures }]
  })
}

const refused = (problem: FileProblem, sha256?: string): ScannedPicture => ({
  sha256,
  header: undefined,
  notes: [],
  problem,
  measures: undefined,
})

/** The result of a file on which the decoder ended its process or did not come back. */
export const decoderDied = (entry: PictureEntry, sha256: string): ScannedPicture =>
  refused(
    {
      code: 'decoder-died',
      message: 'the decoder ended its process on this file, or did not come back',
      remedy: 'save the picture anew, or leave it out',
      place: entry.name,
    },
    sha256,
  )
