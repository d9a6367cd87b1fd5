import { readdirSync } from 'node:fs'
import path from 'node:path'
import { hashOf } from '../setup/fileHash.mjs'
import { readManifest } from '../setup/manifest.mjs'
import { recipe } from './compiler.mjs'
import { tensorflowFolder } from './tensorflowFolder.mjs'

/** @typedef {import('./builds.mjs').Build} Build */

/** The two packages that the addon is compiled from. @param {string} root */
export const addonSources = (root) => ({
  sources: path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'binding'),
  napi: path.join(root, 'node_modules', 'node-api-headers'),
})

/**
 * Where the addon for a build lies: a folder named for all that it is made of, so that checkouts of different versions share a cache without
 * disturbing each other. `undefined` while its sources or TensorFlow are missing.
 *
 *     engine/<variant>-<version>-<hash>/manifest.json
 *                                       tensorflow/tfjs_binding.node, libtensorflow_cc.so.2, libtensorflow_framework.so.2
 *                                       nvidia/          CUDA only: where the libraries' run path looks for CUDA
 *
 * @param {string} cache
 * @param {string} root
 * @param {Build} build
 */
export function engineFolder(cache, root, build) {
  const { sources, napi } = addonSources(root)
  const tensorflow = readManifest(tensorflowFolder(cache, build))
  const files = [...filesIn(sources), ...filesIn(path.join(napi, 'include'))]
  if (!tensorflow || files.length === 0) return undefined
  const libraries = build.libraries.map(({ file }) => tensorflow.files[file]?.sha256 ?? '')
  const nvidia = (build.nvidia ?? []).map(({ sha256 }) => sha256)
  const hash = hashOf(files, recipe, `${process.platform}-${process.arch}`, ...libraries, ...nvidia)
  return path.join(cache, 'engine', `${build.variant}-${build.version}-${hash.slice(0, 12)}`)
}

/** The folder in it that a process loads TensorFlow from. @param {string} folder */
export const loadFolder = (folder) => path.join(folder, 'tensorflow')

/** @param {string} folder */
function filesIn(folder) {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(cc|h)$/.test(name))
      .sort()
      .map((name) => path.join(folder, name))
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return []
    throw error
  }
}
