import type { ProblemDetails } from '../../shared/problem'
import type { DataSetFile } from '../../shared/records/dataSetFile'

/** What an image is for. Test images are looked at once, at the end. */
export type Split = 'train' | 'validation' | 'test'

export const splits: readonly Split[] = ['train', 'validation', 'test']

/** Height, width and channels of every image of a data set, in pixels. */
export type ImageShape = readonly [height: number, width: number, channels: number]

/**
 * Labelled images of one size, read by position. Where they lie (memory, a pack on the disk, a folder to decode) is the source's
 * own business, so reading is asynchronous and takes many positions at once.
 */
export interface DataSet {
  /** As the person named it: `sample:digits`, a path. */
  readonly source: string
  readonly imageShape: ImageShape
  /** Class names; a label is a position in this list. */
  readonly classes: readonly string[]
  /** sha256 (hex) over everything that training sees: pixels, labels, their order and split, class names. */
  readonly hash: string
  count(split: Split): number
  /** Class of each image of the split, in its order. A view: not to be written. */
  labels(split: Split): Int32Array
  /** Puts the images at these positions of the split into `into`, one behind the other, NHWC bytes 0-255. */
  read(split: Split, indices: Int32Array, into: Uint8Array): Promise<void>
  /** Of picture files: the frozen version by which it was opened. */
  readonly version?: DataSetFile | undefined
  /** Of picture files: those that are not used, with the reason; `place` is the file. */
  readonly leftOut?: readonly ProblemDetails[] | undefined
  /** Releases what it holds open. */
  close?(): Promise<void>
}

/** Bytes of one image. */
export const imageBytes = ([height, width, channels]: ImageShape): number => height * width * channels
