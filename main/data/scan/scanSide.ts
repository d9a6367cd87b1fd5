/**
 * At how many pixels a side a picture is measured, stretched to a square: as many as it has, but 32, 64 or 128. Its proportions do not
 * matter for what is measured. Small pictures are not blown up, for that would blur them; more than 128 cost time and
 * tell of the camera rather than of what a network will see.
 */
export function scanSide({ width, height }: { readonly width: number; readonly height: number }): ScanSide {
  const shorter = Math.min(width, height)
  return shorter < 64 ? 32 : shorter < 128 ? 64 : 128
}

export const scanSides = [32, 64, 128] as const
export type ScanSide = (typeof scanSides)[number]
