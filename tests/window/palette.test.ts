import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { type OpenedWindows, openWindows, show } from './openedWindow'

let windows: OpenedWindows | string
beforeAll(async () => {
  windows = await openWindows()
}, 60_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test.for([
  ['en', 'batch norm', 'add'],
  ['ko', '배치 정규화', 'add'],
  // Who reads papers knows the English name.
  ['ko', 'batch norm', 'add'],
] as const)(
  'in %s "%s" in the palette adds the layer, and a name shows the one that is there',
  {
    timeout: 120_000,
  },
  async ([language, typed], { skip }) => {
    if (typeof windows === 'string') return skip(windows)
    const folder = writeSmallProject(path.join(windows.root, `${language}-${typed.length}`))
    const { page, faults, close } = await windows.open({ language })
    try {
      await show(page, 'model', folder)
      await page.locator('[data-node="conv1"]').click({ position: { x: 40, y: 10 } })
      const lines = page.locator('.palette-item')
      await page.keyboard.press('Control+k')
      await page.keyboard.type(typed)
      await expect.poll(() => lines.first().textContent(), { timeout: 20_000 }).toMatch(/Batch norm|배치 정규화/)
      await page.keyboard.press('Enter')
      await page.locator('[data-node="batch_norm_1"]').waitFor()

      await page.keyboard.press('Control+k')
      await page.keyboard.type('conv2')
      await expect.poll(() => lines.first().textContent(), { timeout: 20_000 }).toContain('conv2')
      await page.keyboard.press('Enter')
      await page.locator('[data-node="conv2"].selected, .selected [data-node="conv2"]').first().waitFor()
      expect(faults).toEqual([])
    } finally {
      await close()
    }
  },
)

test('layers on the left and behind a wire are found by their English names in Korean', { timeout: 120_000 }, async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const folder = writeSmallProject(path.join(windows.root, 'left'))
  const { page, faults, close } = await windows.open({ language: 'ko' })
  try {
    await show(page, 'model', folder)
    const lines = page.locator('.model-palette [data-offer]')
    await page.locator('[data-node="conv1"]').waitFor()
    await page.locator('.model-palette input').fill('batch')
    await expect.poll(() => lines.allTextContents(), { timeout: 20_000 }).toEqual(['배치 정규화 Batch norm'])
    await page.locator('.model-palette input').fill('배치')
    await expect.poll(() => lines.allTextContents(), { timeout: 20_000 }).toEqual(['배치 정규화'])
    await page.locator('.model-palette input').fill('')

    await page.locator('[data-node="conv1"]').click({ position: { x: 40, y: 10 } })
    await page.keyboard.press('Enter')
    await page.keyboard.type('batch')
    await expect.poll(() => page.locator('.suggest-line').first().textContent()).toContain('Batch norm')
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
