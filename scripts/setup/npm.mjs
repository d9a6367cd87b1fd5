import { errorCode, SetUpProblem } from './problem.mjs'
import { run } from './run.mjs'

/**
 * Runs npm to its end: the one that runs us, else the one on the path.
 * @param {readonly string[]} words
 * @param {{ cwd: string }} options
 */
export async function npm(words, { cwd }) {
  const own = process.env.npm_execpath
  const [command, args] = own?.endsWith('.js')
    ? [process.execPath, [own, ...words]]
    : process.platform === 'win32'
      ? ['cmd', ['/d', '/c', 'npm.cmd', ...words]]
      : ['npm', words]
  try {
    return await run(command, args, { cwd, env: withoutOuterNpm() })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
    throw new SetUpProblem('npm is not on the path', 'install it with Node and start again')
  }
}

/**
 * What an npm that failed said, in a line.
 * @param {{ status: number | null, stderr: string }} ended
 */
export function npmSaid({ status, stderr }) {
  const said = stderr.split('\n').filter((line) => line.startsWith('npm error'))
  return said.slice(0, 3).join(' / ') || stderr.trim().slice(-300) || `status ${status}`
}

/** What `npm start` tells its script about itself would lead the inner npm back to the checkout; a person's settings stay. */
const withoutOuterNpm = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command|config_local_prefix)/i.test(name)),
  )
