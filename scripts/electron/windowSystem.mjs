import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { SetUpProblem } from '../setup/problem.mjs'
import { withStep } from '../setup/progress.mjs'
import { run } from '../setup/run.mjs'

/** What windows without a screen need of Debian, and the browser for the web shell's tests. */
const packages = [
  ...['xvfb', 'xauth', 'libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6'],
  'chromium',
]

/**
 * What tests of windows need of the machine: a screen that nobody sees, the libraries of an Electron, a browser. What is missing is installed where we
 * are root on a Debian; otherwise a SetUpProblem says what.
 *
 * @param {string} electron a folder with one
 * @param {import('../setup/progress.mjs').Progress} progress
 * @returns {Promise<{ xvfb: string, chromium: string }>} the programs
 */
export async function windowSystem(electron, progress) {
  const before = await missing(electron)
  if (before.length > 0) {
    if (process.getuid?.() !== 0 || !onPath('apt-get'))
      throw new SetUpProblem(`tests of windows lack ${before.join(', ')}`, `sudo apt-get install ${packages.join(' ')}`)
    await withStep(progress, 'Installing what windows need', {}, install)
    const after = await missing(electron)
    if (after.length > 0)
      throw new SetUpProblem(`tests of windows still lack ${after.join(', ')} after the installation`)
  }
  return { xvfb: /** @type {string} */ (onPath('Xvfb')), chromium: /** @type {string} */ (chromium()) }
}

/** @param {string} electron */
async function missing(electron) {
  const { stdout } = await run('ldd', [path.join(electron, 'electron')])
  const libraries = [...stdout.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => /** @type {string} */ (match[1]))
  return [...(onPath('Xvfb') ? [] : ['Xvfb']), ...(chromium() ? [] : ['Chromium']), ...libraries]
}

async function install() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const { status, stderr } = await run('apt-get', words, { env })
    if (status !== 0) throw new SetUpProblem(`apt-get ${words[0]} failed: ${stderr.trim().split('\n').at(-1)}`)
  }
}

/** A browser for the tests of pages: its program, where there is one. */
export const chromium = () => onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome')

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function onPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not here: the next folder may have it.
    }
  }
  return undefined
}
