import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from '../../../main/data/cacheFolder'

const packages = ['tensorflow-cpu==2.21.0', 'keras==3.15.1', 'torch==2.15.0', 'torchvision==0.29.2', 'pillow==13.0.0']

/**
 * The Python that the rivals run in: the one that LAYERLOOM_RIVALS names, else a throw-away virtual environment in the cache,
 * made at the first use.
 */
export const rivalPython = (): string => cachedPython({ name: 'rivals', packages, size: '2 GB to fetch' })

/** Packages in a folder of that name. */
export interface PythonSetUp {
  readonly name: string
  readonly packages: readonly string[]
  /** In words, said before anything is fetched: '3 GB to fetch'. */
  readonly size: string
}

/** What is about to be fetched, in words; nothing where the Python is there. */
export function pythonToFetch(setUp: PythonSetUp): string | undefined {
  if (process.env.LAYERLOOM_RIVALS || existsSync(placesOf(setUp).complete)) return undefined
  return `Python with ${setUp.packages.join(', ')} is set up in ${placesOf(setUp).folder}, once: about ${setUp.size}. LAYERLOOM_RIVALS=<python> takes one that has them.`
}

export function cachedPython(setUp: PythonSetUp): string {
  const given = process.env.LAYERLOOM_RIVALS
  if (given) return given
  const { folder, python, complete } = placesOf(setUp)
  const toFetch = pythonToFetch(setUp)
  if (toFetch === undefined) return python
  process.stderr.write(`${toFetch}\n`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  run(process.platform === 'win32' ? 'py' : 'python3', ['-m', 'venv', folder])
  run(python, ['-m', 'pip', 'install', '--only-binary=:all:', '--disable-pip-version-check', ...setUp.packages])
  writeFileSync(complete, '')
  return python
}

function placesOf({ name, packages }: PythonSetUp): { folder: string; python: string; complete: string } {
  const folder = path.join(cacheFolder(), name)
  const python = path.join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']))
  return { folder, python, complete: path.join(folder, `complete ${packages.join(' ')}`) }
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (error || status !== 0)
    throw new Error(`${command} ${args.slice(0, 3).join(' ')} ended with ${error?.message ?? status}`)
}
