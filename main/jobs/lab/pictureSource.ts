import type { LabPicture } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import type { ImageShape, Split } from '../../data/dataSet'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'

/** A picture of a data set as the network sees it. */
export interface SeenPicture {
  /** NHWC bytes 0-255. */
  readonly pixels: Uint8Array
  readonly label: string
  readonly name?: string | undefined
}

/** Where pictures of a project's data come from, one by one. */
export interface PictureSource {
  readonly shape: ImageShape
  readonly classes: readonly string[]
  /** Throws a Problem `no-such-picture`, or why the file is none. */
  read(picture: Extract<LabPicture, { split: Split } | { name: string }>): Promise<SeenPicture>
  /** Mean and deviation of each channel over training pictures; of files over some of them. */
  statistics(): Promise<{ mean: number[]; deviation: number[] }>
  close(): Promise<void>
}

export interface SourceOptions {
  readonly folder: string
  readonly decoder: () => Promise<PictureDecoder>
  onProgress(what: string): void
}

export const noSuchPicture = (what: string): Problem =>
  new Problem({
    code: 'no-such-picture',
    message: `the data set has no picture ${what}`,
    remedy: 'choose another one',
  })
