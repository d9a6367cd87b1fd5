import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { childProcesses } from '../reliability/childProcesses'
import { writeSmallProject } from '../terminal/smallProject'
import { collect, start } from '../terminal/terminalProgram'
import { pagesOf } from './chromiumProcesses'
import { type DesktopMachine, desktopMachine } from './desktopMachine'

let machine: DesktopMachine | string
let folder: string
beforeAll(async () => {
  machine = await desktopMachine()
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-open-'))
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

/** What a person has of their own, in the test's folder. */
const home = () => ({
  HOME: folder,
  XDG_STATE_HOME: path.join(folder, 'state'),
  XDG_CONFIG_HOME: path.join(folder, 'config'),
})

test('without a word the program opens the desktop window, and ends with it', async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const project = writeSmallProject(path.join(folder, 'project'))
  const env = {
    ...home(),
    DISPLAY: machine.screen.DISPLAY,
    ELECTRON_OVERRIDE_DIST_PATH: path.dirname(machine.electron[25]),
  }
  for (const words of [[], ['open', project]]) {
    const child = start(words, { env })
    const output = collect(child)
    await expect.poll(() => output.stderr, { timeout: 20_000 }).toContain('opening the desktop window with')
    await expect.poll(() => childProcesses(child.pid as number).length, { timeout: 20_000 }).toBe(1)
    // Its window is there when its page has a process.
    await expect.poll(() => pagesOf(child.pid as number), { timeout: 30_000 }).toHaveLength(1)
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('close', resolve)), output.stderr).toBe(143)
    expect(output.stdout).toBe('')
  }
})

test('without a display, or without an Electron, it serves and says why', async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const none = path.join(folder, 'no-electron')
  const cases: [NodeJS.ProcessEnv, string][] = [
    [{ DISPLAY: '' }, 'no desktop window: this session has no display (DISPLAY is not set)'],
    [
      { DISPLAY: machine.screen.DISPLAY, ELECTRON_OVERRIDE_DIST_PATH: none },
      `no desktop window: ELECTRON_OVERRIDE_DIST_PATH names ${none}, which has no electron`,
    ],
  ]
  for (const [env, why] of cases) {
    // No browser either: this test is about where the window is.
    const child = start([], { env: { ...home(), WAYLAND_DISPLAY: '', PATH: path.dirname(process.execPath), ...env } })
    const output = collect(child)
    await expect
      .poll(() => output.stdout, { timeout: 20_000 })
      .toMatch(/^http:\/\/127\.0\.0\.1:\d+\/launch\?token=\S+\n$/)
    await expect.poll(() => output.stderr, { timeout: 20_000 }).toContain('no browser was found here')
    expect(output.stderr).toContain(why)
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(143)
  }
})
