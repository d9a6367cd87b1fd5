/** Formats that are decoded, by their usual names. */
export type PictureFormat = 'JPEG' | 'PNG' | 'GIF' | 'BMP' | 'WebP' | 'TIFF' | 'AVIF'

/**
 * How the stored picture has to be turned to stand upright, by EXIF's numbers:
 *
 *   1 as it is   2 mirrored left-right   3 by 180 degrees   4 mirrored top-bottom
 *   5 transposed   6 by 90 degrees clockwise   7 transposed along the other diagonal   8 by 90 degrees counterclockwise
 */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** What a picture file says of itself, read without decoding a pixel. */
export interface PictureHeader {
  readonly format: PictureFormat
  /** As stored, in pixels; `uprightSize` has the size as seen. */
  readonly width: number
  readonly height: number
  readonly orientation: Orientation
  /** What a pixel holds (a palette's entries where there is one), apart from alpha. */
  readonly colour: 'grey' | 'rgb' | 'cmyk'
  readonly alpha: boolean
  readonly palette: boolean
  /** Bits a channel, or a pixel of a palette picture. */
  readonly depth: number
  /** 1, or more for an animation or a file of several pages; the first is taken. */
  readonly frames: number
  /** Bytes behind the end of the picture that belong to nothing. */
  readonly trailingBytes: number
  /** The file ends early, but behind the frame that is taken. */
  readonly isCutShort: boolean
}

/** Height and width of the picture as it is seen. */
export function uprightSize({ width, height, orientation }: Pick<PictureHeader, 'width' | 'height' | 'orientation'>): {
  readonly width: number
  readonly height: number
} {
  return isTransposed(orientation) ? { width: height, height: width } : { width, height }
}

/** Whether rows become columns. */
export const isTransposed = (orientation: Orientation): boolean => orientation >= 5

/** An orientation from a file; anything but 1 to 8 means nothing. */
export const toOrientation = (value: number | undefined): Orientation =>
  value !== undefined && Number.isInteger(value) && value >= 1 && value <= 8 ? (value as Orientation) : 1
