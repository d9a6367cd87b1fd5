import { existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { damagedFiles, discardManifest, looksComplete, manifestBytes, readManifest } from './manifest.mjs'
import { withStep } from './progress.mjs'
import { inTemporaryFolder } from './temporaryFolder.mjs'

/**
 * Whether a folder that `makeFolder` made is whole. Sizes and times are believed; where they differ, or with `deep`, everything is hashed.
 *
 * @param {string} folder
 * @param {import('./progress.mjs').Progress} progress
 * @param {{ deep?: boolean }} [options]
 */
export async function isWhole(folder, progress, { deep = false } = {}) {
  if (!readManifest(folder)) return false
  if (!deep && looksComplete(folder)) return true
  const name = path.basename(folder)
  const damaged = await withStep(
    progress,
    `Checking ${name}`,
    { total: manifestBytes(folder), unit: 'bytes' },
    (advance) => {
      let read = 0
      return damagedFiles(folder, (bytes) => {
        read += bytes
        advance(read)
      })
    },
  )
  if (damaged.length === 0) return true
  progress.say(`${name} is damaged (${damaged.join(', ')}): it is made again`)
  // From here on it is unfinished for everybody, also for checks that believe sizes and times.
  discardManifest(folder)
  return false
}

/**
 * Makes a folder beside its place and moves it there whole. What stood there before is moved away first and removed.
 *
 * @param {string} folder
 * @param {(temporary: string, scratch: string) => Promise<void>} fill writes into `temporary`; `scratch` is for what is not to stay
 */
export async function makeFolder(folder, fill) {
  const parent = path.dirname(folder)
  mkdirSync(parent, { recursive: true })
  await inTemporaryFolder(parent, async (workplace) => {
    const temporary = path.join(workplace, 'new')
    mkdirSync(temporary)
    await fill(temporary, workplace)
    if (existsSync(folder)) renameSync(folder, path.join(workplace, 'old'))
    renameSync(temporary, folder)
  })
}
