import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { networkOf } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { type OpenedWindows, openWindows, show, themes } from './openedWindow'

const photos = path.resolve(import.meta.dirname, '../../../shared/data/photos/train')
const out = path.resolve(import.meta.dirname, '../../out/e2e')
const hostile = '<img src=x onerror=alert(1)>.jpg'
/** Of each class: enough for a page, soon read. */
const most = 60
const waitMs = 60_000

let windows: OpenedWindows | string
let folder: string
let pictures: string
beforeAll(async () => {
  windows = existsSync(photos) ? await openWindows() : 'no photos beside this checkout'
  if (typeof windows === 'string') return
  pictures = path.join(windows.root, 'photos')
  for (const name of ['ants', 'bees']) {
    mkdirSync(path.join(pictures, name), { recursive: true })
    const files = readdirSync(path.join(photos, name)).sort()
    const chosen = [...files.slice(0, most), ...files.filter((file) => file.endsWith('.gif'))]
    for (const file of chosen) cpSync(path.join(photos, name, file), path.join(pictures, name, file))
  }
  // The same picture under a stranger's name, in the other class.
  const [first] = readdirSync(path.join(pictures, 'ants')).sort()
  cpSync(path.join(pictures, 'ants', first as string), path.join(pictures, 'bees', hostile))
  folder = path.join(windows.root, 'project')
  mkdirSync(folder)
  writeSmallProject(folder, {
    network: networkOf(
      ['input', 'input', { shape: [96, 96, 3] }],
      ['flat', 'flatten'],
      ['dense', 'dense', { units: 2 }],
    ),
  })
  mkdirSync(out, { recursive: true })
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test('a folder is chosen, scanned, mended and undone; labels change with a key; a slider changes the wall', {
  timeout: 180_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  page.setDefaultTimeout(waitMs)
  try {
    await show(page, 'data', folder)
    await page.getByRole('button', { name: 'Other pictures' }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(pictures)
    await page.getByRole('button', { name: 'Use them' }).click()

    // It is looked at without being asked, and says how it stands.
    const health = page.getByRole('region', { name: 'Health' })
    await health
      .getByRole('heading', { name: /finding/ })
      .or(health.getByText(/\d+ findings?/))
      .first()
      .waitFor()
    await expect.poll(() => page.locator('.data-bar').textContent(), { timeout: waitMs }).toContain('2 classes')
    const grid = page.getByRole('grid')
    await grid.waitFor()
    expect(await grid.getByRole('rowheader').first().textContent()).toBe('ants')
    await expect.poll(() => drawn(page), { timeout: waitMs }).toBeGreaterThan(10)
    await shoot(page, 'data')

    // The copy with another label: side by side, then mended, and back.
    const torn = health.getByRole('region', { name: /equal pictures? with different labels/ })
    await torn.getByRole('button', { name: 'Look' }).click()
    await expect.poll(() => grid.getByRole('gridcell').count()).toBe(2)
    expect(await grid.getByRole('gridcell').nth(1).getAttribute('aria-label')).toContain(hostile)
    await shoot(page, 'data-alike')
    await page.getByRole('button', { name: 'Show all' }).click()
    await torn.getByRole('button', { name: /Leave out|Keep one/ }).click()
    await torn.waitFor({ state: 'detached' })
    expect(edits()).toHaveLength(1)
    await page.keyboard.press('Control+z')
    await torn.waitFor()
    expect(edits()).toHaveLength(0)

    // A label with a key, and what is left out.
    await grid.focus()
    await page.keyboard.press('End')
    await page.keyboard.press('l')
    await page.getByRole('dialog').getByRole('textbox').fill('ant')
    await page.keyboard.press('Enter')
    await expect.poll(() => edits(), { timeout: waitMs }).toMatchObject([{ kind: 'relabel', className: 'ants' }])
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('x')
    await expect.poll(() => edits(), { timeout: waitMs }).toMatchObject([{ kind: 'relabel' }, { kind: 'exclude' }])
    await page.getByText('1 left out').first().waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(() => edits(), { timeout: waitMs }).toHaveLength(1)
    await page.getByText('1 left out').first().waitFor({ state: 'detached' })

    // Enter shows it large.
    await grid.focus()
    await page.keyboard.press('Enter')
    const large = page.getByRole('dialog').getByRole('img')
    await large.waitFor()
    const opened = await large.getAttribute('aria-label')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => large.getAttribute('aria-label'), { timeout: waitMs }).not.toBe(opened)
    await shoot(page, 'data-large')
    await page.keyboard.press('Escape')

    // A slider moves the wall, which the training graph makes.
    const wall = page.getByRole('region', { name: 'What training sees' })
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Brightness' }).click()
    await wall
      .getByRole('img', { name: /bright/ })
      .first()
      .waitFor()
    const before = await signOf(page)
    const slider = page.getByRole('slider', { name: /Brightness/ })
    await slider.focus()
    for (let k = 0; k < 30; k++) await slider.press('ArrowRight')
    await expect.poll(() => signOf(page), { timeout: waitMs }).not.toBe(before)
    await shoot(page, 'data-bench')
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})

test('where only pictures were edited, the buttons of the top bar undo and redo it', { timeout: 180_000 }, async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const own = path.join(windows.root, 'only-pictures')
  mkdirSync(own)
  writeSmallProject(own, {
    data: { source: pictures },
    network: networkOf(
      ['input', 'input', { shape: [32, 32, 3] }],
      ['flat', 'flatten'],
      ['dense', 'dense', { units: 2 }],
    ),
  })
  const { page, faults, close } = await windows.open()
  page.setDefaultTimeout(waitMs)
  try {
    await show(page, 'data', own)
    const bar = page.getByRole('banner')
    const [undo, redo] = ['Undo', 'Redo'].map((name) => bar.getByRole('button', { name })) as [Locator, Locator]
    const grid = page.getByRole('grid')
    await expect.poll(() => drawn(page), { timeout: waitMs }).toBeGreaterThan(10)
    expect(await undo.isDisabled()).toBe(true)
    await grid.focus()
    await page.keyboard.press('Home')
    await page.keyboard.press('x')
    await expect.poll(() => edits(own), { timeout: waitMs }).toMatchObject([{ kind: 'exclude' }])
    await expect.poll(() => undo.isEnabled(), { timeout: waitMs }).toBe(true)
    await undo.click()
    await expect.poll(() => edits(own), { timeout: waitMs }).toEqual([])
    await expect.poll(() => redo.isEnabled(), { timeout: waitMs }).toBe(true)
    expect(await undo.isDisabled()).toBe(true)
    await redo.click()
    await expect.poll(() => edits(own), { timeout: waitMs }).toMatchObject([{ kind: 'exclude' }])
    // On a page that edits no pictures they are the project's again.
    await show(page, 'model', own)
    await expect.poll(() => undo.isDisabled(), { timeout: waitMs }).toBe(true)
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})

test.each(themes)(
  'axe finds no serious fault in a full page, %s, and nothing overflows',
  { timeout: 120_000 },
  async (theme) => {
    if (typeof windows === 'string') return
    for (const language of ['en', 'ko'] as const) {
      const { page, faults, close } = await windows.open({ theme, language })
      try {
        await show(page, 'data', folder)
        await page.getByRole('grid').waitFor({ timeout: waitMs })
        await expect.poll(() => drawn(page), { timeout: waitMs }).toBeGreaterThan(10)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 200)}`)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
        await page.screenshot({ path: path.join(out, `data-${theme}-${language}.png`) })
        expect(faults).toEqual([])
      } finally {
        await close()
      }
    }
  },
)

/** Edits of the data set, as they lie on the disk. */
function edits(of = folder): unknown[] {
  const file = path.join(of, 'dataset.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { edits: unknown[] }).edits : []
}

/** Pictures of the grid that have been drawn. */
const drawn = (page: Page) => page.locator('.picture-grid canvas').count()

/** A number that stands for the pixels of the wall. */
const signOf = (page: Page): Promise<number> =>
  page.locator('.wall li canvas').evaluateAll((canvases) => {
    let sum = 0
    for (const canvas of canvases.slice(0, 6) as HTMLCanvasElement[]) {
      const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
      for (const [k, value] of pixels.entries()) sum = (sum * 31 + value * (k % 7)) % 1_000_003
    }
    return sum
  })

const shoot = (page: Page, name: string) => page.screenshot({ path: path.join(out, `${name}.png`) })
