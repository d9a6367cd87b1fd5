import type { WebSocketRoute } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeSmallProject } from '../terminal/smallProject'
import { type OpenedWindows, openWindows, show } from './openedWindow'

let windows: OpenedWindows | string
let folder: string
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows !== 'string') folder = writeSmallProject(`${windows.root}/quarters`)
}, 60_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

test('keys and palette lead everywhere, and are silent while somebody types', { timeout: 60_000 }, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'data', folder)
    await page.keyboard.press('g')
    await page.keyboard.press('m')
    await expect.poll(() => page.url()).toMatch(/\/model$/)
    // The palette: letters are lit, Enter does what the row says.
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox')
    await field.pressSequentially('export')
    await expect.poll(() => page.locator('.palette-item[data-highlighted] .lit').allTextContents()).toContain('Export')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toMatch(/\/export$/)
    // A field of a dialog keeps its letters.
    await page.keyboard.press('F2')
    const name = page.getByRole('textbox', { name: 'Name of the project' })
    await name.fill('')
    await name.pressSequentially('gr?')
    expect(await name.inputValue()).toBe('gr?')
    expect(page.url()).toMatch(/\/export$/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The sheet has the keys that are in force here.
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'All keys' }).getByText('Rename').waitFor()
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})

test('a change is saved at once, undone and redone by keys, and seen by another window', { timeout: 60_000 }, async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const first = await windows.open()
  const second = await windows.open()
  try {
    await show(first.page, 'runs', folder)
    await show(second.page, 'runs', folder)
    const named = (page: typeof first.page, name: string) =>
      page.getByRole('button', { name: `${name}: project menu`, exact: true }).waitFor({ timeout: 10_000 })
    await first.page.keyboard.press('F2')
    await first.page.getByRole('textbox', { name: 'Name of the project' }).fill('tide pool')
    await first.page.keyboard.press('Enter')
    await named(first.page, 'tide pool')
    await named(second.page, 'tide pool')
    await first.page.locator('.saved', { hasText: /^Saved$/ }).waitFor()
    await second.page.keyboard.press('Control+z')
    await named(first.page, 'quarters')
    await first.page.keyboard.press('Control+Shift+z')
    await named(second.page, 'tide pool')
    // Loaded again in the middle, it is as it was.
    await first.page.reload()
    await named(first.page, 'tide pool')
    expect([...first.faults, ...second.faults]).toEqual([])
  } finally {
    await first.close()
    await second.close()
  }
})

test('language and theme change at once, in every window, and are remembered', { timeout: 60_000 }, async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const first = await windows.open()
  const second = await windows.open()
  try {
    const theme = (page: typeof first.page) => page.evaluate(() => document.documentElement.dataset.theme)
    await first.page.keyboard.press('Control+,')
    await first.page.getByRole('button', { name: '한국어' }).click()
    await first.page.getByRole('heading', { name: '설정' }).waitFor()
    await second.page.getByRole('navigation').getByText('내보내기').waitFor()
    expect(await second.page.evaluate(() => document.documentElement.lang)).toBe('ko')
    await first.page.getByRole('button', { name: '어둡게' }).click()
    await expect.poll(() => theme(second.page)).toBe('dark')
    await second.page.reload()
    await second.page.getByRole('navigation').getByText('내보내기').waitFor()
    expect(await theme(second.page)).toBe('dark')
    await first.page.getByRole('button', { name: '시스템' }).first().click()
    await first.page.getByRole('button', { name: '시스템' }).last().click()
    await second.page.getByRole('navigation').getByText('Export').waitFor()
    await expect.poll(() => theme(second.page)).toBe('light')
    expect([...first.faults, ...second.faults]).toEqual([])
  } finally {
    await first.close()
    await second.close()
  }
})

test('a studio that is gone is said, the page stays, and what is changed meanwhile is not lost', {
  timeout: 60_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, close } = await windows.open()
  try {
    // A tunnel that breaks: the socket closes, and no other can be opened.
    let isBroken = false
    const sockets: WebSocketRoute[] = []
    await page.routeWebSocket(/\/studio$/, (socket) => {
      socket.connectToServer()
      sockets.push(socket)
    })
    await page.route('**/ticket', (route) => (isBroken ? route.abort() : route.continue()))
    await page.reload()
    await show(page, 'runs', folder)
    isBroken = true
    for (const socket of sockets) await socket.close()
    await page.getByText('The studio does not answer.').waitFor({ timeout: 15_000 })
    await page.keyboard.press('F2')
    await page.getByRole('textbox', { name: 'Name of the project' }).fill('kept')
    await page.keyboard.press('Enter')
    await page.locator('.saved', { hasText: 'Saving' }).waitFor()
    isBroken = false
    await page.getByText('The studio does not answer.').waitFor({ state: 'detached', timeout: 15_000 })
    await page.locator('.saved', { hasText: /^Saved$/ }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'kept: project menu' }).waitFor()
  } finally {
    await close()
  }
})

test('a page that breaks says so and takes no other with it; tried again it is there', { timeout: 120_000 }, async ({
  skip,
}) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, close } = await windows.open()
  try {
    const main = page.getByRole('main')
    // Its code does not come.
    await page.route('**/RunsPage-*.js', (route) => route.abort())
    await show(page, 'runs', folder)
    await main.getByText('A part of the window broke.').waitFor({ timeout: 30_000 })
    await main.getByText('Nothing is lost').waitFor()
    await page.getByRole('navigation').getByRole('link', { name: 'Export' }).click()
    await main.getByText('A part of the window broke.').waitFor({ state: 'detached' })
    await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click()
    await main.getByText('A part of the window broke.').waitFor({ timeout: 30_000 })
    await page.unroute('**/RunsPage-*.js')
    await main.getByRole('button', { name: 'Try again' }).click()
    await main.getByText('No run yet').waitFor({ timeout: 30_000 })
  } finally {
    await close()
  }
})
