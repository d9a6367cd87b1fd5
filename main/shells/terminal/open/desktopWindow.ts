import { spawn } from 'node:child_process'
import path from 'node:path'
import { listenForInterrupts, statusOf } from '../interrupts'
import { root } from './electronProgram'

/** How the desktop's process ended. */
export interface WindowEnd {
  readonly status: number
  /** It ended so soon, and not well, that nobody can have seen a window. */
  readonly why: string | undefined
}

/** A window that ends within this time with a failure was never open, in milliseconds. */
const startMs = 10_000

/** Lines of Chromium's that a person can do nothing about. */
const noise = /^\[\d+:\d+\/\d+\.\d+:(ERROR|WARNING|INFO)|^$|^\(node:\d+\)|^\(Use `/

/** Opens the desktop window, in front of a project if one is named, and settles when it is closed. */
export async function openDesktopWindow(program: string, project: string | undefined): Promise<WindowEnd> {
  const words = [...flags(), root, ...(project === undefined ? [] : [path.resolve(project)])]
  const begin = Date.now()
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'pipe'], env: environment() })
  // It ends by itself, after a checkpoint of what trains; a third signal does not wait for that.
  const interrupts = listenForInterrupts((times) => child.kill(times > 2 ? 'SIGKILL' : 'SIGTERM'))
  let said = ''
  child.stderr.on('data', (text: Buffer) => {
    for (const line of String(text).split('\n')) if (!noise.test(line)) process.stderr.write(`${line}\n`)
    said = (said + text).slice(-2000)
  })
  return new Promise((resolve) => {
    child.on('error', (error) => {
      interrupts.close()
      resolve({ status: 1, why: error.message })
    })
    child.on('close', (code, signal) => {
      interrupts.close()
      const status = interrupts.signal ? statusOf(interrupts.signal) : (code ?? 1)
      const isFailure = status !== 0 && !interrupts.signal && Date.now() - begin < startMs
      const words = said.trim().split('\n').at(-1) || `status ${code ?? signal}`
      resolve({ status, why: isFailure ? `Electron ended at once: ${words}` : undefined })
    })
  })
}

/** Chromium refuses to run as root with its sandbox; pages keep the sandbox of their own processes. */
const flags = (): string[] => (process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [])

function environment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...rest } = process.env
  return rest
}
