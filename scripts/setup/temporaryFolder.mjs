import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ownedName, ownerOf, ownerState } from './owner.mjs'

const prefix = '.tmp'

/**
 * Does work in a fresh folder that is gone afterwards; what is to stay is renamed out of it. What killed processes left behind in
 * the same parent is removed first.
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

/** @param {string} parent */
function removeLeftovers(parent) {
  for (const name of readdirSync(parent)) {
    const owner = ownerOf(name, prefix)
    if (owner && ownerState(owner) === 'gone') rmSync(path.join(parent, name), { recursive: true, force: true })
  }
}
