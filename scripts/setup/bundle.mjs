import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { errorCode, SetUpProblem } from './problem.mjs'
import { withStep } from './progress.mjs'
import { run } from './run.mjs'
import { inTemporaryFolder } from './temporaryFolder.mjs'

const sourceFolders = ['main', 'shared', 'renderer', 'assets', 'scripts']
const sourceFiles = ['electron.config.ts', 'package-lock.json', 'tsconfig.json']
const stampFile = path.join('out', 'bundled.json')

/**
 * A word for the state of all sources: changes when a file is added, removed or written. Tests are left out.
 * @param {string} root
 */
export function sourceState(root) {
  const hash = createHash('sha256')
  for (const file of sourceFiles) note(path.join(root, file))
  for (const folder of sourceFolders) walk(path.join(root, folder))
  return hash.digest('hex')

  /** @param {string} file */
  function note(file) {
    const stat = statSync(file, { throwIfNoEntry: false })
    if (stat) hash.update(`${file} ${stat.size} ${stat.mtimeMs}\n`)
  }

  /** @param {string} folder */
  function walk(folder) {
    if (!existsSync(folder)) return
    const entries = readdirSync(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(folder, entry.name)
      if (entry.isDirectory()) walk(file)
      else if (!/\.test\.tsx?$/.test(entry.name)) note(file)
    }
  }
}

/** @param {string} root */
export function bundleIsCurrent(root) {
  const stamp = readStamp(root)
  return stamp?.sources === sourceState(root) && stamp.files.every((file) => existsSync(path.join(root, 'out', file)))
}

/**
 * Bundles the sources into `out/`. Built beside and moved file by file, what others refer to first, so that whoever starts in between finds
 * either version whole; the stamp comes last. Chunks of the version before stay for processes that run it.
 *
 * @param {string} root
 * @param {string} workplace a folder on the same disk
 * @param {import('./progress.mjs').Progress} progress
 */
export async function makeBundle(root, workplace, progress) {
  const sources = sourceState(root)
  await inTemporaryFolder(workplace, async (folder) => {
    await withStep(progress, 'Bundling', {}, () => electronVite(root, folder))
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort((a, b) => b.split(path.sep).length - a.split(path.sep).length)
    for (const file of files) {
      mkdirSync(path.dirname(path.join(root, 'out', file)), { recursive: true })
      renameSync(path.join(folder, file), path.join(root, 'out', file))
    }
    removeOldChunks(root, files)
    const stamp = path.join(folder, 'stamp')
    writeFileSync(stamp, JSON.stringify({ sources, files }))
    renameSync(stamp, path.join(root, stampFile))
  })
}

/**
 * @param {string} root
 * @param {string} target
 */
async function electronVite(root, target) {
  const script = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const words = ['build', '--config', 'electron.config.ts', '--logLevel', 'error']
  const env = { ...process.env, LAYERLOOM_OUT: target, NO_COLOR: '1' }
  const { status, stdout, stderr } = await run(process.execPath, [script, ...words], { cwd: root, env })
  if (status === 0) return
  // Not all of the bundler heeds NO_COLOR.
  const said = stripVTControlCharacters(stderr.trim() || stdout.trim())
  throw new SetUpProblem(`the sources do not bundle:\n${said.split('\n    at ')[0]}`)
}

const dayMs = 86_400_000

/**
 * Removes what earlier builds left, once no process that began with them is likely to ask for it.
 * @param {string} root
 * @param {readonly string[]} current
 */
function removeOldChunks(root, current) {
  const limit = Date.now() - dayMs
  for (const folder of new Set(current.map((file) => /** @type {string} */ (file.split(path.sep)[0]))))
    for (const entry of readdirSync(path.join(root, 'out', folder), { recursive: true, withFileTypes: true })) {
      const target = path.join(entry.parentPath, entry.name)
      const isOld = entry.isFile() && !current.includes(path.relative(path.join(root, 'out'), target))
      if (isOld && statSync(target).mtimeMs < limit) rmSync(target)
    }
}

/**
 * @param {string} root
 * @returns {{ sources: string, files: string[] } | undefined}
 */
function readStamp(root) {
  try {
    return JSON.parse(readFileSync(path.join(root, stampFile), 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}
