import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type OpenedWindows, openWindows } from './openedWindow'

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test('the first run: from nothing to a trained digit network, with one button a page and no file touched', {
  timeout: 240_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  try {
    const coach = page.getByRole('complementary', { name: 'The tour' })
    const go = (name: string) => coach.getByRole('button', { name, exact: true }).click({ timeout: 120_000 })
    const begin = performance.now()
    await page.getByRole('button', { name: 'Start the tour' }).click()
    await coach.getByRole('heading', { name: 'What it learns from' }).waitFor({ timeout: 90_000 })
    expect(page.url()).toMatch(/\/data$/)
    await go('Next')
    await expect.poll(() => page.url()).toMatch(/\/model$/)
    await go('Next')
    await expect.poll(() => page.url()).toMatch(/\/train/)
    await go('Train now')
    await coach.getByText(/Done: it reads \d+\.\d % of the test pictures right/).waitFor({ timeout: 150_000 })
    const minutes = (performance.now() - begin) / 60_000
    console.log(`the tour trained its network ${minutes.toFixed(1)} minutes after its first click`)
    await go('Next')
    await expect.poll(() => page.url()).toMatch(/\/evaluate/)
    await go('Next')
    await expect.poll(() => page.url()).toMatch(/\/export/)
    await go('Done')
    await coach.waitFor({ state: 'detached' })
    // What it said is what lies on the disk.
    const runs = path.join(windows.root, 'Layerloom', 'digits', 'runs')
    const [run] = readdirSync(runs)
    const report = JSON.parse(readFileSync(path.join(runs, run as string, 'report.json'), 'utf8')) as { top1: number }
    expect(report.top1).toBeGreaterThan(0.95)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
