import { createHash } from 'node:crypto'
import path from 'node:path'
import { Problem } from '../../../shared/problem'
import { type Disk, errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import { acquireLock, type Lock } from '../../disk/lock'
import { readTextFile } from '../../disk/readFile'
import { realDisk } from '../../disk/realDisk'
import { removeLeftovers } from '../../disk/removeLeftovers'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { cacheFolder } from '../cacheFolder'
import { Pack, PackDamage } from './pack'
import type { PixelRecipe } from './packKey'
import { markUsed } from './trimPacks'

/**
 * Where packs are kept, for all projects of a person: `packs/<key>.pack`, and `packs/places/<id>/` for each place that was packed,
 * which holds the name of its newest pack.
 */
export const packFolder = (cache = cacheFolder()): string => path.join(cache, 'packs')

/**
 * Opens a pack by name. One that is damaged is removed and told of, for it can be made again; so is one that this version cannot
 * read. `undefined` if there is none to use.
 */
export async function openPack(
  folder: string,
  name: string,
  onDamage: (problem: Problem) => void,
  mostResident?: number,
): Promise<Pack | undefined> {
  const file = path.join(folder, name)
  try {
    const pack = await Pack.open(file, mostResident)
    if (pack) await markUsed(file)
    return pack
  } catch (error) {
    if (!(error instanceof PackDamage)) throw error
    onDamage(packDamaged(file, error))
    await removePack(file)
    return undefined
  }
}

export const packDamaged = (file: string, damage: PackDamage): Problem =>
  new Problem(
    {
      code: 'pack-damaged',
      message: `the packed pictures are damaged (${damage.message})`,
      remedy: 'they are made again from the files; check the disk if it happens again',
      place: file,
    },
    damage,
  )

/** Takes a pack away that cannot be used. */
export async function removePack(file: string): Promise<void> {
  try {
    await realDisk.removeFile(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw diskProblem(error, 'a damaged pack', file)
  }
}

/** What is remembered of a place that was packed, and the right to pack it. */
export class PackedPlace {
  private readonly folder: string
  private readonly disk: Disk

  private constructor(folder: string, disk: Disk) {
    this.folder = folder
    this.disk = disk
  }

  /** `place`: the source as an absolute path, with whatever else decides which files belong to it. */
  static async open(
    packs: string,
    place: string,
    { target, decoder }: PixelRecipe,
    disk: Disk = realDisk,
  ): Promise<PackedPlace> {
    const id = createHash('sha256')
      .update(JSON.stringify([place, target, decoder]))
      .digest('hex')
      .slice(0, 40)
    const folder = path.join(packs, 'places', id)
    try {
      await disk.makeFolder(folder)
      await removeLeftovers(disk, packs)
      await removeLeftovers(disk, folder)
    } catch (error) {
      throw diskProblem(error, 'the packed pictures', folder)
    }
    return new PackedPlace(folder, disk)
  }

  /** Name of the newest pack, if there is one. */
  async newest(): Promise<string | undefined> {
    try {
      const name = (await readTextFile(this.disk, path.join(this.folder, pointer))).trim()
      return /^[0-9a-f]{40}\.pack$/.test(name) ? name : undefined
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      throw diskProblem(error, 'the packed pictures', this.folder, 'read')
    }
  }

  async remember(name: string): Promise<void> {
    try {
      await writeFileAtomically(this.disk, path.join(this.folder, pointer), `${name}\n`)
    } catch (error) {
      this.fail(error)
    }
  }

  private fail(error: unknown): never {
    throw diskProblem(error, 'the packed pictures', this.folder)
  }

  /**
   * Waits until no other process packs this place: two would do the same work. Nothing but work is lost if they did, for each
   * writes a file of its own.
   */
  async lock({ signal, onWait }: { signal?: AbortSignal | undefined; onWait: () => void }): Promise<Lock> {
    for (;;) {
      signal?.throwIfAborted()
      try {
        const lock = await acquireLock(this.disk, this.folder, { what: 'the packing of these pictures', waitMs: 300 })
        return { release: () => lock.release().catch((error: unknown) => this.fail(error)) }
      } catch (error) {
        if (!(error instanceof Problem) || error.details.code !== 'locked') this.fail(error)
        onWait()
      }
    }
  }
}

const pointer = 'newest'
