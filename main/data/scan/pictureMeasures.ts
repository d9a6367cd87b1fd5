import type { DifferenceHash } from './differenceHash'

/** What a scan measures of a picture that can be decoded. Levels are 0-255. */
export interface PictureMeasures {
  /** Mean level of grey. */
  readonly brightness: number
  /** The level that 99 of 100 pixels do not exceed: one bright dot does not make a black picture bright. */
  readonly brightest: number
  /** Standard deviation of the levels of grey. */
  readonly deviation: number
  /** See `sharpness`: below about 0.03 nothing in the picture is sharp. */
  readonly sharpness: number
  /** Between the largest and the smallest of R, G and B, what 99 of 100 pixels do not exceed: 0 for a grey picture. */
  readonly colour: number
  /** Means of R, G and B, and of their squares. */
  readonly channelMeans: readonly [number, number, number]
  readonly channelSquares: readonly [number, number, number]
  readonly hash: DifferenceHash
  /** 16 x 16 pixels, RGB; of a picture without any colour one value a pixel. */
  readonly thumbnail: Uint8Array
}

/** Pixels. */
export const thumbnailSide = 16
