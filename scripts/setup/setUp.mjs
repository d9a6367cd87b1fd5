import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { buildFor } from '../engine/builds.mjs'
import { askAtTerminal, chooseGpuBuild } from '../engine/gpuChoice.mjs'
import { missingOf, setUpEngine } from '../engine/setUpEngine.mjs'
import { bundleIsCurrent, makeBundle } from './bundle.mjs'
import { cacheFolder } from './cacheFolder.mjs'
import { engineEnvironment } from './engineLocation.mjs'
import { ensure } from './ensure.mjs'
import { installNodeModules, nodeModulesAreCurrent } from './nodeModules.mjs'
import { findPrerequisites, requireGlibc, unsupportedPlatform } from './prerequisites.mjs'
import { SetUpProblem, withDiskRemedy } from './problem.mjs'
import { createProgress } from './progress.mjs'
import { root } from './root.mjs'
import { interruptible } from './run.mjs'
import { removeLeftovers } from './temporaryFolder.mjs'

/**
 * Brings a checkout to where it runs: packages, TensorFlow, its addon, the bundle. Makes only what is missing; each piece ends in one rename, so
 * it may be killed at any moment and started twice. All it says goes to stderr.
 *
 * @param {{ deep?: boolean, progress?: import('./progress.mjs').Progress }} [options] `deep`: hash TensorFlow's files instead of believing sizes and times
 * @returns {Promise<Record<string, string>>} the environment for what is started, as `engineEnvironment` has it
 */
export async function setUp({ deep = false, progress = createProgress() } = {}) {
  const cache = cacheFolder()
  try {
    return await interruptible(() => bringUp(cache, progress, deep))
  } catch (error) {
    throw withDiskRemedy(error, /** @type {NodeJS.ErrnoException} */ (error)?.path ?? cache)
  }
}

/**
 * @param {string} cache
 * @param {import('./progress.mjs').Progress} progress
 * @param {boolean} deep
 */
async function bringUp(cache, progress, deep) {
  const build = buildFor('cpu')
  if (!build) throw unsupportedPlatform()
  requireGlibc()
  const out = path.join(root, 'out')
  const local = { locks: path.join(out, 'locks'), progress }
  const job = { cache, root, build, progress, deep }
  // A gigabyte may lie there if a start was killed between its last rename and its tidying.
  for (const folder of [out, cache, ...['tensorflow', 'nvidia', 'engine'].map((name) => path.join(cache, name))])
    removeLeftovers(folder)
  // With an empty cache everything will be needed: what the machine lacks is said before anything is fetched.
  if (!existsSync(path.join(cache, 'engine'))) await toolsFor(await missingOf(job))
  await ensure(
    { ...local, name: 'packages', what: 'the packages' },
    () => nodeModulesAreCurrent(root),
    () => installNodeModules(root, out, progress),
  )
  const missing = await missingOf(job)
  if (missing.tensorflow || missing.addon) {
    mkdirSync(cache, { recursive: true })
    if (!build.tested) progress.say(`Nobody has run this on ${build.platform} yet; please tell how it goes`)
    await setUpEngine({ ...job, ...(await toolsFor(missing)) })
  }
  await setUpGpu(job)
  await ensure(
    { ...local, name: 'bundle', what: 'the bundle' },
    () => bundleIsCurrent(root),
    () => makeBundle(root, out, progress),
  )
  return engineEnvironment(cache)
}

/**
 * TensorFlow for CUDA beside the one for the processor, where a driver is and somebody wants it. A failure costs the GPU and nothing else.
 * @param {import('../engine/setUpEngine.mjs').EngineJob} job
 */
async function setUpGpu(job) {
  const canAsk = process.stdin.isTTY && process.stderr.isTTY && !process.env.CI
  const build = await chooseGpuBuild({
    cache: job.cache,
    progress: job.progress,
    ...(canAsk && { ask: askAtTerminal }),
  })
  if (!build) return
  try {
    const missing = await missingOf({ ...job, build })
    if (!missing.tensorflow && !missing.addon) return
    await setUpEngine({ ...job, build, ...(await toolsFor(missing)) })
  } catch (error) {
    if (!(error instanceof SetUpProblem)) throw error
    job.progress.say(`TensorFlow for CUDA could not be set up; it runs on the processor. ${error.message}`)
  }
}

/** @param {Awaited<ReturnType<typeof missingOf>>} missing */
const toolsFor = ({ tensorflow, nvidia, addon }) =>
  findPrerequisites({ python: tensorflow || nvidia.length > 0, compiler: addon })
