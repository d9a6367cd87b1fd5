import { existsSync } from 'node:fs'
import path from 'node:path'
import { run } from '../setup/run.mjs'
import { headers } from './builds.mjs'
import { parseRecord } from './wheel.mjs'

/**
 * TensorFlow as Python's packages on this machine have it, found without importing it.
 *
 * @typedef {{ folder: string, hashes: Map<string, string> }} Installation `folder` holds `tensorflow/`; hashes as its RECORD has them
 */

const probe = `
import importlib.metadata, json, sys
try:
    found = importlib.metadata.distribution(sys.argv[1])
    print(json.dumps({'version': found.version, 'folder': str(found.locate_file('')), 'record': found.read_text('RECORD')}))
except importlib.metadata.PackageNotFoundError:
    print('null')`

/**
 * The package of a build in exactly its version, with all that is needed of it; `undefined` if there is none.
 * @param {import('./builds.mjs').Build} build
 * @param {import('./python.mjs').Python} python
 * @returns {Promise<Installation | undefined>}
 */
export async function findInstallation(build, python) {
  // On Windows the library belongs to the Python of its tag, which need not be pinned.
  if (build.wheels.length > 1 && !build.wheels.some((wheel) => wheel.python === python.version)) return undefined
  const { status, stdout } = await run(python.command, ['-c', probe, build.package])
  if (status !== 0) return undefined
  /** @type {{ version: string, folder: string, record: string | null } | null} */
  const found = JSON.parse(stdout)
  if (found?.version !== build.version || !found.record) return undefined
  const hashes = parseRecord(found.record)
  const members = [...build.libraries.map(({ member }) => member), ...headers.map(headerMember)]
  const isAllThere = members.every((member) => hashes.has(member) && existsSync(path.join(found.folder, member)))
  return isAllThere ? { folder: found.folder, hashes } : undefined
}

/** @param {string} header */
export const headerMember = (header) => `tensorflow/include/${header}`
