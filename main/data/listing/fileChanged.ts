import type { FileProblem, PictureEntry } from './pictureListing'

/** A file that is not what was listed any more. */
export const fileChanged = ({ name }: PictureEntry): FileProblem => ({
  code: 'file-changed',
  message: 'the file has changed since it was listed',
  remedy: 'scan again',
  place: name,
})
