import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pngFile } from '../data/pngFile'
import { type OpenedWindows, openWindows, show } from '../window/openedWindow'
import { trainedProject } from '../window/trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows !== 'string') project = await trainedProject(windows.root)
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test('a trained run is evaluated; a cell opens by keys and by mouse; heat, field, a tried picture and an earlier epoch', {
  timeout: 120_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  await show(page, 'evaluate', project.folder, project.run)
  const main = page.getByRole('main')
  // Nobody pressed a button: nothing else trains, so the run is evaluated at once.
  await main.getByText('Top-1', { exact: true }).waitFor({ timeout: 60_000 })
  const cells = main.locator('.matrix-cell')
  expect(await cells.count()).toBe(16)

  await cells.first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowRight')
  const focused = await page.evaluate(() => document.activeElement?.getAttribute('data-cell'))
  expect(focused).toBe('1 1')
  const pictures = main.locator('.judged button')
  await page.keyboard.press('Enter')
  await main.getByRole('heading', { name: /, right$/ }).waitFor()
  const right = Number((await cells.nth(5).getAttribute('aria-label'))?.split(': ').at(-1))
  await expect.poll(() => pictures.count()).toBe(right)
  await page.keyboard.press('Escape')
  await pictures.first().waitFor({ state: 'detached' })

  await cells.first().click()
  await pictures.first().click()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => pictures.nth(1).getAttribute('aria-pressed')).toBe('true')
  // Maps of the chosen picture, and the kernels of the first convolution.
  await main.locator('.map-tile canvas').first().waitFor()
  expect(await main.getByText('Kernels').count()).toBe(1)

  await page.keyboard.press('h')
  const heat = main.locator('.heat-over')
  await heat.waitFor()
  const strength = await heat.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(
      0,
      0,
      canvas.width,
      canvas.height,
    )
    return Math.max(...data.filter((_, k) => k % 4 === 3))
  })
  expect(strength).toBeGreaterThan(100)
  await page.keyboard.press('f')
  await main.locator('.field-box').waitFor()

  const file = path.join(tmpdir(), `layerloom-try-${process.pid}.png`)
  writeFileSync(file, pngFile(20, 20, 3, 5))
  try {
    await main.getByRole('button', { name: 'Try a picture' }).click()
    await page.getByLabel('Picture file').setInputFiles(file)
    const guesses = page.getByRole('list', { name: 'Likeliest classes' }).getByRole('listitem')
    await guesses.first().waitFor()
    expect(await guesses.count()).toBe(4)
    writeFileSync(file, 'no picture')
    await page.getByLabel('Picture file').setInputFiles(file)
    await page.getByRole('dialog').getByRole('alert').waitFor()
    await page.keyboard.press('Escape')
  } finally {
    rmSync(file)
  }

  const slider = main.getByRole('slider', { name: 'Moment of the training' })
  const before = await slider.getAttribute('aria-valuetext')
  await slider.focus()
  await page.keyboard.press(before?.includes('epoch 3') ? 'ArrowLeft' : 'ArrowRight')
  await expect.poll(() => slider.getAttribute('aria-valuetext')).not.toBe(before)
  await main.getByText('Top-1', { exact: true }).waitFor({ timeout: 60_000 })
  expect(faults).toEqual([])
  await close()
})
