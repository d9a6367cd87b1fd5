import { errorCode } from '../setup/problem.mjs'
import { run } from '../setup/run.mjs'

/**
 * A Python of the machine. It serves as a downloader only.
 *
 * @typedef {{ command: string, version: string, hasPip: boolean }} Python `version` as '3.12'
 */

const probe = `
import importlib.util, sys
print('%d.%d' % sys.version_info[:2], importlib.util.find_spec('pip') is not None)`

/** @returns {Promise<Python | undefined>} the first Python 3 on the path */
export async function findPython() {
  for (const command of process.platform === 'win32' ? ['python', 'python3', 'py'] : ['python3', 'python']) {
    try {
      const { status, stdout } = await run(command, ['-c', probe])
      const [version, hasPip] = stdout.trim().split(' ')
      if (status === 0 && version?.startsWith('3.')) return { command, version, hasPip: hasPip === 'True' }
    } catch (error) {
      if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'EACCES') throw error
    }
  }
  return undefined
}
