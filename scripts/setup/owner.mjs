import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { errorCode } from './problem.mjs'

/**
 * Names that say which process owns a file, so that a later one knows what a kill -9 left behind. The same rule as
 * main/disk/owner.ts, written again because the set-up runs before anything is compiled.
 *
 * @typedef {{ host: string, pid: number, start: string }} Owner
 */

const host =
  hostname()
    .replace(/[^A-Za-z0-9.]/g, '_')
    .slice(0, 60) || 'unnamed'

/** @type {string | undefined} */
let ownStart
let names = 0

/**
 * A file name of this process that no other call gives.
 * @param {string} prefix
 */
export function ownedName(prefix) {
  ownStart ??= processStart(process.pid) ?? 'unknown'
  return `${prefix}-${host}-${process.pid}-${ownStart}-${names++}`
}

/**
 * Whose a file is, by its name; `undefined` if it does not say or begins otherwise.
 * @param {string} name
 * @param {string} prefix
 * @returns {Owner | undefined}
 */
export function ownerOf(name, prefix) {
  const match = name.startsWith(`${prefix}-`) && /-([A-Za-z0-9._]+)-(\d+)-([A-Za-z0-9]+)-\d+$/.exec(name)
  if (!match) return undefined
  const [, at, pid, start] = /** @type {string[]} */ (/** @type {unknown} */ (match))
  return { host: /** @type {string} */ (at), pid: Number(pid), start: /** @type {string} */ (start) }
}

/**
 * `elsewhere`: on another machine that shares the folder, so that nobody here can tell.
 * @param {Owner} owner
 * @returns {'alive' | 'gone' | 'elsewhere'}
 */
export function ownerState(owner) {
  if (owner.host !== host) return 'elsewhere'
  return processStart(owner.pid) === owner.start ? 'alive' : 'gone'
}

/**
 * When a process of this machine began, as a word that no other process with that number ever has; `undefined` if there is
 * none. Linux: boot and clock ticks, from /proc. macOS: the second, from ps. Windows: ticks, from PowerShell (not run yet).
 * @param {number} pid
 * @returns {string | undefined}
 */
function processStart(pid) {
  if (process.platform === 'linux') return linuxStart(pid)
  const [command, ...args] =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', `(Get-Process -Id ${pid}).StartTime.Ticks`]
      : ['ps', '-o', 'lstart=', '-p', String(pid)]
  try {
    const words = execFileSync(/** @type {string} */ (command), args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return words.replace(/[^A-Za-z0-9]/g, '') || undefined
  } catch (error) {
    // Both commands answer with a status other than 0 when there is no such process.
    if (typeof (/** @type {{ status?: unknown }} */ (error).status) === 'number') return undefined
    throw error
  }
}

/** @param {number} pid */
function linuxStart(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in parentheses and may hold anything; the state is the third, the start the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8)}${fields[19]}`
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined
    throw error
  }
}
