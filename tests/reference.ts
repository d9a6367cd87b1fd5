import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder of reference tables and data sets beside the checkout, or `undefined` on a machine without it. */
export const shared: string | undefined = [process.env.LAYERLOOM_SHARED, path.resolve(__dirname, '../../shared')].find(
  (folder) => folder !== undefined && existsSync(path.join(folder, 'reference')),
)

/** Why a test that needs the folder is skipped. */
export const noReference = '../shared is not here'

/** A path inside it; throws without it, so ask `shared` first. */
export function referencePath(...parts: string[]): string {
  if (!shared) throw new Error(noReference)
  return path.join(shared, 'reference', ...parts)
}
