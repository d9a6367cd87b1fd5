import { findCompiler } from '../engine/compiler.mjs'
import { findPython } from '../engine/python.mjs'
import { isGlibc } from './glibc.mjs'
import { SetUpProblem, SetUpProblems } from './problem.mjs'
import { remedyFor } from './remedies.mjs'

/**
 * What this machine has to bring along for the work that is left. All that is missing is named at once, a line each, before anything is
 * fetched.
 *
 * @param {{ python: boolean, compiler: boolean }} needed
 * @returns {Promise<{ python: import('../engine/python.mjs').Python | undefined, compiler: string | undefined }>}
 */
export async function findPrerequisites(needed) {
  const python = needed.python ? await findPython() : undefined
  const compiler = needed.compiler ? await findCompiler() : undefined
  const missing = []
  if (needed.python && !python) missing.push(`Python 3 is missing. ${remedyFor('python')}`)
  else if (python && !python.hasPip) missing.push(`pip, Python's installer, is missing. ${remedyFor('pip')}`)
  if (needed.compiler && !compiler) missing.push(`A C++ compiler is missing. ${remedyFor('compiler')}`)
  if (missing.length > 0) throw new SetUpProblems(missing)
  return { python, compiler }
}

/** @param {string} [platform] */
export function unsupportedPlatform(platform = `${process.platform}-${process.arch}`) {
  return new SetUpProblem(
    `TensorFlow has no build for ${platform}`,
    platform === 'darwin-x64'
      ? 'on a Mac with Apple silicon use a Node for arm64; Intel Macs have no current TensorFlow'
      : 'use Linux (x64, arm64), macOS (Apple silicon) or Windows (x64)',
  )
}

/** TensorFlow's wheels are built for glibc. */
export function requireGlibc() {
  if (process.platform !== 'linux' || isGlibc()) return
  throw new SetUpProblem(
    'this system has musl instead of glibc (Alpine), for which TensorFlow has no build',
    'use Debian, Ubuntu or Fedora, in a container if need be',
  )
}
