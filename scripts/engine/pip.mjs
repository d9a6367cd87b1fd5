import { mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileHash } from '../setup/fileHash.mjs'
import { SetUpProblem } from '../setup/problem.mjs'
import { run } from '../setup/run.mjs'

/**
 * One wheel for pip to fetch.
 * @typedef {{ package: string, version: string, sha256: string, bytes: number, tags: readonly string[] }} Wheel
 *   `tags`: pip's options that name Python and platform, so that the choice does not depend on the Python that runs pip
 */

/**
 * Fetches a wheel with pip, which knows this machine's mirrors and proxies, and checks its sha256. A connection that breaks is taken up again
 * by pip itself where pip is 25.1 or newer.
 *
 * pip shows its progress in ways that differ by version, so the growing file is watched instead.
 *
 * @param {Wheel} wheel
 * @param {import('./python.mjs').Python} python
 * @param {string} scratch an empty folder of our own; the wheel stays there
 * @param {(bytes: number) => void} onBytes
 * @returns {Promise<string>} the file
 */
export async function fetchWheel(wheel, python, scratch, onBytes) {
  const folder = path.join(scratch, 'wheel')
  const temporary = path.join(scratch, 'pip')
  mkdirSync(folder)
  mkdirSync(temporary)
  const timer = setInterval(() => onBytes(Math.max(largestFile(folder), largestFile(temporary))), 200)
  try {
    const args = ['-m', 'pip', 'download', '--no-cache-dir', '--disable-pip-version-check', '--progress-bar', 'off']
    const what = ['--no-deps', '--only-binary=:all:', ...wheel.tags, `${wheel.package}==${wheel.version}`]
    const { status, stdout, stderr } = await run(python.command, [...args, '--dest', folder, ...what], {
      cwd: scratch,
      env: {
        ...process.env,
        TMPDIR: temporary,
        TEMP: temporary,
        TMP: temporary,
        PIP_RESUME_RETRIES: process.env.PIP_RESUME_RETRIES ?? '20',
      },
    })
    if (status !== 0) throw pipProblem(wheel, stderr || stdout)
  } finally {
    clearInterval(timer)
  }
  const name = readdirSync(folder).find((file) => file.endsWith('.whl'))
  if (!name) throw new SetUpProblem(`pip fetched no wheel of ${wheel.package} ${wheel.version}`)
  const file = path.join(folder, name)
  if ((await fileHash(file)) !== wheel.sha256)
    throw new SetUpProblem(
      `${name} is not the file that was pinned: its sha256 differs`,
      'see which index "pip config list" names, and whether it serves the official wheels',
    )
  return file
}

/**
 * @param {Wheel} wheel
 * @param {string} said
 */
function pipProblem(wheel, said) {
  const errors = said.split('\n').filter((line) => /^ERROR:|error:/i.test(line.trim()))
  return new SetUpProblem(
    `${wheel.package} ${wheel.version} could not be fetched: ${(errors.at(-1) ?? said.trim().split('\n').at(-1) ?? 'pip failed').trim()}`,
    'check the network and the index of "pip config list", then start again',
  )
}

/**
 * @param {string} folder
 * @returns {number} bytes
 */
function largestFile(folder) {
  let largest = 0
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    // pip moves its files while we look.
    const stat = statSync(path.join(folder, name), { throwIfNoEntry: false })
    if (stat?.isFile() && stat.size > largest) largest = stat.size
  }
  return largest
}
