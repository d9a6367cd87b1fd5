import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

/** The bundle that `npm start` runs. */
export const program = path.resolve(__dirname, '../../out/main/terminal.cjs')

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

/** Runs the terminal program to its end. */
export async function terminal(
  words: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Ran> {
  const begin = performance.now()
  const child = start(words, options)
  const output = collect(child)
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { status, ...output, seconds: (performance.now() - begin) / 1000 }
}

/** Starts it as the leader of a process group of its own; its jobs lead theirs, as they do for people. */
export const start = (
  words: readonly string[],
  { cwd, env, bundle = program }: { cwd?: string; env?: NodeJS.ProcessEnv; bundle?: string | undefined } = {},
): ChildProcess =>
  spawn(process.execPath, [bundle, ...words], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })

/** What it writes, as it comes. */
export function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (text) => {
    output.stdout += text
  })
  child.stderr?.on('data', (text) => {
    output.stderr += text
  })
  return output
}

/** The JSON lines of a stream, a torn last one left out. */
export const jsonLines = (stdout: string): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
