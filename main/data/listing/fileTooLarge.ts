import type { FileProblem, PictureEntry } from './pictureListing'

/** Most bytes of one file that are read where nothing else is said: no picture within our pixel budget is larger. */
export const defaultMostBytes: number = 256 * 2 ** 20

/** Why a file is not read if it has more than `mostBytes`. */
export function fileTooLarge({ name, size }: PictureEntry, mostBytes: number): FileProblem | undefined {
  if (size <= mostBytes) return undefined
  const message = `the file has ${size} bytes; more than ${mostBytes} are not read`
  return { code: 'file-too-large', message, remedy: 'save it smaller', place: name }
}
