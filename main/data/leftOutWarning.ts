import { Problem, type ProblemDetails } from '../../shared/problem'

/** Files that are named in the sentence; the whole list is the scan's and the run's to show. */
const named = 3

/** One word about all files that are not used: how many, and the first few with their reasons. `undefined` if there are none. */
export function leftOutWarning(source: string, leftOut: readonly ProblemDetails[]): Problem | undefined {
  if (leftOut.length === 0) return undefined
  const first = leftOut.slice(0, named).map(({ place, message }) => `${place} (${message})`)
  const more = leftOut.length > named ? ` and ${leftOut.length - named} more` : ''
  return new Problem({
    code: 'files-left-out',
    message: `${leftOut.length} ${leftOut.length === 1 ? 'file' : 'files'} of ${source} ${leftOut.length === 1 ? 'is' : 'are'} not used: ${first.join(', ')}${more}`,
    remedy: `"data scan" lists them all`,
    place: source,
  })
}
