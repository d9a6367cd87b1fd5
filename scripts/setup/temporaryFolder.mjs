import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ownedName, ownerOf, ownerState } from './owner.mjs'
import { errorCode } from './problem.mjs'

const prefix = '.tmp'

/**
 * Does work in a fresh folder that is gone afterwards; what is to stay is renamed out of it. What killed processes left behind in
 * the same parent is removed first, as it is at each start.
 *
 * @template T
 * @param {string} parent on the same disk as where the result goes
 * @param {(folder: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTemporaryFolder(parent, work) {
  mkdirSync(parent, { recursive: true })
  removeLeftovers(parent)
  const folder = path.join(parent, ownedName(prefix))
  mkdirSync(folder)
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Writes a small file so that it is there whole or as it was.
 * @param {string} file
 * @param {string} text
 * @param {string} parent for the temporary folder, on the same disk
 */
export const writeWhole = (file, text, parent = path.dirname(file)) =>
  inTemporaryFolder(parent, async (folder) => {
    const temporary = path.join(folder, path.basename(file))
    writeFileSync(temporary, text)
    renameSync(temporary, file)
  })

/**
 * Removes what killed processes left in a folder. A program that outlived its start may still write there; then the next time removes it.
 * @param {string} parent
 */
export function removeLeftovers(parent) {
  if (!existsSync(parent)) return
  for (const name of readdirSync(parent)) {
    const owner = ownerOf(name, prefix)
    if (!owner || ownerState(owner) !== 'gone') continue
    try {
      rmSync(path.join(parent, name), { recursive: true, force: true })
    } catch (error) {
      if (errorCode(error) !== 'ENOTEMPTY') throw error
    }
  }
}
