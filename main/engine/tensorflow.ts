import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import util from 'node:util'
import type * as tfjs from '@tensorflow/tfjs-node'
import { Problem } from '../../shared/problem'
import { checkParts } from './checkParts'

export type TensorFlow = typeof tfjs

let loaded: TensorFlow | undefined

/**
 * TensorFlow through tfjs-node, loaded at the first call, from the folder that `LAYERLOOM_ENGINE` names: the addon built by
 * `scripts/` and TensorFlow's two libraries beside it.
 *
 * tfjs-node 4.22 finds its addon through `@mapbox/node-pre-gyp`; a stand-in for that module leads it to our folder, so that
 * nothing is written into node_modules and a packaged app can carry the folder wherever it likes.
 */
export function tensorflow(): TensorFlow {
  loaded ??= load()
  return loaded
}

function load(): TensorFlow {
  const folder = process.env.LAYERLOOM_ENGINE
  const addon = folder && path.join(folder, 'tfjs_binding.node')
  if (!addon || !existsSync(addon))
    throw new Problem({
      code: 'engine-missing',
      message: addon ? `TensorFlow's addon is not at ${addon}` : 'LAYERLOOM_ENGINE names no folder',
      remedy: 'start through "npm start", which sets the engine up',
    })
  // In a packaged program, whose desktop says where its list is.
  if (process.env.LAYERLOOM_ENGINE_PARTS) checkParts(folder, process.env.LAYERLOOM_ENGINE_PARTS)
  const require = createRequire(__filename)
  // Gone in Node 23; tfjs-node 4.22 still calls both.
  const old = util as unknown as Record<string, unknown>
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined
  old.isArray ??= Array.isArray

  const tfjsNode = require.resolve('@tensorflow/tfjs-node')
  const finder = createRequire(tfjsNode).resolve('@mapbox/node-pre-gyp')
  require.cache[finder] = {
    exports: { find: () => addon },
    loaded: true,
    id: finder,
    filename: finder,
  } as NodeJS.Module
  // Its welcome banner goes to stdout's neighbour console.warn/log at load; the terminal owns stdout.
  const tf = require(tfjsNode) as TensorFlow
  tf.enableProdMode()
  if (tf.getBackend() !== 'tensorflow') throw new Error(`tfjs runs on ${tf.getBackend()}, not on TensorFlow`)
  return tf
}

interface Backend {
  readonly binding: { readonly TF_Version: string }
  readonly isUsingGpuDevice: boolean
}
const backend = (): Backend => tensorflow().backend() as unknown as Backend

/** TensorFlow's version, as the library itself says. */
export const tensorflowVersion = (): string => backend().binding.TF_Version

/** Whether TensorFlow found a GPU that it can use. */
export const hasGpu = (): boolean => backend().isUsingGpuDevice
