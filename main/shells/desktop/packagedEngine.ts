import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import { type EngineFolders, engineFolders } from '../../studio/engine/engineFolders'

/**
 * Where TensorFlow is. Unpackaged, where the set-up put it; a packaged program brings it along, or only its addon, and the libraries were fetched to the
 * `fetched` folder at the first start. Looked up each time, for that may be while the program runs.
 */
export function desktopEngines(fetched: string): EngineFolders {
  if (!app.isPackaged) return engineFolders()
  // For each job process: hashes of the parts, which lie outside of the archive that this file is in.
  process.env.LAYERLOOM_ENGINE_PARTS = partsList()
  return {
    get cpu() {
      return [broughtAlong(), fetched].find(isComplete)
    },
    cuda: undefined,
  }
}

/** Of a packaged program: sha256 by file name. */
export const partsList = (): string => path.join(__dirname, 'engine.json')

/** The folder with what the package carries of the engine. */
export const broughtAlong = (): string => path.join(process.resourcesPath, 'engine', 'tensorflow')

/** The addon and TensorFlow's libraries beside it. */
export const isComplete = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => /libtensorflow_cc|_pywrap_tensorflow/.test(name))
