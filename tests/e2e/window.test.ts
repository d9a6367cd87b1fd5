import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { answerNext, chooseOnDesktop } from './chooseOnDesktop'
import { desktopEnvironment, desktopWords, endOf, launchDesktop } from './desktopApp'
import { type DesktopMachine, desktopMachine, majorsToTest } from './desktopMachine'
import { dropOnDesktop } from './dropOnDesktop'
import { grows, shoot, showEpochs, stateIs, step, trainInTheWindow } from './studioScript'

let machine: DesktopMachine | string
let folder: string
beforeAll(async () => {
  machine = await desktopMachine()
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-window-'))
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Until its window can be worked with, in milliseconds. A machine that is busy with other things is given more. */
const openMs = (loadavg()[0] as number) <= cpus().length ? 3000 : 20_000

describe.each(majorsToTest)('the window of Electron %i', (major) => {
  test('opens, makes a project, trains, pauses, goes on and stops', { timeout: 180_000 }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const begin = performance.now()
    const desktop = await launchDesktop({ machine, major, userData: path.join(folder, `script-${major}`) })
    try {
      await desktop.page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor()
      const openedMs = performance.now() - begin
      console.log(`Electron ${major}: interactive after ${Math.round(openedMs)} ms, load ${loadavg()[0]?.toFixed(1)}`)
      expect(openedMs).toBeLessThan(openMs)
      const project = path.join(folder, `project-${major}`)
      await trainInTheWindow(desktop.page, project, chooseOnDesktop(desktop.app), `electron-${major}`)
      expect(desktop.errors).toEqual([])
    } finally {
      await desktop.close()
    }
  })

  test('closed while a run trains asks; the run goes on, and the window comes back to it with nothing lost', {
    timeout: 180_000,
  }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `closed-${major}`), {
      training: { epochs: 5000, batchSize: 8 },
    })
    const options = { machine, major, userData: path.join(folder, `closing-${major}`), project }
    const desktop = await launchDesktop(options)
    const { app } = desktop
    try {
      await recordAttention(app)
      await desktop.page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
      await stateIs(desktop.page, 'training')
      await grows(desktop.page)
      expect(await attention(app)).toMatchObject({ isAwake: true, progress: expect.any(Number) })

      // Cancel: it stays.
      await answerNext(app, 2)
      await close(app)
      await expect.poll(() => asked(app)).toMatchObject({ message: 'A run is training.' })
      const before = await step(desktop.page)
      await grows(desktop.page)

      // Go on without a window; a second start brings it back.
      await answerNext(app, 0)
      const gone = desktop.page.waitForEvent('close')
      await close(app)
      await gone
      const next = app.waitForEvent('window')
      const second = spawn(machine.electron[major], desktopWords(options), { env: desktopEnvironment(options) })
      const status = endOf(second)
      const [page, ended] = await Promise.all([next, status])
      expect(ended).toBe(0)
      await stateIs(page, 'training')
      expect(await step(page)).toBeGreaterThan(before)
      await grows(page)
      await showEpochs(page)
      const epochs = await page.getByTestId('epoch-row').locator('td:first-child').allTextContents()
      expect(epochs.map(Number)).toEqual(epochs.map((_, k) => Number(epochs[0]) - k))
      await shoot(page, `electron-${major}-reopened`)

      // Stop from the menu; a notice follows, and the machine may sleep again.
      await app.evaluate(({ BrowserWindow, Menu }) => {
        // A screen without a window manager gives the focus to nobody, or to everybody: here the person looks elsewhere.
        BrowserWindow.prototype.isFocused = () => false
        const run = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Run')
        run?.submenu?.items.find(({ label }) => label === 'Stop')?.click()
      })
      await stateIs(page, 'stopped')
      // On 22 each notice has a `show` of its own, which cannot be watched.
      const notice = major === 22 ? undefined : expect.stringMatching(/: stopped$/)
      await expect.poll(() => attention(app)).toMatchObject({ isAwake: false, progress: -1, notice })
      expect(desktop.errors).toEqual([])
    } finally {
      await desktop.close()
    }
  })

  test('takes a folder of pictures that is dropped on it, from a hand and not from a script', {
    timeout: 60_000,
  }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const { page, close: end } = await launchDesktop({ machine, major, userData: path.join(folder, `drop-${major}`) })
    try {
      await page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor()
      const pictures = page.getByRole('group', { name: 'Pictures' }).getByRole('textbox')
      await page.evaluate(() => {
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(new File(['x'], 'etc'))
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
      })
      await page.waitForTimeout(300)
      expect(await pictures.count()).toBe(0)
      await dropOnDesktop(page, folder)
      await expect.poll(() => pictures.inputValue()).toBe(folder)
      expect(page.url()).toBe('app://layerloom/#/')
    } finally {
      await end()
    }
  })

  test('survives the crash of its page at the page where it was', { timeout: 120_000 }, async ({ skip }) => {
    if (typeof machine === 'string') return skip(machine)
    const project = writeSmallProject(path.join(folder, `crashed-${major}`), {
      training: { epochs: 5000, batchSize: 8 },
    })
    const userData = path.join(folder, `crashing-${major}`)
    const { app, page, stderr, close: end } = await launchDesktop({ machine, major, userData, project })
    try {
      await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
      await stateIs(page, 'training')
      await grows(page)
      const before = await step(page)
      await app.evaluate(({ BrowserWindow }) => {
        setImmediate(() => BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer())
      })
      await expect
        .poll(() => shownText(app, '[data-testid=state]'), { timeout: 60_000, interval: 200 })
        .toBe('training')
      expect(Number((await shownText(app, '[data-testid=step]'))?.replace(/\D/g, ''))).toBeGreaterThanOrEqual(before)
      expect(stderr()).toContain("the window's page is gone")
    } finally {
      await end()
    }
  })
})

const close = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

const asked = (app: ElectronApplication) => app.evaluate(() => (globalThis as { asked?: unknown }).asked)

/** Text of an element, read by the main process: Playwright loses a page that has crashed. */
const shownText = (app: ElectronApplication, selector: string): Promise<string | undefined> =>
  app.evaluate(async ({ BrowserWindow }, where) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents || contents.isCrashed()) return undefined
    // A page that is just being loaded may never answer.
    return Promise.race([
      contents.executeJavaScript(`document.querySelector(${JSON.stringify(where)})?.textContent`),
      new Promise((resolve) => setTimeout(resolve, 1000)),
    ]) as Promise<string | undefined>
  }, selector)

/** Notes what the task bar is told and which notices are shown: neither can be asked. */
const recordAttention = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow, Notification }) => {
    Notification.isSupported = () => true
    Notification.prototype.show = function () {
      Object.assign(globalThis, { notice: this.title })
    }
    const { setProgressBar } = BrowserWindow.prototype
    BrowserWindow.prototype.setProgressBar = function (progress, ...rest) {
      Object.assign(globalThis, { progress })
      return setProgressBar.call(this, progress, ...rest)
    }
  })

const attention = (app: ElectronApplication) =>
  app.evaluate(({ powerSaveBlocker }) => ({
    isAwake: Array.from({ length: 20 }, (_, id) => id).some((id) => powerSaveBlocker.isStarted(id)),
    progress: (globalThis as { progress?: number }).progress,
    notice: (globalThis as { notice?: string }).notice,
  }))
