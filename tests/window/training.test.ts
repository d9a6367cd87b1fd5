import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { grows, stateIs, step } from '../e2e/studioScript'
import { newestWeights } from '../reliability/killedRun'
import { terminal } from '../terminal/terminalProgram'
import { type OpenedWindows, openWindows, show } from './openedWindow'

let windows: OpenedWindows | string
let folder: string
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows === 'string') return
  folder = path.join(windows.root, 'digits')
  const made = await terminal(['new', folder, '--network', 'lenet-5', '--data', 'sample:digits'])
  if (made.status !== 0) throw new Error(made.stderr)
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('main').getByRole('button', { name, exact: typeof name === 'string' })
const waits = { timeout: 60_000 }

test('digits are trained and watched: pause, another learning rate, a mark, a look at the layers, back to before it, two runs compared', {
  timeout: 600_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'train', folder)
    await page.getByRole('heading', { name: 'New run' }).waitFor()
    const epochs = page.getByRole('spinbutton', { name: 'Epochs' })
    await epochs.fill('40')
    await epochs.press('Enter')
    await button(page, 'Train').click()
    await stateIs(page, 'training')
    await grows(page)

    // Space pauses; nothing moves then.
    await page.keyboard.press('Space')
    await stateIs(page, 'paused')
    const pausedAt = await step(page)
    const rate = page.getByRole('slider', { name: 'Learning rate' })
    await rate.focus()
    for (let n = 0; n < 10; n++) await rate.press('PageDown')
    const turned = await page.getByTestId('rate').textContent()
    expect(turned).not.toBe('1e-3')
    // What was turned stays until the run says the same.
    for (let n = 0; n < 20; n++) {
      expect(await page.getByTestId('rate').textContent()).toBe(turned)
      await page.waitForTimeout(50)
    }
    const mark = page.getByTestId('mark').filter({ hasText: 'learning rate to' })
    await mark.first().waitFor(waits)
    await button(page, 'Continue').click()
    await stateIs(page, 'training')
    await grows(page)
    expect(await step(page)).toBeGreaterThan(pausedAt)

    // A key moves one crosshair over both charts, and its figures are said.
    const plot = page.getByRole('application', { name: /^Loss/ })
    await plot.focus()
    await plot.press('Home')
    for (let n = 0; n < 5; n++) await plot.press('ArrowRight')
    expect(await page.locator('.curve-cross').count()).toBe(2)
    await expect
      .poll(() => page.getByRole('figure', { name: 'Loss' }).locator('[aria-live]').textContent(), waits)
      .toMatch(/^epoch \d+, step \d+: .*training \d/)
    // Zoomed, it is not live any more, until somebody goes back.
    await plot.press('+')
    await button(page, 'Back to now').click()
    await button(page, 'Live').waitFor()

    // The layers were looked at, and any of them can be chosen.
    await page.getByRole('option', { name: 'c3', exact: true }).click(waits)
    await page.getByRole('region', { name: 'Weights over time' }).getByText('c3', { exact: true }).waitFor(waits)
    await page.getByRole('img', { name: /^Weights of c3/ }).waitFor(waits)

    // Back to before the change: another run, which the mark's checkpoint began.
    const [first] = readdirSync(path.join(folder, 'runs'))
    await mark.first().getByRole('button').click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Branch' }).click()
    await page.getByTestId('mark').filter({ hasText: 'branched from' }).waitFor(waits)
    expect(await page.getByTestId('mark').filter({ hasText: 'learning rate to' }).count()).toBe(0)
    await stateIs(page, 'finished')

    // Its curve is whole: every step once, to the last.
    const branch = readdirSync(path.join(folder, 'runs')).find((run) => run !== first) as string
    const rows = readFileSync(path.join(folder, 'runs', branch, 'metrics.jsonl'), 'utf8')
      .trim()
      .split('\n')
    const steps = rows.flatMap((row) => {
      const { kind, step: at } = JSON.parse(row) as { kind: string; step: number }
      return kind === 'step' ? [at] : []
    })
    expect(steps).toEqual(Array.from({ length: steps.length }, (_, k) => k + 1))
    expect(newestWeights(path.join(folder, 'runs', branch)).step).toBe(steps.length)
    expect(await step(page)).toBe(steps.length)

    await show(page, 'runs', folder)
    const lines = page.getByTestId('run-row')
    expect(await lines.count()).toBe(2)
    for (const line of await lines.all()) await line.getByRole('checkbox').click()
    await button(page, 'Compare 2').click()
    const compared = page.getByRole('region', { name: /against/ })
    await compared.getByText('All settings are alike.').waitFor(waits)
    await compared.getByText('Both networks are the same.').waitFor(waits)
    expect(await compared.getByTestId('compare-sum').textContent()).toMatch(/^[+−]\d/)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})

test('a run is named, deleted, and comes back from the trash', { timeout: 120_000 }, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'runs', folder)
    const first = page.getByTestId('run-row').first()
    await first.getByRole('button', { name: /^More on/ }).click()
    await page.getByRole('menuitem', { name: /^Name, tags/ }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('the good one')
    await page.getByRole('dialog').getByLabel('Tags').fill('best, aug')
    await page.getByRole('button', { name: 'Save' }).click()
    const named = page.getByTestId('run-row').filter({ hasText: 'the good one' })
    await named.filter({ hasText: 'best' }).waitFor(waits)

    await page.keyboard.press('/')
    await page.keyboard.type('aug good')
    expect(await page.getByTestId('run-row').count()).toBe(1)
    await named.getByRole('button', { name: /^More on/ }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('No run is like that').waitFor(waits)
    await button(page, 'Trash').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
    await page.getByText('Nothing is in it.').waitFor(waits)
    await page.keyboard.press('Escape')
    await named.waitFor(waits)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
