import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The checkout, of which this bundle is `out/main`. */
export const root = path.resolve(__dirname, '../..')

/** An Electron to open the window with, or why there is none. */
export type FoundElectron = { readonly program: string } | { readonly reason: string }

/**
 * The Electron of `ELECTRON_OVERRIDE_DIST_PATH`; else the one that the `electron` package has fetched, or fetches now: its own download, with its own mirrors and
 * checksums (ELECTRON_MIRROR and so on).
 */
export async function findElectron(
  say: (text: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<FoundElectron> {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const program = path.join(override, executable())
    return existsSync(program)
      ? { program }
      : { reason: `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which has no ${executable()}` }
  }
  const folder = path.join(root, 'node_modules', 'electron')
  const own = path.join(folder, 'dist', executable())
  if (existsSync(path.join(folder, 'path.txt')) && existsSync(own)) return { program: own }
  const installer = path.join(folder, 'install.js')
  if (!existsSync(installer)) return { reason: 'the package "electron" is not installed' }
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }
  say(`Fetching Electron ${version} (about 120 MB, once) ...`)
  const failure = await runInstaller(installer)
  if (failure === undefined && existsSync(own)) return { program: own }
  return { reason: `Electron ${version} could not be fetched (${failure ?? 'it is not where it should be'})` }
}

/** Where the program lies in a folder with an Electron. */
function executable(): string {
  if (process.platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return process.platform === 'win32' ? 'electron.exe' : 'electron'
}

/** What it said when it failed; `undefined`: it did not. */
function runInstaller(installer: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [installer], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (text) => {
      said += text
    })
    child.on('error', (error) => resolve(error.message))
    child.on('close', (status) =>
      resolve(status === 0 ? undefined : (said.split('\n')[0]?.trim() ?? `status ${status}`)),
    )
  })
}
