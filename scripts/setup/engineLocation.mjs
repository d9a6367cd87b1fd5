import { buildFor } from '../engine/builds.mjs'
import { findDriver } from '../engine/driver.mjs'
import { engineFolder, loadFolder } from '../engine/engineFolder.mjs'
import { remembered } from '../engine/gpuChoice.mjs'
import { cacheFolder } from './cacheFolder.mjs'
import { readManifest } from './manifest.mjs'
import { root } from './root.mjs'

/**
 * Where the engines are, as environment variables for the processes that use them:
 *
 *   LAYERLOOM_CACHE         the user's cache folder
 *   LAYERLOOM_ENGINE_CPU    folder with `tfjs_binding.node` and TensorFlow's libraries for the processor
 *   LAYERLOOM_ENGINE_CUDA   the same for an NVIDIA GPU, where a driver is and the set-up was wanted
 *   LAYERLOOM_ENGINE        the one that a process loads unless it is told otherwise: CPU
 *
 * What is not set up is left out.
 *
 * @param {string} [cache]
 * @returns {Record<string, string>}
 */
export function engineEnvironment(cache = cacheFolder()) {
  const cpu = engineOf('cpu', cache)
  const cuda = findDriver() && remembered(cache) === 'yes' ? engineOf('cuda', cache) : undefined
  return {
    LAYERLOOM_CACHE: cache,
    ...(cpu && { LAYERLOOM_ENGINE: cpu, LAYERLOOM_ENGINE_CPU: cpu }),
    ...(cuda && { LAYERLOOM_ENGINE_CUDA: cuda }),
  }
}

/**
 * @param {'cpu' | 'cuda'} variant
 * @param {string} cache
 */
function engineOf(variant, cache) {
  const build = buildFor(variant)
  const folder = build && engineFolder(cache, root, build)
  return folder && readManifest(folder) ? loadFolder(folder) : undefined
}
