import path from 'node:path'
import { ensure } from '../setup/ensure.mjs'
import { isWhole } from '../setup/finishedFolder.mjs'
import { makeEngineFolder } from './addon.mjs'
import { engineFolder } from './engineFolder.mjs'
import { hasNvidiaWheel, makeNvidiaWheelFolder } from './nvidiaWheel.mjs'
import { hasTensorFlowFolder, makeTensorFlowFolder } from './tensorflowFolder.mjs'

/**
 * @typedef {object} EngineJob
 * @property {string} cache
 * @property {string} root the checkout, with its packages installed
 * @property {import('./builds.mjs').Build} build
 * @property {import('../setup/progress.mjs').Progress} progress
 * @property {boolean} [deep] hash what is there instead of believing sizes and times
 */

/**
 * What of an engine is left to make.
 * @param {EngineJob} job
 */
export async function missingOf({ cache, root, build, progress, deep = false }) {
  let tensorflow = !(await hasTensorFlowFolder(cache, build, progress, {}))
  const folder = tensorflow ? undefined : engineFolder(cache, root, build)
  const addon = !folder || !(await isWhole(folder, progress, { deep }))
  // The engine's libraries are links to these, so a damage seen there is one here.
  if (deep && addon && !tensorflow) tensorflow = !(await hasTensorFlowFolder(cache, build, progress, { deep }))
  // Once the engine is whole its own links to CUDA are; the parts matter only on the way there.
  const nvidia = []
  for (const wheel of addon ? (build.nvidia ?? []) : [])
    if (!(await hasNvidiaWheel(cache, wheel, progress, { deep }))) nvidia.push(wheel)
  return { tensorflow, nvidia, addon }
}

/**
 * Makes it: TensorFlow's libraries, CUDA's where the build has them, the addon. Each is complete or not there.
 * @param {EngineJob & { python: import('./python.mjs').Python | undefined, compiler: string | undefined }} job
 */
export async function setUpEngine({ cache, root, build, progress, python, compiler }) {
  const locks = path.join(cache, 'locks')
  const name = `${build.variant}-${build.version}`
  const what = 'TensorFlow'
  await ensure(
    { locks, name: `tensorflow-${name}`, what, progress },
    () => hasTensorFlowFolder(cache, build, progress, {}),
    () => makeTensorFlowFolder({ cache, build, python: given(python), progress }),
  )
  const folder = () => given(engineFolder(cache, root, build))
  const isThere = () => isWhole(folder(), progress)
  if (await isThere()) return
  for (const wheel of build.nvidia ?? [])
    await ensure(
      { locks, name: wheel.package, what: wheel.package, progress },
      () => hasNvidiaWheel(cache, wheel, progress, {}),
      () => makeNvidiaWheelFolder(cache, wheel, given(python), progress),
    )
  await ensure({ locks, name: `engine-${name}`, what, progress }, isThere, () =>
    makeEngineFolder({ cache, root, build, folder: folder(), compiler: given(compiler), progress }),
  )
}

/**
 * @template T
 * @param {T | undefined} value
 * @returns {T}
 */
function given(value) {
  if (value === undefined) throw new Error('the set-up found something missing that it had not looked for')
  return value
}
