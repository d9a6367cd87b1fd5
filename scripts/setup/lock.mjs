import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ownedName, ownerOf, ownerState } from './owner.mjs'

const pollMs = 100

/**
 * Does a piece of work while no other process does the same; two starts at once wait for each other. A lock dies with its owner.
 *
 * Each taker puts an empty file with its own name beside the others' and then looks around: of two at once at least one sees the
 * other, and the later name yields. Nobody removes a file that a living process could own. An owner on another machine that shares
 * the folder cannot be looked up and does not count: the work itself ends in one rename, so two at once are slow but do no harm.
 *
 * @template T
 * @param {string} folder where the locks lie
 * @param {string} name what is locked
 * @param {{ onWait?: (pid: number) => void }} options `onWait` is told once, who has it
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, name, { onWait }, work) {
  mkdirSync(folder, { recursive: true })
  let told = false
  for (;;) {
    const holder = rivals(folder, name, '')[0]
    if (!holder) {
      const own = ownedName(name)
      const file = path.join(folder, own)
      writeFileSync(file, '')
      if (await standsAlone(folder, name, own))
        try {
          return await work()
        } finally {
          rmSync(file, { force: true })
        }
      rmSync(file, { force: true })
    } else if (!told) {
      onWait?.(holder.pid)
      told = true
    }
    await pause(pollMs * (1 + Math.random()))
  }
}

/**
 * Whether nobody else stays. A later name is about to yield, so it is waited for.
 * @param {string} folder
 * @param {string} name
 * @param {string} own
 */
async function standsAlone(folder, name, own) {
  for (let patience = 10; patience > 0; patience--) {
    const others = rivals(folder, name, own)
    if (others.length === 0) return true
    if (others.some((other) => other.file < own)) return false
    await pause(20)
  }
  return false
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {string} own
 */
function rivals(folder, name, own) {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const owner = file === own ? undefined : ownerOf(file, name)
      if (!owner) return []
      const state = ownerState(owner)
      if (state === 'gone') rmSync(path.join(folder, file), { force: true })
      return state === 'alive' ? [{ file, pid: owner.pid }] : []
    })
}
