import { readFileSync } from 'node:fs'
import { childProcesses } from '../reliability/childProcesses'

/** All processes below one, with theirs. */
export const descendants = (pid: number): number[] =>
  childProcesses(pid).flatMap((child) => [child, ...descendants(child)])

/** Those below one that show pages. */
export const pagesOf = (pid: number): number[] =>
  descendants(pid).filter((child) => wordsOf(child).includes('--type=renderer'))

/** Those below one that have a job in them. */
export const jobsOf = (pid: number): number[] =>
  descendants(pid).filter((child) => wordsOf(child).includes('--utility-sub-type=node.mojom.NodeService'))

/** Chromium writes the words of processes that it forks with blanks between them. */
function wordsOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/)
  } catch {
    // It ended meanwhile.
    return []
  }
}
