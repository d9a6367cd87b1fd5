import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { networkOf } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { openWindows, show } from './openedWindow'

/**
 * How smoothly the pictures of a large folder scroll: `node tests/data/make.mjs jpegs FOLDER`, then `SCROLL_FOLDER=FOLDER npm run e2e -- dataScroll`. Says frame times.
 */
const pictures = process.env.SCROLL_FOLDER
const waitMs = 500_000

test('a large folder scrolls', { timeout: 2 * waitMs }, async ({ skip }) => {
  if (pictures === undefined || !existsSync(pictures)) return skip('SCROLL_FOLDER names no folder')
  const windows = await openWindows({ root: path.dirname(path.resolve(pictures)) })
  if (typeof windows === 'string') return skip(windows)
  try {
    const folder = path.join(windows.root, `scroll-${Date.now()}`)
    mkdirSync(folder)
    const network = networkOf(
      ['input', 'input', { shape: [32, 32, 3] }],
      ['flat', 'flatten'],
      ['dense', 'dense', { units: 1000 }],
    )
    writeSmallProject(folder, { network, data: { source: path.resolve(pictures) } })
    const { page, faults } = await windows.open()
    page.setDefaultTimeout(waitMs)
    const begin = performance.now()
    await show(page, 'data', folder)
    await page.getByRole('grid').waitFor()
    const scannedMs = performance.now() - begin
    await page.locator('.picture-grid canvas').first().waitFor()
    const frames = await page.evaluate(async () => {
      const grid = document.querySelector('.picture-grid') as HTMLElement
      const times: number[] = []
      const steps = async (pixels: number, count: number) => {
        let last = await new Promise(requestAnimationFrame)
        for (let k = 0; k < count; k++) {
          grid.scrollTop += pixels
          const now = await new Promise(requestAnimationFrame)
          times.push(now - last)
          last = now
        }
      }
      // As a wheel turns, and as the bar is pulled through all of it.
      await steps(40, 300)
      await steps(Math.floor(grid.scrollHeight / 300), 250)
      return { times, height: grid.scrollHeight }
    })
    const of = (times: readonly number[]) => {
      const sorted = [...times].sort((a, b) => a - b)
      return [0.5, 0.95, 0.99].map((part) => (sorted[Math.floor(part * (sorted.length - 1))] ?? 0).toFixed(1))
    }
    const [wheel, bar] = [frames.times.slice(0, 300), frames.times.slice(300)]
    process.stdout.write(
      `${JSON.stringify({ scannedSeconds: scannedMs / 1000, height: frames.height, wheelMs: of(wheel), barMs: of(bar) })}\n`,
    )
    await expect.poll(() => page.locator('.picture-grid canvas').count(), { timeout: 20_000 }).toBeGreaterThan(10)
    expect(faults).toEqual([])
  } finally {
    await windows.close()
  }
})
