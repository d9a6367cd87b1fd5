import { Problem } from '../../../shared/problem'
import { errorCode } from '../../disk/disk'
import { diskProblem } from '../../disk/diskProblem'
import type { FileProblem } from './pictureListing'

/** What the system says about one file or folder, as a reason to leave it out. Rethrows what is no error of the system. */
export function fileProblem(error: unknown, thing: 'picture' | 'folder', place: string): FileProblem {
  const problem = diskProblem(error, thing, place, 'read')
  if (problem instanceof Problem) return { ...problem.details, place }
  const code = errorCode(error)
  if (code === undefined) throw error
  const message = `cannot read ${thing}: the system says ${code}`
  return { code: 'not-readable', message, remedy: 'check the disk and the rights', place }
}
