import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { isRunning, killFamily } from '../reliability/childProcesses'
import type { DesktopMachine, Major } from './desktopMachine'

/** The checkout, which an unpackaged Electron runs. */
export const checkout = path.resolve(__dirname, '../..')

export interface DesktopOptions {
  readonly machine: DesktopMachine
  readonly major: Major
  /** Chromium's and the studio's own files; two programs on one are one instance. */
  readonly userData: string
  readonly project?: string
  /** Another program than that major's Electron: a packaged one, which brings its application along. */
  readonly packaged?: string
  /** Pages' processes and the system's sandbox around them: not for root. */
  readonly sandbox?: boolean
  readonly env?: NodeJS.ProcessEnv
}

/** A real Electron with the studio in it. */
export interface DesktopApp {
  readonly app: ElectronApplication
  readonly pid: number
  /** What pages said at error level, and what they threw. */
  readonly errors: string[]
  /** What the main process wrote to stderr. */
  readonly stderr: () => string
  /** From the start of the process to the first window. */
  readonly page: Page
  /** Ends it as a person would, runs with it. */
  close(): Promise<void>
}

/** A program that does not end in that time has failed its test; it does not stay behind. */
const closeMs = 30_000

/** Starts it and waits for its window. */
export async function launchDesktop(options: DesktopOptions): Promise<DesktopApp> {
  const { machine, major, packaged, sandbox = false } = options
  const app = await _electron.launch({
    executablePath: packaged ?? machine.electron[major],
    args: desktopWords(options),
    env: desktopEnvironment(options),
    ...(sandbox && { chromiumSandbox: true }),
  })
  const pid = app.process().pid as number
  let stderr = ''
  app.process().stderr?.on('data', (text) => {
    stderr += text
  })
  const errors: string[] = []
  app.on('window', (page) => listen(page, errors))
  const page = await app.firstWindow()
  listen(page, errors)
  return {
    app,
    pid,
    errors,
    page,
    stderr: () => stderr,
    async close() {
      if (!isRunning(pid)) return
      const killer = setTimeout(() => killFamily(pid), closeMs)
      try {
        // Whatever trains is stopped, whatever else it may ask is cancelled.
        await app.evaluate(({ dialog }) => {
          dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false })
        })
        await app.close()
      } finally {
        clearTimeout(killer)
      }
    },
  }
}

/**
 * The status of a program that ends by itself. Not its pipes are waited for (`close`), which what it began may hold longer than it lives; and not for ever.
 */
export function endOf(child: ChildProcess, withinMs = 60_000): Promise<number | null> {
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) => {
    const killer = setTimeout(() => {
      killFamily(child.pid as number)
      reject(new Error(`process ${child.pid} has not ended within ${withinMs} ms: ${said}`))
    }, withinMs)
    child.once('exit', (status) => {
      clearTimeout(killer)
      resolve(status)
    })
  })
}

export const desktopWords = ({ userData, project, packaged, sandbox = false }: DesktopOptions): string[] => [
  ...(sandbox ? [] : ['--no-sandbox']),
  '--disable-gpu',
  `--user-data-dir=${userData}`,
  ...(packaged === undefined ? [checkout] : []),
  ...(project === undefined ? [] : [project]),
]

export function desktopEnvironment({ machine, env }: DesktopOptions): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _asNode, NODE_OPTIONS: _options, ...rest } = process.env
  return { ...rest, DISPLAY: machine.screen.DISPLAY, ...env } as Record<string, string>
}

const heard = new WeakSet<Page>()

function listen(page: Page, errors: string[]): void {
  if (heard.has(page)) return
  heard.add(page)
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
}
