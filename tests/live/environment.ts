import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What each library's script needs. */
export const packages = {
  torchvision: ['torch==2.15.0', 'torchvision==0.29.2', 'numpy'],
  keras: ['tensorflow-cpu==2.21.0', 'keras==3.15.1', 'numpy'],
  pillow: ['pillow==13.0.0', 'numpy'],
} as const
/** Of networks; Pillow has none. */
export type Library = Exclude<keyof typeof packages, 'pillow'>

/**
 * Runs `use` with a Python that has a library: the one that LAYERLOOM_LIVE_PYTHON names, else a virtual environment that is made for it
 * and thrown away after.
 */
export function withPython<T>(library: keyof typeof packages, use: (python: string) => T): T {
  const given = process.env.LAYERLOOM_LIVE_PYTHON
  if (given) return use(given)
  const folder = mkdtempSync(path.join(tmpdir(), `layerloom-live-${library}-`))
  try {
    const python = path.join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))
    process.stderr.write(`fetching ${packages[library].join(', ')}\n`)
    run(process.platform === 'win32' ? 'py' : 'python3', ['-m', 'venv', folder])
    run(python, [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--only-binary=:all:',
      '--disable-pip-version-check',
      ...packages[library],
    ])
    return use(python)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Runs a program to its end; what it says goes to stderr. */
export function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (error || status !== 0)
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} ended with ${error?.message ?? status}`)
}
