import type { ProblemDetails } from '../../../shared/problem'

/** Why a picture file is not taken. The place, the file's name, is the caller's to add. */
export type PictureRefusal = Pick<ProblemDetails, 'message'> & {
  readonly code: PictureRefusalCode
  readonly remedy: string
}

export type PictureRefusalCode =
  | 'picture-empty'
  | 'picture-unknown'
  | 'picture-format'
  | 'picture-form'
  | 'picture-too-large'
  | 'picture-truncated'
  | 'picture-damaged'

/** Thrown inside the inspection of a format, which ends with it. */
export class PictureRefused extends Error {
  readonly refusal: PictureRefusal

  constructor(refusal: PictureRefusal) {
    super(refusal.message)
    this.name = 'PictureRefused'
    this.refusal = refusal
  }
}

const fetchAgain = 'get the file anew from where it came, or leave it out'

export const empty = (): PictureRefused =>
  new PictureRefused({ code: 'picture-empty', message: 'the file has no bytes', remedy: fetchAgain })

/** Neither a format that is decoded nor one that is known by name. */
export const unknown = (what = 'no known picture format'): PictureRefused =>
  new PictureRefused({ code: 'picture-unknown', message: `the file is ${what}`, remedy: 'leave it out' })

/** A format that is known by name only. */
export const otherFormat = (format: string): PictureRefused =>
  new PictureRefused({
    code: 'picture-format',
    message: `${format} is not read`,
    remedy: 'save the picture as PNG or JPEG',
  })

/** A rare form of a format that is decoded otherwise. */
export const otherForm = (form: string): PictureRefused =>
  new PictureRefused({
    code: 'picture-form',
    message: `${form} is not read`,
    remedy: 'save the picture as PNG or as usual JPEG',
  })

/** More pixels than the budget, whether or not the file has them all. */
export const tooLarge = (width: number, height: number, mostPixels: number, form = 'a picture'): PictureRefused =>
  new PictureRefused({
    code: 'picture-too-large',
    message: `the picture claims ${width}x${height} pixels; ${form} may have ${Math.round(mostPixels / 1e6)} megapixels`,
    remedy: 'scale it down; JPEG and PNG may have the most',
  })

export const truncated = (where: string): PictureRefused =>
  new PictureRefused({ code: 'picture-truncated', message: `the file ends ${where}`, remedy: fetchAgain })

export const damaged = (what: string): PictureRefused =>
  new PictureRefused({ code: 'picture-damaged', message: `the file is damaged: ${what}`, remedy: fetchAgain })
