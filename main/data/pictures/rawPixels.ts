/** Decoded rows of bytes from the top, [height, width, channels]: 3 is RGB, 4 with alpha. As the file stores them: not turned upright. */
export interface RawPixels {
  readonly width: number
  readonly height: number
  readonly channels: 3 | 4
  readonly pixels: Uint8Array
}
