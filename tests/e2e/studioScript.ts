import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { newestWeights, onlyRun } from '../reliability/killedRun'

/** Where screenshots are kept. */
export const pictures = path.resolve(__dirname, '../../out/e2e')

/** How a person chooses a folder in a window, which the shells do in different ways. */
export type ChooseFolder = (page: Page, label: string, folder: string) => Promise<void>

const waitMs = 240_000

/** A picture of the window, in light or dark. */
export async function shoot(page: Page, name: string, colorScheme: 'light' | 'dark' = 'light'): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  await page.emulateMedia({ colorScheme })
  await page.screenshot({ path: path.join(pictures, `${name}.png`) })
}

/**
 * What a person does at the first start, in whichever shell: makes a project, trains it, watches an epoch, pauses, goes on, stops. Every step is checked on the
 * screen, and at the end on the disk.
 */
export async function trainInTheWindow(page: Page, folder: string, choose: ChooseFolder, name: string): Promise<void> {
  await page.getByRole('heading', { name: 'What shall it learn to see?' }).waitFor({ timeout: waitMs })
  await shoot(page, `${name}-home`)
  await page.getByRole('button', { name: 'Open the zoo' }).click()
  await page.getByRole('button', { name: 'Drawn shapes' }).click()
  await page.getByRole('radio', { name: 'deep-digits', exact: true }).click()
  await choose(page, 'Project folder', folder)
  await shoot(page, `${name}-new-project`)
  await page.getByRole('button', { name: 'Create project' }).click()
  await page
    .getByRole('heading', { name: 'What shall it learn to see?' })
    .waitFor({ state: 'detached', timeout: waitMs })
  await page.getByRole('navigation').getByRole('link', { name: 'Train' }).click()

  await page.getByRole('heading', { name: 'New run' }).waitFor({ timeout: waitMs })
  await page.getByRole('main').getByRole('button', { name: 'Train', exact: true }).click()
  await stateIs(page, 'training')
  await grows(page)
  await showEpochs(page)
  await page.getByTestId('epoch-row').first().waitFor({ timeout: waitMs })
  const now = (chart: string) => page.getByRole('figure', { name: chart, exact: true }).getByTestId('key-train')
  expect(Number(await now('Loss').textContent())).toBeGreaterThan(0)
  expect(await now('Accuracy').textContent()).toMatch(/^\d+\.\d %$/)
  await shoot(page, `${name}-training`)
  await shoot(page, `${name}-training-dark`, 'dark')

  await page.getByRole('main').getByRole('button', { name: 'Pause' }).click()
  await stateIs(page, 'paused')
  const pausedAt = await step(page)
  await page.waitForTimeout(500)
  expect(await step(page)).toBe(pausedAt)
  await shoot(page, `${name}-paused`)

  await page.getByRole('main').getByRole('button', { name: 'Continue' }).click()
  await stateIs(page, 'training')
  await grows(page)
  await page.getByRole('main').getByRole('button', { name: 'Stop', exact: true }).click()
  await stateIs(page, 'stopped')
  const stoppedAt = await step(page)
  await shoot(page, `${name}-stopped`)

  // What the window says is what lies on the disk.
  const run = onlyRun(folder)
  expect(newestWeights(run).step).toBe(stoppedAt)
  const rows = readFileSync(path.join(run, 'metrics.jsonl'), 'utf8').trim().split('\n')
  const steps = rows.map((row) => (JSON.parse(row) as { step?: number }).step ?? 0)
  expect(Math.max(...steps)).toBe(stoppedAt)
}

/** Waits until the run that is shown stands so. Says what the page shows if it never does. */
export async function stateIs(page: Page, state: string): Promise<void> {
  const shown = page.locator('[data-testid=state]', { hasText: new RegExp(`^${state}$`) })
  await shown.waitFor({ timeout: waitMs }).catch(async (error: Error) => {
    throw new Error(`${error.message}\n${await page.locator('body').textContent()}`)
  })
}

/** The table of epochs, in place of what happened. */
export const showEpochs = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Epochs', exact: true }).click()

/** The step that is shown. */
export const step = async (page: Page): Promise<number> =>
  Number((await page.getByTestId('step').textContent({ timeout: waitMs }))?.replace(/\D/g, ''))

/** Waits until more steps are shown than now. */
export async function grows(page: Page): Promise<void> {
  const before = await step(page)
  await expect.poll(() => step(page), { timeout: waitMs, interval: 50 }).toBeGreaterThan(before)
}
