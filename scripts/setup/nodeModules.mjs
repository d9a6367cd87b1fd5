import { cpSync, existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { isGlibc } from './glibc.mjs'
import { npm, npmSaid } from './npm.mjs'
import { errorCode, SetUpProblem } from './problem.mjs'
import { withStep } from './progress.mjs'
import { inTemporaryFolder } from './temporaryFolder.mjs'

/**
 * The packages of package-lock.json. npm writes `node_modules/.package-lock.json` last of all, so that file says both what is there and
 * that it is complete; a person's own `npm install` counts too.
 *
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Entry
 */

/** @param {string} root */
export function nodeModulesAreCurrent(root) {
  const wanted = readLock(path.join(root, 'package-lock.json'))
  const present = readLock(path.join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  for (const [name, entry] of wanted) {
    const installed = present.get(name)
    if (!installed && (!entry.optional || isForThisPlatform(entry))) return false
    if (installed && (installed.version !== entry.version || installed.integrity !== entry.integrity)) return false
  }
  return [...present.keys()].every((name) => wanted.has(name))
}

/**
 * Installs them beside and moves them into place in one rename: a start killed at any moment leaves the old ones or the new ones, and an
 * npm that outlives it writes where nobody looks.
 *
 * @param {string} root
 * @param {string} workplace a folder on the same disk
 * @param {import('./progress.mjs').Progress} progress
 */
export async function installNodeModules(root, workplace, progress) {
  const count = [...(readLock(path.join(root, 'package-lock.json')) ?? [])].filter(
    ([, entry]) => !entry.optional || isForThisPlatform(entry),
  )
  await inTemporaryFolder(workplace, async (folder) => {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      if (existsSync(path.join(root, name))) cpSync(path.join(root, name), path.join(folder, name))
    await withStep(progress, 'Installing packages', { total: count.length, unit: 'packages' }, async (advance) => {
      const timer = setInterval(
        () => advance(count.filter(([name]) => existsSync(path.join(folder, name, 'package.json'))).length),
        500,
      )
      try {
        await npmCi(folder)
      } finally {
        clearInterval(timer)
      }
    })
    const target = path.join(root, 'node_modules')
    if (existsSync(target)) renameSync(target, path.join(folder, 'old'))
    renameSync(path.join(folder, 'node_modules'), target)
  })
}

/** @param {string} folder */
async function npmCi(folder) {
  const ended = await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  if (ended.status === 0) return
  throw new SetUpProblem(
    `npm ci failed: ${npmSaid(ended)}`,
    'check the network and the registry of "npm config list", then start again',
  )
}

/**
 * @param {string} file
 * @returns {Map<string, Entry> | undefined} `undefined` if it is not there or half written
 */
function readLock(file) {
  try {
    /** @type {{ packages: Record<string, Entry> }} */
    const { packages } = JSON.parse(readFileSync(file, 'utf8'))
    return new Map(Object.entries(packages).filter(([name]) => name !== ''))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether an optional package, a native part for one platform, is the one for ours. @param {Entry} entry */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os?.includes(process.platform) || !cpu?.includes(process.arch)) return false
  return !libc || libc.includes(process.platform === 'linux' && !isGlibc() ? 'musl' : 'glibc')
}
