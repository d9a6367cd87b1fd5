import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServe } from '../web/serveProcess'
import { type DesktopMachine, desktopMachine } from './desktopMachine'
import { type ChooseFolder, grows, stateIs, step, trainInTheWindow } from './studioScript'

let machine: DesktopMachine | string
let folder: string
beforeAll(async () => {
  machine = await desktopMachine()
  folder = mkdtempSync(path.join(tmpdir(), 'layerloom-browser-'))
}, 300_000)
afterAll(async () => {
  if (typeof machine !== 'string') await machine.screen.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A browser has no dialog of the system: the path is written. */
const write: ChooseFolder = (page, label, place) => page.getByLabel(label).getByRole('textbox').fill(place)

test('the same window in a browser opens, makes a project, trains, pauses, goes on and stops; a second tab stays in step', {
  timeout: 180_000,
}, async ({ skip }) => {
  if (typeof machine === 'string') return skip(machine)
  const serve = await startServe({ root: folder, workspace: path.join(folder, 'workspace') })
  const browser = await chromium.launch({
    executablePath: machine.chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-component-update'],
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
    const page = await context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text())
    })
    await page.goto(serve.url)
    expect(page.url()).toBe(`${serve.address}/`)
    const project = path.join(folder, 'project')
    await trainInTheWindow(page, project, write, 'browser')

    const second = await context.newPage()
    await second.goto(page.url())
    await stateIs(second, 'stopped')
    await page.getByRole('main').getByRole('button', { name: 'Resume' }).click()
    await stateIs(second, 'training')
    await grows(second)
    await second.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
    await stateIs(page, 'stopped')
    await stateIs(second, 'stopped')
    // The last steps of a run may reach one tab a moment before the other.
    await expect.poll(async () => (await step(page)) - (await step(second)), { timeout: 10_000 }).toBe(0)
    expect(errors).toEqual([])
  } finally {
    await browser.close()
    await serve.end()
  }
})
