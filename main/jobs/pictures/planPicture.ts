import { type Placement, placement } from '../../../shared/pictures/placement'
import { mirroredAxes } from '../../../shared/pictures/turnUpright'
import { visibleWindow } from '../../../shared/pictures/visibleWindow'
import { bmpPixels } from '../../data/pictures/bmpPixels'
import type { PictureTarget } from '../../data/pictures/pictureDecoder'
import { isTransposed, type PictureHeader } from '../../data/pictures/pictureHeader'
import type { CallKind, Encoded } from './decodeCalls'
import { onBackground } from './onBackground'
import { rarePixels } from './rarePixels'

/** A picture as the engine takes it. */
export interface PlannedPicture extends Encoded {
  readonly kind: CallKind
  /** The stored picture's pixels: what a call may hold at once is limited by them. */
  readonly pixelCount: number
  readonly header: PictureHeader
}

/** Pixels of a result from which on scaling by lines is faster: by a third at 224x224. */
const largeResult = 96 * 96

/** Part of a JPEG below which only that part is decoded. */
const windowFrom = 0.9

/** Pixels with alpha that are laid on their background at once: as floats they take 40 bytes each. */
const wholeAlpha = 2e6
const slabsOfAlpha = 64

/**
 * What is to be done with a picture: JPEG and PNG files go to the engine as they are, others are decoded to rows of bytes first, which
 * throws PictureRefused for damaged ones. The engine scales pictures as they are stored, into a target that lies as they do.
 */
export async function planPicture(
  file: Uint8Array,
  header: PictureHeader,
  target: PictureTarget,
  mostPixels: number,
): Promise<PlannedPicture> {
  const wanted = wantedChannels(target)
  if (header.format === 'JPEG' || header.format === 'PNG') {
    const coding = header.format === 'JPEG' ? 'jpeg' : 'png'
    const channels = header.alpha ? 4 : header.colour === 'grey' ? 1 : 3
    const { resized, placement } = placed(header, header, target)
    const pixelCount = header.width * header.height
    const window =
      resized && coding === 'jpeg' && header.colour !== 'cmyk' ? visibleWindow(header, resized, placement) : undefined
    if (window && window.height * window.width < windowFrom * pixelCount)
      return {
        file,
        header,
        placement: window.placement,
        height: window.height,
        width: window.width,
        window,
        pixelCount,
        kind: { coding, channels, wanted, resized, isWindowed: true },
      }
    const isLargeAlpha = header.alpha && resized && pixelCount > wholeAlpha && header.width >= slabsOfAlpha
    return {
      file,
      header,
      placement,
      height: header.height,
      width: header.width,
      pixelCount,
      kind: isLargeAlpha
        ? { coding, channels, wanted, resized: { ...resized, by: 'lines' }, slabs: slabsOfAlpha }
        : { coding, channels, wanted, resized },
    }
  }
  const decoded =
    header.format === 'BMP' ? bmpPixels(file) : await rarePixels(file, header.colour === 'cmyk', mostPixels)
  const raw = onBackground(decoded, target.background)
  const { resized, placement } = placed(raw, header, target)
  return {
    file: raw.pixels,
    rawSize: [raw.height, raw.width, 3],
    header,
    placement,
    height: raw.height,
    width: raw.width,
    pixelCount: raw.width * raw.height,
    kind: { coding: 'raw', channels: 3, wanted, resized },
  }
}

function wantedChannels({ shape: [, , channels] }: PictureTarget): 1 | 3 {
  if (channels !== 1 && channels !== 3) throw new Error(`pictures of ${channels} channels`)
  return channels
}

/** Height and width of the target as the stored picture sees it. */
export function storedTarget({ shape }: PictureTarget, header: PictureHeader): { height: number; width: number } {
  const [height, width] = shape
  return isTransposed(header.orientation) ? { height: width, width: height } : { height, width }
}

function placed(
  stored: { readonly width: number; readonly height: number },
  header: PictureHeader,
  target: PictureTarget,
): { placement: Placement; resized: CallKind['resized'] } {
  const into = storedTarget(target, header)
  return {
    placement: placement(stored, into, target.resize, mirroredAxes(header.orientation)),
    resized:
      stored.width === into.width && stored.height === into.height
        ? undefined
        : { ...into, by: into.width * into.height >= largeResult ? 'lines' : 'plain' },
  }
}
