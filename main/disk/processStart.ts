import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { errorCode } from './disk'

/**
 * When a process of this machine began, as a word that no other process with that number ever has; `undefined` if there is no
 * such process (one that ended and waits to be reaped counts as gone). Process numbers are given out again, this word is not.
 * Linux: boot and clock ticks since, from /proc. macOS: the second, from ps. Windows: ticks, from PowerShell (not run yet).
 */
export async function processStart(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') return linuxStart(pid)
  const [command, ...args] =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]
      : ['ps', '-o', 'lstart=', '-p', String(pid)]
  const words = await output(command as string, args)
  return words?.replace(/[^A-Za-z0-9]/g, '') || undefined
}

let boot: string | undefined

async function linuxStart(pid: number): Promise<string | undefined> {
  boot ??= (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).slice(0, 8)
  let stat: string
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined
    throw error
  }
  // The second field is the program's name in parentheses and may hold anything; the state is the third, the start the 22nd.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : `${boot}${fields[19]}`
}

/** What a command prints; `undefined` if it says that there is no such process. */
function output(command: string, args: string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 10_000 }, (error, stdout) => {
      if (error && typeof error.code !== 'number') reject(error)
      else resolve(error ? undefined : stdout.trim())
    })
  })
}
