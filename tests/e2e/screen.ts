import { type ChildProcess, spawn } from 'node:child_process'

/** A screen that nobody sees, for windows. */
export interface Screen {
  /** For the environment of who draws on it. */
  readonly DISPLAY: string
  close(): Promise<void>
}

/** Starts an X server on a number of its own choice. (`xvfb-run` leaves its server behind when it is killed.) */
export async function openScreen(xvfb: string): Promise<Screen> {
  const child = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-noreset'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  const number = await firstLine(child)
  return {
    DISPLAY: `:${number}`,
    close: () =>
      new Promise((resolve) => {
        child.once('close', () => resolve())
        child.kill()
      }),
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  let said = ''
  let number = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (status) => reject(new Error(`Xvfb ended with ${status}: ${said}`)))
    child.stdio[3]?.on('data', (text) => {
      number += text
      if (number.endsWith('\n')) resolve(number.trim())
    })
  })
}
