import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { networkOf } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { faintWords } from './faintWords'
import { allPages, languages, type OpenedWindows, openWindows, settled, show, themes } from './openedWindow'
import { trainedProject } from './trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
let broken: string
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows === 'string') return
  project = await trainedProject(windows.root)
  broken = path.join(windows.root, 'broken')
  writeSmallProject(broken, {
    network: networkOf(
      ['input', 'input', { shape: [12, 12, 1] }],
      ['conv', 'conv2d', { filters: 4, kernel: 15, padding: 'valid' }],
      ['dense', 'dense', { units: 4 }],
    ),
  })
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

const looks = themes.flatMap((theme) => languages.map((language) => ({ theme, language })))
const seriousFaults = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 5)
        .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200)}`),
    )
}

describe.each(looks)('in $theme, $language', (look) => {
  test('axe finds no serious fault on any page, every word is 4.5:1, and nothing is said in the console', {
    timeout: 240_000,
  }, async ({ skip }) => {
    if (typeof windows === 'string') return skip(windows)
    const { page, faults, close } = await windows.open(look)
    try {
      const found: Record<string, string[]> = {}
      const judge = async (what: string) => {
        const here = [...(await seriousFaults(page)), ...(await faintWords(page))]
        if (here.length > 0) found[what] = here
      }
      for (const name of allPages) {
        await show(page, name, project.folder, project.run)
        if (name === 'evaluate') await page.locator('.matrix').waitFor({ timeout: 120_000 })
        await judge(name)
      }
      // A network with a fault on its node, in the inspector and below; then all of it chosen.
      await show(page, 'model', broken)
      await page.locator('.node.bad').first().click()
      await page.locator('.inspector .notice, .notice').first().waitFor()
      await judge('model with a problem chosen')
      await page.locator('.node').last().click()
      await page.keyboard.press('Control+a')
      await settled(page)
      await judge('model, all chosen')
      expect(found).toEqual({})
      expect(faults).toEqual([])
    } finally {
      await close()
    }
  })
})

test('a faint word is found, in HTML and in SVG, and one on a shape is measured against the shape', {
  timeout: 120_000,
}, async ({ skip }) => {
  if (typeof windows === 'string') return skip(windows)
  const { page, close } = await windows.open()
  try {
    // A page of its own: the studio's takes no style that is written in its HTML.
    await page.goto('about:blank')
    await page.setContent(`<div style="background: rgb(255, 255, 255)">
        <p style="color: rgb(150, 150, 150)">faint</p> <p style="color: rgb(90, 90, 90)">strong</p>
        <p style="color: rgb(90, 90, 90); opacity: 0.5">faded</p>
        <svg width="200" height="40"><text y="20" fill="rgb(160, 160, 160)">pale</text>
        <rect x="80" width="100" height="40" fill="rgb(20, 20, 20)" />
        <text x="90" y="20" fill="rgb(240, 240, 240)">light on dark</text></svg></div>`)
    expect((await faintWords(page)).map((fault) => fault.split('"')[1]).sort()).toEqual(['faded', 'faint', 'pale'])
  } finally {
    await close()
  }
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
