/** Height and width, in pixels. */
export type ScanSize = readonly [height: number, width: number]

/** Small pictures are measured as they are. */
const own = { least: 16, most: 64 } as const

/**
 * At how many pixels a picture is measured: a small one as it is, others stretched to a square of 32, 64 or 128 pixels, never blown up
 * by much, for that would blur them. Proportions do not matter for what is measured; more than 128 pixels cost time and tell of
 * the camera rather than of what a network will see. Not to scale makes the decoder five times as fast.
 */
export function scanSize({ width, height }: { readonly width: number; readonly height: number }): ScanSize {
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)]
  if (shorter >= own.least && longer <= own.most) return [height, width]
  const side = shorter < 64 ? 32 : shorter < 128 ? 64 : 128
  return [side, side]
}
