import path from 'node:path'
import { Problem } from '../../shared/problem'
import { type Disk, errorCode } from './disk'
import { diskProblem } from './diskProblem'
import { type Owner, ownedName, ownerOf, ownerState } from './owner'

/** The right to write a folder, until it is released or the process ends. */
export interface Lock {
  release(): Promise<void>
}

export interface LockOptions {
  /** What is locked, for the message: `run 12`. */
  readonly what: string
  /** How long to wait for the one that has it, in milliseconds. */
  readonly waitMs?: number
}

/**
 * Takes a folder for this process. Another one, or a second call here, gets a Problem `locked` that says who has it.
 * A lock whose owner is gone (kill -9, power cut) is no lock.
 *
 * Each taker puts an empty file with its own name (host, process, start of the process) beside the others' and then looks
 * around: of two at once at least one sees the other. Nobody ever removes a file that a living process could own, so there is no
 * moment in which two take over one dead lock. Where two see each other, the later name yields and the earlier waits for that.
 */
export async function acquireLock(disk: Disk, folder: string, { what, waitMs = 0 }: LockOptions): Promise<Lock> {
  const patience = Date.now() + waitMs
  for (;;) {
    const holder = await tryLock(disk, folder)
    if ('release' in holder) return holder
    if (Date.now() >= patience) throw locked(what, folder, holder)
    await pause(100)
  }
}

/** Who has the folder, or `undefined`. */
export async function lockHolder(disk: Disk, folder: string): Promise<Owner | undefined> {
  return (await others(disk, folder, ''))[0]?.owner
}

const prefix = '.lock'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** How long an earlier name waits for a later one that may be about to yield, in milliseconds. */
const yieldMs = 500

async function tryLock(disk: Disk, folder: string): Promise<Lock | Owner> {
  const name = await ownedName(prefix)
  const file = path.join(folder, name)
  try {
    const open = await disk.open(file, 'create')
    await open.close()
  } catch (error) {
    throw diskProblem(error, 'lock', file)
  }
  let taken = false
  try {
    const deadline = Date.now() + yieldMs
    for (;;) {
      const rivals = await others(disk, folder, name)
      const first = rivals[0]
      taken = first === undefined
      if (!first) return { release: () => removeIfThere(disk, file) }
      if (rivals.some((rival) => rival.name < name) || Date.now() >= deadline) return first.owner
      await pause(20)
    }
  } finally {
    if (!taken) await removeIfThere(disk, file)
  }
}

async function others(disk: Disk, folder: string, own: string): Promise<{ name: string; owner: Owner }[]> {
  const found: { name: string; owner: Owner }[] = []
  for (const { name } of await disk.list(folder)) {
    const owner = name === own ? undefined : ownerOf(name, prefix)
    if (!owner) continue
    if ((await ownerState(owner)) === 'gone') await removeIfThere(disk, path.join(folder, name))
    else found.push({ name, owner })
  }
  return found
}

async function removeIfThere(disk: Disk, file: string): Promise<void> {
  try {
    await disk.removeFile(file)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}

function locked(what: string, folder: string, { host, pid, start }: Owner): Problem {
  return new Problem({
    code: 'locked',
    message: `${what} is being written by process ${pid} on ${host}`,
    remedy: `wait for it or stop it; if it runs no more, remove ${prefix}-${host}-${pid}-${start}-*`,
    place: folder,
  })
}
