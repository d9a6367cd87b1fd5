import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allPages, type OpenedWindows, openWindows, show, themes } from './openedWindow'
import { trainedProject } from './trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows !== 'string') project = await trainedProject(windows.root)
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

describe.each(themes)('in %s', (theme) => {
  test('axe finds no serious fault on any page, and nothing is said in the console', { timeout: 120_000 }, async ({
    skip,
  }) => {
    if (typeof windows === 'string') return skip(windows)
    const { page, faults, close } = await windows.open({ theme })
    try {
      const found: Record<string, string[]> = {}
      for (const name of allPages) {
        await show(page, name, project.folder, project.run)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        if (serious.length > 0)
          found[name] = serious.flatMap(({ id, nodes }) =>
            nodes
              .slice(0, 5)
              .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`),
          )
      }
      expect(found).toEqual({})
      expect(faults).toEqual([])
    } finally {
      await close()
    }
  })
})

test('axe finds no serious fault in what lies over a page', { timeout: 60_000 }, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, faults, close } = await windows.open()
  try {
    await show(page, 'home', project.folder)
    const check = async (what: string) => {
      await page.waitForTimeout(300)
      const { violations } = await new AxeBuilder({ page }).include('[role=dialog]').analyze()
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        serious.map(({ id, nodes }) => `${what} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`),
      ).toEqual([])
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+k')
    await page.keyboard.type('a')
    await check('palette')
    await page.keyboard.press('?')
    await check('keys')
    await page.keyboard.press('Control+,')
    await check('settings')
    await page.getByRole('button', { name: 'Open the zoo' }).click()
    await check('new project')
    await page.getByRole('button', { name: 'Choose a folder' }).click()
    await check('folders')
    expect(faults).toEqual([])
  } finally {
    await close()
  }
})
