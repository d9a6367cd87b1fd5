import { Problem } from '../../shared/problem'
import { errorCode } from './disk'

/** Code, cause and remedy for what the system says when a file cannot be read or written. */
const known: Readonly<Record<string, readonly [code: string, cause: string, remedy: string]>> = {
  ENOSPC: ['disk-full', 'the disk is full', 'free space'],
  EDQUOT: ['disk-full', 'your share of the disk is used up', 'free space or ask for a larger share'],
  EFBIG: ['disk-full', 'the file is larger than this disk allows', 'use another disk'],
  EROFS: ['not-writable', 'the disk is read-only', 'use a folder that can be written'],
  EACCES: ['not-allowed', 'permission is missing', 'give yourself the right or use another folder'],
  EPERM: ['not-allowed', 'the system does not permit it', 'give yourself the right or use another folder'],
  EBUSY: ['busy', 'another program holds it', 'close that program'],
  EIO: ['disk-error', 'the disk reports an error', 'check the disk and its cable'],
  ENOENT: ['missing', 'it is not there', 'check the path'],
  ENOTDIR: ['missing', 'a file stands where a folder should be', 'check the path'],
  EISDIR: ['missing', 'a folder stands where a file should be', 'check the path'],
  ENAMETOOLONG: ['name-too-long', 'the path is too long', 'use a shorter folder name'],
  EMFILE: ['too-many-files', 'too many files are open', 'raise the limit (ulimit -n)'],
}

/** An error of the system as a Problem: `cannot write checkpoint 400: the disk is full; free space (PATH)`. Other errors come back as they are. */
export function diskProblem(error: unknown, thing: string, place: string, verb: 'write' | 'read' = 'write'): unknown {
  const code = errorCode(error)
  const entry = code === undefined ? undefined : known[code]
  if (!entry) return error
  const [stable, cause, remedy] = entry
  return new Problem({ code: stable, message: `cannot ${verb} ${thing}: ${cause}`, remedy, place }, error)
}
