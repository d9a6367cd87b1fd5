import path from 'node:path'
import type { Problem } from '../../../shared/problem'
import type { Disk } from '../../disk/disk'
import { realDisk } from '../../disk/realDisk'
import type { PictureListing } from '../listing/pictureListing'
import type { PictureDecoder, PictureTarget } from '../pictures/pictureDecoder'
import type { WorkProgress } from '../workProgress'
import { type Pack, PackDamage } from './pack'
import { openPack, PackedPlace, packDamaged, removePack } from './packFolder'
import { neverRead } from './packIndex'
import { packPictures } from './packPictures'
import { trimPacks } from './trimPacks'

export interface PlaceRequest {
  readonly listing: PictureListing
  /** The source as an absolute path. */
  readonly place: string
  readonly decoder: PictureDecoder
  readonly target: PictureTarget
  /** Where packs lie. */
  readonly packs: string
  readonly disk?: Disk
  readonly whenFilesChange: 'skip' | 'stop'
  readonly onProgress?: ((what: string, progress?: WorkProgress) => void) | undefined
  /** Hears of a damaged pack that is made again. */
  readonly onDamage: (problem: Problem) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * A pack of all usable pictures of a listing: the one there is if no file came, went or changed, else a new one that takes over what
 * the old one has. Two processes that ask at once get the same one; a killed one costs what it had done.
 */
export async function packPlace(request: PlaceRequest): Promise<Pack> {
  const { place, packs, target, decoder, onDamage, signal, onProgress, disk } = request
  const known = await PackedPlace.open(packs, place, { target, decoder: decoder.version }, disk)
  const newest = async (): Promise<Pack | undefined> => {
    const name = await known.newest()
    return name === undefined ? undefined : openPack(packs, name, onDamage)
  }
  const there = await newest()
  if (there && (await isCurrent(there, request.listing))) return there
  await there?.close()
  const onWait = () => onProgress?.('waiting for another process that packs these pictures')
  const lock = await known.lock({ signal, onWait })
  try {
    const before = await newest()
    try {
      if (before && (await isCurrent(before, request.listing))) return before
      const name = await packAnew(request, before)
      await known.remember(name)
      const made = await openPack(packs, name, onDamage)
      if (!made) throw packDamaged(path.join(packs, name), new PackDamage('it cannot be read back'))
      await before?.close()
      await trimPacks(packs, name)
      return made
    } catch (error) {
      await before?.close()
      throw error
    }
  } finally {
    await lock.release()
  }
}

async function packAnew(request: PlaceRequest, before: Pack | undefined): Promise<string> {
  const { listing, packs: folder, onDamage, onProgress, disk = realDisk } = request
  const packing = {
    ...request,
    entries: listing.entries,
    folder,
    disk,
    onProgress: (progress: WorkProgress) => onProgress?.('packing pictures', progress),
  }
  try {
    return await packPictures({ ...packing, before })
  } catch (error) {
    if (!before || !(error instanceof PackDamage)) throw error
    onDamage(packDamaged(before.file, error))
    await removePack(before.file)
    return packPictures(packing)
  }
}

/** Whether a pack knows every file as it is listed. Files that could not be read are tried again. */
async function isCurrent({ index }: Pack, listing: PictureListing): Promise<boolean> {
  const { files, refused } = index
  const { entries } = listing
  if (entries.length !== files.length + refused.length) return false
  const known = new Map([...files, ...refused].map(([name, size, modified]) => [name, { size, modified }]))
  const unread = entries.filter(({ name }) => known.get(name)?.modified === neverRead)
  const stands = entries.every(({ name, size, modified }) => {
    const file = known.get(name)
    return file && (file.modified === neverRead || (file.size === size && file.modified === modified))
  })
  return stands && (await listing.read(unread)).every((found) => !(found instanceof Uint8Array))
}
