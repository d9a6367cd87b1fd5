import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openJourney, projectShown, shells } from './openJourney'

test.for(shells)(
  '%s: the first run, from nothing to a trained digit network, one button a page and no file touched',
  {
    timeout: 300_000,
  },
  async (shell, { skip }) => {
    const journey = await openJourney(shell)
    if (typeof journey === 'string') return skip(journey)
    const { page, inspect } = journey
    try {
      const coach = page.getByRole('complementary', { name: 'The tour' })
      const go = (name: string) => coach.getByRole('button', { name, exact: true }).click({ timeout: 120_000 })
      const begin = performance.now()
      await page.getByRole('button', { name: 'Start the tour' }).click()
      await coach.getByRole('heading', { name: 'What it learns from' }).waitFor({ timeout: 90_000 })
      const project = projectShown(page)
      expect(page.url()).toMatch(/\/data$/)
      await inspect('data')
      await go('Next')
      await expect.poll(() => page.url()).toMatch(/\/model$/)
      await go('Next')
      await expect.poll(() => page.url()).toMatch(/\/train/)
      await go('Train now')
      await coach.getByText(/Epoch \d+ of 8/).waitFor({ timeout: 120_000 })
      await inspect('training')
      await coach.getByText(/Done: it reads \d+\.\d % of the test pictures right/).waitFor({ timeout: 150_000 })
      const minutes = (performance.now() - begin) / 60_000
      console.log(`${shell}: the tour trained its network ${minutes.toFixed(1)} minutes after its first click`)
      await go('Next')
      await expect.poll(() => page.url()).toMatch(/\/evaluate/)
      await page.getByRole('main').getByText('Top-1', { exact: true }).waitFor({ timeout: 120_000 })
      await inspect('evaluate')
      await go('Next')
      await expect.poll(() => page.url()).toMatch(/\/export/)
      await go('Done')
      await coach.waitFor({ state: 'detached' })
      await inspect('export')
      // What it said is what lies on the disk.
      const runs = path.join(project, 'runs')
      const [run] = readdirSync(runs)
      const report = JSON.parse(readFileSync(path.join(runs, run as string, 'report.json'), 'utf8')) as { top1: number }
      expect(report.top1).toBeGreaterThan(0.95)
    } finally {
      await journey.close()
    }
  },
)
