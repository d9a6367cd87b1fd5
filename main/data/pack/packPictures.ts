import path from 'node:path'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { byteAmount } from '../../disk/byteAmount'
import type { Disk } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { temporaryName } from '../../disk/owner'
import { imageBytes } from '../dataSet'
import type { FileProblem, PictureEntry, PictureListing } from '../listing/pictureListing'
import { oneAhead } from '../oneAhead'
import type { DecodeOutcome, EncodedPicture, PictureDecoder, PictureTarget } from '../pictures/pictureDecoder'
import { portions } from '../portions'
import { sha256Hex } from '../sha256'
import { WorkMeter, type WorkProgress } from '../workProgress'
import { yieldToOthers } from '../yieldToOthers'
import type { Pack } from './pack'
import { neverRead, type PackIndex } from './packIndex'
import { packKey } from './packKey'
import { PackWriter } from './packWriter'

export interface Packing {
  readonly listing: PictureListing
  readonly entries: readonly PictureEntry[]
  readonly decoder: PictureDecoder
  readonly target: PictureTarget
  /** An earlier pack of the same target and decoder: what it has is not decoded again, and files that stand as it knew them are not read. */
  readonly before?: Pack | undefined
  /** Where packs lie. It is there. */
  readonly folder: string
  readonly disk: Disk
  /** A file that vanished or changed since it was listed: left out and named, or the end of it. */
  readonly whenFilesChange: 'skip' | 'stop'
  readonly onProgress?: ((progress: WorkProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Pictures that are read, decoded and written together: at most so many, of so many bytes, giving so many bytes of pixels. */
const most = { pictures: 256, encodedBytes: 32 * 2 ** 20, pixelBytes: 16 * 2 ** 20 }
/** The same for pictures of `size` bytes of pixels. */
const mostTogether = (size: number) => ({
  items: Math.max(1, Math.min(most.pictures, Math.floor(most.pixelBytes / Math.max(1, size)))),
  bytes: most.encodedBytes,
})

/**
 * Decodes pictures into a new pack and gives the name of its file. Each file is read once; equal contents are decoded once. What
 * cannot be used is listed in the pack with its reason. After a kill at any moment the folder has the whole pack or none, and beside
 * it a file that the next one to pack removes. Throws a Problem for a full disk, and for changed files if they are to stop it.
 */
export async function packPictures(packing: Packing): Promise<string> {
  const { folder, disk, target, decoder, entries, signal } = packing
  const size = imageBytes(target.shape)
  try {
    await checkRoom(packing, size)
    const writer = await PackWriter.create(disk, path.join(folder, await temporaryName('pack')), size)
    try {
      const filling = startFilling(packing, writer, size)
      const meter = new WorkMeter(entries.length, (progress) => packing.onProgress?.(progress))
      const found = oneAhead(
        portions(entries, (entry) => entry.size, mostTogether(size)),
        (chunk) => contentsOf(filling, chunk),
      )
      for await (const chunk of found) {
        signal?.throwIfAborted()
        await fill(filling, chunk)
        meter.add(chunk.length)
        await yieldToOthers()
      }
      signal?.throwIfAborted()
      const name = `${packKey({ target, decoder: decoder.version }, writer.contentList())}.pack`
      await writer.finish(indexOf(filling), path.join(folder, name), folder)
      return name
    } catch (error) {
      await writer.abandon()
      throw error
    }
  } catch (error) {
    throw diskProblem(error, 'the packed pictures', folder)
  }
}

async function checkRoom({ folder, disk, entries, target }: Packing, size: number): Promise<void> {
  const free = await disk.freeBytes(folder)
  const needed = entries.length * (size + 200)
  if (free === undefined || free >= needed) return
  throw new Problem({
    code: 'disk-full',
    message: `cannot pack ${entries.length} pictures of ${target.shape.join('x')}: they need ${byteAmount(needed)}, the disk has ${byteAmount(free)}`,
    remedy: 'free space, use smaller pictures, or put the cache on another disk (LAYERLOOM_CACHE)',
    place: folder,
  })
}

/** A pack being filled, and what is known so far. */
interface Filling {
  readonly packing: Packing
  readonly writer: PackWriter
  /** Bytes of a picture. */
  readonly size: number
  /** What the earlier pack knows of files, by name. */
  readonly known: ReadonlyMap<string, PackIndex['files'][number] | PackIndex['refused'][number]>
  /** Places of contents, hexadecimal. */
  readonly places: Map<string, number>
  /** Why contents cannot be used. */
  readonly refusals: Map<string, ProblemDetails>
  readonly files: PackIndex['files']
  readonly refused: PackIndex['refused']
  readonly notes: Record<string, number>
}

function startFilling(packing: Packing, writer: PackWriter, size: number): Filling {
  const { files = [], refused = [] } = packing.before?.index ?? {}
  const known = new Map([...files, ...refused].map((file) => [file[0], file] as const))
  return { packing, writer, size, known, places: new Map(), refusals: new Map(), files: [], refused: [], notes: {} }
}

function indexOf({ packing: { target, decoder }, writer, files, refused, notes }: Filling): PackIndex {
  const { shape, resize, background } = target
  return {
    format: 'layerloom-pack',
    version: 1,
    decoder: decoder.version,
    target: { shape: [...shape], resize, background: [...background] },
    pictures: writer.pictures,
    files,
    refused,
    notes,
  }
}

/** Takes the next files in. */
async function fill(filling: Filling, chunk: readonly Found[]): Promise<void> {
  const { places, packing } = filling
  const toCopy = new Set<string>()
  const toDecode = new Map<string, EncodedPicture>()
  for (const { entry, content, bytes } of chunk) {
    if (content === undefined || places.has(content) || filling.refusals.has(content)) continue
    if (packing.before?.placeOf(content) !== undefined) toCopy.add(content)
    else if (bytes && !toDecode.has(content)) toDecode.set(content, { entry, bytes })
  }
  await copy(filling, [...toCopy])
  await decode(filling, toDecode)
  for (const { entry, content, problem } of chunk) {
    const { name, size, modified } = entry
    const place = content === undefined ? undefined : places.get(content)
    const reason = problem ?? (content === undefined ? undefined : filling.refusals.get(content))
    if (place !== undefined) filling.files.push([name, size, modified, place])
    else if (reason) filling.refused.push([name, size, problem ? neverRead : modified, { ...reason, place: name }])
    else throw new Error(`nothing became of ${name}`)
  }
}

/** What a file is: the sha256 of its content, with its bytes if it was read; or why it cannot be used. */
interface Found {
  readonly entry: PictureEntry
  readonly content?: string
  readonly bytes?: Uint8Array
  readonly problem?: ProblemDetails
}

async function contentsOf({ packing, known }: Filling, chunk: readonly PictureEntry[]): Promise<Found[]> {
  const { before, listing, whenFilesChange } = packing
  const standing = chunk.map((entry) => {
    const file = known.get(entry.name)
    return file && file[1] === entry.size && file[2] === entry.modified ? file : undefined
  })
  const read = await listing.read(chunk.filter((_, k) => standing[k] === undefined))
  let next = 0
  return chunk.map((entry, k): Found => {
    const file = standing[k]
    if (file)
      return typeof file[3] === 'number'
        ? { entry, content: before?.contentAt(file[3]) as string }
        : { entry, problem: file[3] }
    const bytes = read[next++] as Uint8Array | FileProblem
    if (bytes instanceof Uint8Array) return { entry, content: sha256Hex(bytes), bytes }
    if (whenFilesChange === 'stop' && changes.has(bytes.code)) throw new Problem(bytes)
    return { entry, problem: bytes }
  })
}

/** Codes of files that are not what was listed a moment ago. */
const changes: ReadonlySet<string> = new Set(['file-changed', 'missing'])

/** Takes pictures over from the earlier pack. */
async function copy(
  { packing: { before }, writer, places, size }: Filling,
  contents: readonly string[],
): Promise<void> {
  if (!before || contents.length === 0) return
  const pixels = new Uint8Array(contents.length * size)
  await before.read(
    contents.map((content) => before.placeOf(content) as number),
    pixels,
  )
  await append(writer, places, pixels, contents)
}

async function decode(filling: Filling, pictures: ReadonlyMap<string, EncodedPicture>): Promise<void> {
  if (pictures.size === 0) return
  const { packing, writer, places, refusals, notes, size } = filling
  const contents = [...pictures.keys()]
  const pixels = new Uint8Array(contents.length * size)
  const outcomes = await packing.decoder.decode([...pictures.values()], packing.target, pixels)
  const good: string[] = []
  for (const [k, content] of contents.entries()) {
    const { problem, notes: said } = outcomes[k] as DecodeOutcome
    for (const code of said) notes[code] = (notes[code] ?? 0) + 1
    if (problem) {
      refusals.set(content, problem)
      continue
    }
    pixels.copyWithin(good.length * size, k * size, (k + 1) * size)
    good.push(content)
  }
  await append(writer, places, pixels.subarray(0, good.length * size), good)
}

async function append(
  writer: PackWriter,
  places: Map<string, number>,
  pixels: Uint8Array,
  contents: readonly string[],
): Promise<void> {
  const first = await writer.append(
    pixels,
    contents.map((content) => Buffer.from(content, 'hex')),
  )
  for (const [k, content] of contents.entries()) places.set(content, first + k)
}
