import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from '../../../main/data/cacheFolder'

const packages = ['tensorflow-cpu==2.21.0', 'keras==3.15.1', 'torch==2.15.0', 'torchvision==0.29.2', 'pillow==13.0.0']

/**
 * The Python that the rivals run in: the one that LAYERLOOM_RIVALS names, else a throw-away virtual environment in the cache,
 * made at the first use (about 2 GB to fetch).
 */
export const rivalPython = (): string => cachedPython('rivals', packages)

/** The same with other packages, in a folder of that name. */
export function cachedPython(name: string, packages: readonly string[]): string {
  const given = process.env.LAYERLOOM_RIVALS
  if (given) return given
  const folder = path.join(cacheFolder(), name)
  const python = path.join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))
  const complete = path.join(folder, `complete ${packages.join(' ')}`)
  if (existsSync(complete)) return python
  process.stderr.write(`setting up Python in ${folder}: ${packages.join(', ')} (once)\n`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  run(process.platform === 'win32' ? 'py' : 'python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--only-binary=:all:', '--disable-pip-version-check', ...packages])
  writeFileSync(complete, '')
  return python
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (error || status !== 0)
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} ended with ${error?.message ?? status}`)
}
