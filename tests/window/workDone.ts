import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { settled } from './openedWindow'

/** Waits for what a page works at when it is opened: its own code, a layout, a scan, an evaluation. A run that trains goes on. */
export async function workDone(page: Page): Promise<void> {
  await expect
    .poll(() => page.locator('main h1, main h2, .react-flow__node').count(), { timeout: 60_000 })
    .toBeGreaterThan(0)
  const busy = page.locator(
    'main :is(progress, [aria-busy=true], .laying-out, .evaluate-page .thumbnail:empty):not(.run-now *)',
  )
  // What is done may begin something else: pictures come after the evaluation that tells which.
  do {
    await expect.poll(() => busy.count(), { timeout: 60_000 }).toBe(0)
    await settled(page)
  } while ((await busy.count()) > 0)
}
