import { spawn } from 'node:child_process'

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

/**
 * Runs a program to its end and gives back what it said. Nothing of it reaches our own stdout, which belongs to the command's answer.
 * Throws only where the program cannot be started at all (`ENOENT`).
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ status: number | null, stdout: string, stderr: string }>}
 */
export function run(command, args, { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true })
    running.add(child)
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', (error) => {
      running.delete(child)
      reject(error)
    })
    child.on('close', (status) => {
      running.delete(child)
      resolve({ status, stdout, stderr })
    })
  })
}

/**
 * Does work that Ctrl-C and SIGTERM end at once, with the programs it runs. Nothing needs tidying: what is half done lies in temporary
 * folders that the next start removes. (A kill -9 leaves the programs running; they can only write into those same folders.)
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function interruptible(work) {
  const signals = /** @type {const} */ ({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })
  const names = /** @type {(keyof typeof signals)[]} */ (Object.keys(signals))
  /** @param {keyof typeof signals} signal */
  const end = (signal) => {
    for (const child of running) child.kill('SIGTERM')
    process.stderr.write(`\nset-up stopped by ${signal}; the next start goes on from what is complete\n`)
    process.exit(signals[signal])
  }
  for (const name of names) process.on(name, end)
  try {
    return await work()
  } finally {
    for (const name of names) process.off(name, end)
  }
}
