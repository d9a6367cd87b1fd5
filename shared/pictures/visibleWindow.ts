import type { Placement } from './placement'

interface Size {
  readonly height: number
  readonly width: number
}

/** The part of a picture that its target sees, and where that part goes. */
export interface VisibleWindow extends Size {
  readonly top: number
  readonly left: number
  readonly placement: Placement
}

/** Pixels beside what is seen, so that decoders may differ along the edges of a window. */
const margin = 4

/** What of a picture has an effect on its target, with a margin. */
export function visibleWindow(picture: Size, target: Size, placement: Placement): VisibleWindow {
  const { scale, translation } = placement
  const rows = visible(picture.height, target.height, scale[0], translation[0])
  const columns = visible(picture.width, target.width, scale[1], translation[1])
  return {
    top: rows.start,
    left: columns.start,
    height: rows.end - rows.start,
    width: columns.end - columns.start,
    placement: { ...placement, translation: [rows.translation, columns.translation] },
  }
}

/** Along one axis: a pixel of the target averages over 1 / scale pixels to each side of its place, at least over one. */
function visible(size: number, target: number, scale: number, translation: number) {
  const reach = Math.max(1, 1 / scale) + margin
  const start = Math.max(0, Math.floor(-translation / scale - reach))
  const end = Math.min(size, Math.ceil((target - translation) / scale + reach))
  return { start, end, translation: translation + start * scale }
}
