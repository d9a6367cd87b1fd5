import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readManifest } from '../setup/manifest.mjs'

/**
 * Lays out what of the engine a package carries outside of its archive, and the hashes, which lie inside it: an archive of Electron's says whether it was changed, files
 * beside it do not.
 *
 *     engine/tensorflow/tfjs_binding.node    always: it takes a compiler to make it
 *     engine/tensorflow/libtensorflow_*      with the engine; otherwise the program fetches them at its first start
 *     inside/engine.json                     sha256 by file name, of all of them
 *
 * @param {{ engine: string, workplace: string, withEngine: boolean }} job `engine`: the folder that `LAYERLOOM_ENGINE_CPU` names
 */
export function layOutEngine({ engine, workplace, withEngine }) {
  const manifest = readManifest(path.dirname(engine))
  if (!manifest) throw new Error(`${engine} has no manifest`)
  const target = path.join(workplace, 'engine', 'tensorflow')
  rmSync(workplace, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  mkdirSync(path.join(workplace, 'inside'))
  /** @type {Record<string, string>} */
  const files = {}
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const file = path.basename(name)
    files[file] = sha256
    if (withEngine || file === 'tfjs_binding.node')
      cpSync(path.join(path.dirname(engine), name), path.join(target, file))
  }
  writeFileSync(path.join(workplace, 'inside', 'engine.json'), `${JSON.stringify({ files }, null, 2)}\n`)
}
