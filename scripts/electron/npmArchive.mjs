import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileHash } from '../setup/fileHash.mjs'
import { npm, npmSaid } from '../setup/npm.mjs'
import { SetUpProblem } from '../setup/problem.mjs'

/**
 * Fetches a package's archive with npm, which knows this machine's registry and proxies, and checks its sha256. Nothing of it is run.
 *
 * @param {{ package: string, release: string, sha256: string }} pin
 * @param {string} scratch an empty folder of our own; the archive stays there
 * @param {(bytes: number) => void} onBytes
 * @returns {Promise<string>} the file
 */
export async function fetchNpmArchive({ package: name, release, sha256 }, scratch, onBytes) {
  const archives = () => readdirSync(scratch).filter((file) => file.endsWith('.tgz'))
  const timer = setInterval(() => {
    for (const file of archives()) onBytes(statSync(path.join(scratch, file), { throwIfNoEntry: false })?.size ?? 0)
  }, 200)
  try {
    const ended = await npm(['pack', '--ignore-scripts', '--pack-destination', '.', `${name}@${release}`], {
      cwd: scratch,
    })
    if (ended.status !== 0)
      throw new SetUpProblem(
        `${name} ${release} could not be fetched: ${npmSaid(ended)}`,
        'check the network and the registry of "npm config list", then start again',
      )
  } finally {
    clearInterval(timer)
  }
  const [archive] = archives()
  if (!archive) throw new SetUpProblem(`npm fetched no archive of ${name} ${release}`)
  const file = path.join(scratch, archive)
  if ((await fileHash(file)) !== sha256)
    throw new SetUpProblem(
      `${archive} is not the file that was pinned: its sha256 differs`,
      'see which registry "npm config list" names, and whether it serves the official packages',
    )
  return file
}
