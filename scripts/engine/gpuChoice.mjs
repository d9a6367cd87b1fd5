import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { isOlder } from '../setup/nodeVersion.mjs'
import { errorCode } from '../setup/problem.mjs'
import { writeWhole } from '../setup/temporaryFolder.mjs'
import { buildFor } from './builds.mjs'
import { findDriver, oldestDriver } from './driver.mjs'

/** @typedef {import('./builds.mjs').Build} Build */
/** @typedef {import('../setup/progress.mjs').Progress} Progress */

/**
 * Whether TensorFlow for CUDA is to be set up as well. `LAYERLOOM_GPU=yes` and `=no` decide and are remembered; without a word before,
 * somebody at a terminal is asked, and elsewhere a line says how to ask for it.
 *
 * @param {{ cache: string, progress: Progress, ask?: (question: string) => Promise<string>, build?: Build | undefined }} job
 *   `ask` is absent where nobody can answer
 * @returns {Promise<Build | undefined>} the build to set up
 */
export async function chooseGpuBuild({ cache, progress, ask, build = buildFor('cuda') }) {
  const said = process.env.LAYERLOOM_GPU
  if (said === 'no' || said === 'yes') await remember(cache, said)
  const driver = findDriver()
  if (!driver || !build) return undefined
  const known = said === 'yes' || said === 'no' ? said : remembered(cache)
  if (known === 'no') return undefined
  if (driver.version && isOlder(driver.version, oldestDriver)) {
    progress.say(
      `The NVIDIA driver ${driver.version} is too old for CUDA 12 (${oldestDriver} or newer): TensorFlow runs on the processor`,
    )
    return undefined
  }
  if (known === 'yes') return build
  const offer = `An NVIDIA driver is here (${driver.version ?? driver.sign}). TensorFlow for CUDA takes ${gigabytes(download(build))} GB to fetch and ${gigabytes(onDisk(build))} GB on disk`
  if (!ask) {
    progress.say(`${offer}. LAYERLOOM_GPU=yes sets it up, LAYERLOOM_GPU=no ends this line`)
    return undefined
  }
  const answer = /^y(es)?$/i.test((await ask(`${offer}. Set it up? [y/N] `)).trim()) ? 'yes' : 'no'
  await remember(cache, answer)
  if (answer === 'no') progress.say('Not set up; LAYERLOOM_GPU=yes changes that')
  return answer === 'yes' ? build : undefined
}

/** Asks on stderr, because stdout belongs to the command's answer. @param {string} question */
export async function askAtTerminal(question) {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await lines.question(question)
  } finally {
    lines.close()
  }
}

/** @param {Build} build */
const download = ({ wheels, nvidia = [] }) =>
  [...wheels.slice(0, 1), ...nvidia].reduce((sum, { bytes }) => sum + bytes, 0)

/** CUDA's libraries unpack to 1.53 times their wheels. @param {Build} build */
const onDisk = ({ libraries, nvidia = [] }) =>
  libraries.reduce((sum, { bytes }) => sum + bytes, 0) + 1.53 * nvidia.reduce((sum, { bytes }) => sum + bytes, 0)

/** @param {number} bytes */
const gigabytes = (bytes) => (bytes / 1e9).toFixed(1)

/** @param {string} cache */
const choiceFile = (cache) => path.join(cache, 'gpu.json')

/**
 * @param {string} cache
 * @returns {'yes' | 'no' | undefined}
 */
export function remembered(cache) {
  try {
    const { setUp } = JSON.parse(readFileSync(choiceFile(cache), 'utf8'))
    return setUp === 'yes' || setUp === 'no' ? setUp : undefined
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * @param {string} cache
 * @param {'yes' | 'no'} setUp
 */
async function remember(cache, setUp) {
  if (remembered(cache) !== setUp) await writeWhole(choiceFile(cache), `${JSON.stringify({ setUp })}\n`)
}
