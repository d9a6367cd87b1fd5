import type { FileProblem } from '../listing/pictureListing'
import type { PictureFormat } from '../pictures/pictureHeader'
import type { PictureMeasures } from './pictureMeasures'

/** What a scan knows of a listed file. Its verdict is the decoder's: a picture without a problem is one that training uses. */
export interface ScannedPicture {
  /** Of the file's bytes, 64 hexadecimal digits; absent where they could not be read. */
  readonly sha256: string | undefined
  /** Absent where the header was refused. */
  readonly header: ScannedHeader | undefined
  /** What the decoder says of a picture that it takes, as codes. */
  readonly notes: readonly string[]
  /** Why it is not used. */
  readonly problem: FileProblem | undefined
  /** Of a picture without a problem. */
  readonly measures: PictureMeasures | undefined
}

/** Of the header, what a report tells. */
export interface ScannedHeader {
  /** `pixels`: an image of a data set that has no files. */
  readonly format: PictureFormat | 'pixels'
  /** Upright, in pixels. */
  readonly width: number
  readonly height: number
}
