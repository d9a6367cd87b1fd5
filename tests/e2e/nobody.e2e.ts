import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root } from '../../scripts/setup/root.mjs'
import { chooseOnDesktop } from './chooseOnDesktop'
import { descendants } from './chromiumProcesses'
import { launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majors } from './desktopMachine'
import { trainInTheWindow } from './studioScript'

/**
 * As an ordinary user, with the whole sandbox of Chromium: root, as which tests often run, cannot have it. What lies in root's own cache is linked to where
 * that user may read it.
 */
const nobody = 65534

/** A folder on the way to `place` through which only its owner may go. */
function closedFolderOf(place: string): string | undefined {
  if ((statSync(place).mode & 0o001) === 0) return place
  const above = path.dirname(place)
  return above === place ? undefined : closedFolderOf(above)
}

let machine: DesktopMachine | string
let folder: string
beforeAll(async () => {
  machine = process.getuid?.() === 0 ? await desktopMachine() : 'only root can become another user'
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-nobody-'))
  chmodSync(folder, 0o755)
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

test.for(majors)(
  'Electron %i trains for the user nobody, with every process of a page in the sandbox',
  {
    timeout: 180_000,
  },
  async (major, { skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const closed = closedFolderOf(root)
    if (closed) return skip(`${closed} is closed to that user, and the checkout lies in it`)
    const electron = path.join(folder, `electron-${major}`)
    const engine = path.join(folder, `engine-${major}`)
    link(path.dirname(machine.electron[major]), electron)
    link(path.dirname(process.env.LAYERLOOM_ENGINE_CPU as string), engine)
    const home = path.join(folder, `home-${major}`)
    mkdirSync(home)
    execFileSync('chown', [String(nobody), home])
    const program = path.join(folder, `as-nobody-${major}`)
    const words = `--reuid=${nobody} --regid=${nobody} --clear-groups`
    writeFileSync(program, `#!/bin/sh\nexec setpriv ${words} '${electron}/electron' "$@"\n`, { mode: 0o755 })

    const loaded = path.join(engine, 'tensorflow')
    const desktop = await launchDesktop({
      machine: { ...machine, electron: { ...machine.electron, [major]: program } },
      major,
      userData: path.join(home, 'data'),
      sandbox: true,
      env: {
        HOME: home,
        LAYERLOOM_ENGINE: loaded,
        LAYERLOOM_ENGINE_CPU: loaded,
        LAYERLOOM_CACHE: path.join(home, 'cache'),
      },
    })
    try {
      await desktop.page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor({ timeout: 60_000 })
      const words = await desktop.app.evaluate(() => process.argv)
      expect(words.filter((word) => word.includes('no-sandbox'))).toEqual([])
      expect(owners(desktop.pid)).toEqual([nobody])
      // The kernel's filter of system calls is on: 2 in the process' status.
      const page = await desktop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      )
      expect(execFileSync('grep', ['^Seccomp:', `/proc/${page}/status`], { encoding: 'utf8' })).toMatch(/\t2\n/)
      await trainInTheWindow(desktop.page, path.join(home, 'project'), chooseOnDesktop(desktop.app), `nobody-${major}`)
      expect(desktop.errors).toEqual([])
    } finally {
      await desktop.close()
    }
  },
)

/** Hard links take no space and cross no permission of root's folders. */
const link = (from: string, to: string): Buffer => execFileSync('cp', ['-al', from, to])

/** Whose processes they are. */
const owners = (pid: number): number[] => {
  const said = [pid, ...descendants(pid)].map((one) =>
    execFileSync('stat', ['-c', '%u', `/proc/${one}/task/${one}/comm`], { encoding: 'utf8' }).trim(),
  )
  return [...new Set(said)].map(Number)
}
