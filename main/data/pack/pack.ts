import { close, open, read } from 'node:fs'
import { promisify } from 'node:util'
import { parseJson } from '../../../shared/json'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { imageBytes } from '../dataSet'
import { sha256 } from '../sha256'
import { PackIndex } from './packIndex'
import { parseTrailer, trailerBytes } from './packLayout'
import { PackThread } from './thread/packThread'

/** Packs of at most so many bytes of pixels are held in memory; larger ones are read picture by picture as they are needed. */
export const residentBytes = 2 ** 29

/** A damaged pack: what is wrong with it. It is made again from the files. */
export class PackDamage extends Error {}

/** Pictures that were decoded once, at the size in which a network takes them. */
export class Pack {
  readonly file: string
  readonly index: PackIndex
  /** Bytes of a picture. */
  readonly size: number
  private readonly digests: Buffer
  private readonly places = new Map<string, number>()
  private readonly checked: Uint8Array
  private readonly descriptor: number
  private resident: Uint8Array | undefined
  private readonly thread = new PackThread()

  private constructor(file: string, index: PackIndex, digests: Buffer, descriptor: number) {
    this.file = file
    this.index = index
    this.size = imageBytes(index.target.shape)
    this.digests = digests
    this.checked = new Uint8Array(index.pictures)
    this.descriptor = descriptor
    for (let place = 0; place < index.pictures; place++) this.places.set(this.contentAt(place), place)
  }

  /**
   * Opens a pack; `undefined` where there is none. Throws PackDamage for one that was cut short, changed or not finished. One that
   * is held in memory is checked whole; of a larger one each picture is, when it is read for the first time.
   */
  static async open(file: string, mostResident = residentBytes): Promise<Pack | undefined> {
    let descriptor: number
    try {
      descriptor = await promisify(open)(file, 'r')
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw diskProblem(error, 'the packed pictures', file, 'read')
    }
    try {
      const { index, digests } = await readEnd(file)
      const pack = new Pack(file, index, digests, descriptor)
      if (pack.size * index.pictures <= mostResident) await pack.load()
      return pack
    } catch (error) {
      await promisify(close)(descriptor)
      throw diskProblem(error, 'the packed pictures', file, 'read')
    }
  }

  /** Where the picture of a file with this sha256 lies. */
  placeOf(content: string): number | undefined {
    return this.places.get(content)
  }

  contentAt(place: number): string {
    const { pictures } = this.index
    return this.digests.toString('hex', (pictures + place) * 32, (pictures + place + 1) * 32)
  }

  /** sha256 of the pixels. */
  pixelDigest(place: number): Uint8Array {
    return this.digests.subarray(place * 32, (place + 1) * 32)
  }

  /**
   * Puts the pictures at these places into `into`, one behind the other. The reads are under way when this returns, so that they
   * are done by another thread while the caller computes.
   */
  async read(wanted: ArrayLike<number>, into: Uint8Array): Promise<void> {
    const places = Int32Array.from(wanted)
    const { size, resident } = this
    if (into.length !== places.length * size) throw new Error(`${into.length} bytes for ${places.length} of ${size}`)
    if (resident) {
      for (let k = 0; k < places.length; k++) {
        const place = places[k] as number
        into.set(resident.subarray(place * size, (place + 1) * size), k * size)
      }
      return
    }
    const pixels = await this.thread.read({
      descriptor: this.descriptor,
      size,
      places,
      isChecked: Uint8Array.from(places, (place) => this.checked[place] as number),
      digests: Buffer.concat(Array.from(places, (place) => this.pixelDigest(place))),
    })
    // What the thread could not give is read again here, for the reason.
    if (!pixels) return this.readHere(places, into)
    into.set(pixels)
    for (const place of places) this.checked[place] = 1
  }

  async close(): Promise<void> {
    this.resident = undefined
    await this.thread.close()
    await promisify(close)(this.descriptor)
  }

  /** What is wrong with a picture that was just read; each is looked at once. */
  private damageOf(place: number, pixels: Uint8Array, at: number): PackDamage | undefined {
    if (this.checked[place]) return undefined
    this.checked[place] = 1
    if (sha256(pixels.subarray(at, at + this.size)).equals(this.pixelDigest(place))) return undefined
    return new PackDamage(`picture ${place} is not as it was written`)
  }

  private async readHere(places: Int32Array, into: Uint8Array): Promise<void> {
    const { size } = this
    for (const [k, place] of places.entries()) {
      await this.fill(into.subarray(k * size, (k + 1) * size), place * size)
      const damage = this.damageOf(place, into, k * size)
      if (damage) throw damage
    }
  }

  private async load(): Promise<void> {
    const { size, index } = this
    const all = new Uint8Array(size * index.pictures)
    await this.fill(all, 0)
    for (let place = 0; place < index.pictures; place++) {
      const damage = this.damageOf(place, all, place * size)
      if (damage) throw damage
    }
    this.resident = all
  }

  /** Fills `into` with what lies at `position` of the file. */
  private async fill(into: Uint8Array, position: number): Promise<void> {
    for (let done = 0; done < into.length; ) {
      const bytes = await new Promise<number>((resolve, reject) =>
        read(this.descriptor, into, done, into.length - done, position + done, (error, count) =>
          error ? reject(diskProblem(error, 'the packed pictures', this.file, 'read')) : resolve(count),
        ),
      )
      if (bytes === 0) throw new PackDamage('it was cut short')
      done += bytes
    }
  }
}

async function readEnd(file: string): Promise<{ index: PackIndex; digests: Buffer }> {
  const opened = await realDisk.open(file, 'read')
  try {
    const length = await opened.size()
    if (length < trailerBytes) throw new PackDamage('it is shorter than its end')
    const end = new Uint8Array(trailerBytes)
    await opened.read(end, length - trailerBytes)
    const trailer = parseTrailer(end)
    if (!trailer) throw new PackDamage('its end is missing')
    const { pictures, indexBytes, digest } = trailer
    const tailBytes = pictures * 64 + indexBytes
    if (tailBytes > length - trailerBytes) throw new PackDamage('it is shorter than its end says')
    const tail = Buffer.alloc(tailBytes)
    await opened.read(tail, length - trailerBytes - tailBytes)
    if (!sha256(tail).equals(digest)) throw new PackDamage('its index is not as it was written')
    const parsed = PackIndex.safeParse(parseJson(tail.toString('utf8', pictures * 64)))
    if (!parsed.success) throw new PackDamage('its index is of another version')
    const index = parsed.data
    if (index.pictures !== pictures || imageBytes(index.target.shape) * pictures + tailBytes + trailerBytes !== length)
      throw new PackDamage('its length does not fit its index')
    return { index, digests: tail.subarray(0, pictures * 64) }
  } finally {
    await opened.close()
  }
}
