import { turnUpright } from '../../../shared/pictures/turnUpright'
import { imageBytes } from '../../data/dataSet'
import type { PictureTarget } from '../../data/pictures/pictureDecoder'
import type { DecodeCalls } from './decodeCalls'
import { fillBeside } from './fillBeside'
import { type PlannedPicture, storedTarget } from './planPicture'

/** A planned picture and where its pixels go. */
export interface Placeable extends PlannedPicture {
  /** Its position in the batch. */
  readonly position: number
}

/** Pictures a call, largest first. Many small ones pay for the call; the last ones go singly. */
const counts = [64, 16, 4, 1]
/** Bytes that failed calls have leaked, from which on pictures go singly: then no more leaks than the damaged ones themselves. */
const mostLeakedBytes = 64 * 2 ** 20
/** Stored pixels that a call may hold. The engine has few of its pictures in memory at once, but nothing promises that. */
const mostPixelsACall = 32e6

/**
 * Decodes pictures into their places, those that are alike together, several a call. Where a call fails its pictures are tried one by
 * one, so that a damaged one spoils no other; `failed` hears which.
 */
export async function decodePlanned(
  calls: DecodeCalls,
  pictures: readonly Placeable[],
  target: PictureTarget,
  into: Uint8Array,
  failed: (position: number, error: unknown) => void,
): Promise<void> {
  for (const alike of groups(pictures, target))
    for (const call of split(alike, () => calls.leakedBytes > mostLeakedBytes)) {
      try {
        await decodeCall(calls, call, target, into)
      } catch (error) {
        if (call.length === 1) failed((call[0] as Placeable).position, error)
        else
          for (const picture of call) {
            try {
              await decodeCall(calls, [picture], target, into)
            } catch (error) {
              failed(picture.position, error)
            }
          }
      }
    }
}

/** Pictures that one graph takes, and whose target lies the same way. */
function groups(pictures: readonly Placeable[], target: PictureTarget): Iterable<readonly Placeable[]> {
  const found = new Map<string, Placeable[]>()
  for (const picture of pictures) {
    const { height, width } = storedTarget(target, picture.header)
    const key = JSON.stringify([picture.kind, height, width])
    const group = found.get(key)
    if (group) group.push(picture)
    else found.set(key, [picture])
  }
  return found.values()
}

function* split(pictures: readonly Placeable[], isCareful: () => boolean): Generator<readonly Placeable[]> {
  let first = 0
  while (first < pictures.length) {
    const isSingle = isCareful() || pictures[first]?.kind.slabs !== undefined
    const count =
      (isSingle ? undefined : counts.find((count) => fits(pictures.slice(first, first + count), count))) ?? 1
    yield pictures.slice(first, first + count)
    first += count
  }
}

const fits = (pictures: readonly Placeable[], count: number): boolean =>
  pictures.length === count && pictures.reduce((sum, { pixelCount }) => sum + pixelCount, 0) <= mostPixelsACall

async function decodeCall(
  calls: DecodeCalls,
  pictures: readonly Placeable[],
  target: PictureTarget,
  into: Uint8Array,
): Promise<void> {
  const [first] = pictures
  if (!first) return
  const size = storedTarget(target, first.header)
  const pixels = await calls.run(first.kind, { ...size, background: target.background }, pictures)
  const each = imageBytes(target.shape)
  for (const [k, { position, header, placement }] of pictures.entries()) {
    const stored = pixels.subarray(k * each, (k + 1) * each)
    if (target.resize === 'fit') fillBeside(stored, size, placement.covered, target)
    turnUpright(stored, into.subarray(position * each, (position + 1) * each), target.shape, header.orientation)
  }
}
