import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Numbers of the processes that a process has started, from whichever thread, and that run now. */
export function childProcesses(pid: number): number[] {
  const threads = `/proc/${pid}/task`
  try {
    const text = existsSync(`${threads}/${pid}/children`)
      ? readdirSync(threads).map((thread) => readFileSync(`${threads}/${thread}/children`, 'utf8'))
      : [execFileSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' })]
    return text.join(' ').split(/\s+/).filter(Boolean).map(Number)
  } catch {
    // The process ended meanwhile, or `pgrep` found none and says so by its status.
    return []
  }
}

/** Whether a process of that number runs; one that ended and was not asked for its status yet does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'utf8'))
}

/** Ends a process and its children with SIGKILL, the children first: none of them hears that the other is gone. */
export function killFamily(pid: number): void {
  for (const victim of [...childProcesses(pid), pid])
    try {
      process.kill(victim, 'SIGKILL')
    } catch (error) {
      // It was quicker.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
}
