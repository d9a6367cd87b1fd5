import { cpSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProjectPage } from '../../shared/contract/windowPlace'
import { networkOf } from '../engine/networks'
import { writeSmallProject } from '../terminal/smallProject'
import { languages, type OpenedWindow, type OpenedWindows, openWindows, show, themes } from './openedWindow'
import { calledOtherwise, hostileNames, trainedProject } from './trainedProject'
import { workDone } from './workDone'

/**
 * Pictures of what the pages show before, between and beside their full state: `npm run e2e -- states`, into `test-output/states`. The same words as for `shots`
 * take fewer (`SHOT_THEMES`, `SHOT_LANGUAGES`).
 */
const wanted = (name: string) => process.env[name]?.split(',')
const folder = path.resolve(__dirname, '../../test-output/states')
const waitMs = 120_000

let windows: OpenedWindows | string
let trained: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows === 'string') return
  mkdirSync(folder, { recursive: true })
  trained = await trainedProject(windows.root)
}, waitMs)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

const looks = themes
  .filter((theme) => wanted('SHOT_THEMES')?.includes(theme) ?? true)
  .flatMap((theme) =>
    languages
      .filter((language) => wanted('SHOT_LANGUAGES')?.includes(language) ?? true)
      .map((language) => ({ theme, language })),
  )

describe.each(looks)('$theme, $language', ({ theme, language }) => {
  const cases: [state: string, take: (at: OpenedWindow, shoot: (name: string) => Promise<void>) => Promise<void>][] = [
    [
      'an empty project',
      async ({ page }, shoot) => {
        const empty = writeSmallProject(newFolder('empty'), {
          network: networkOf(['input', 'input', { shape: [12, 12, 1] }]),
        })
        for (const name of ['model', 'train', 'runs', 'evaluate', 'export'] as const) {
          await show(page, name, empty)
          await shoot(`empty-${name}`)
        }
      },
    ],
    [
      'a network with problems',
      async ({ page }, shoot) => {
        const broken = writeSmallProject(newFolder('broken'), {
          network: networkOf(
            ['input', 'input', { shape: [12, 12, 1] }],
            ['conv', 'conv2d', { filters: 4, kernel: 15, padding: 'valid' }],
            ['dense', 'dense', { units: 4 }],
          ),
        })
        await show(page, 'model', broken)
        await page.locator('.node.bad').first().click()
        await shoot('problems-model')
        await show(page, 'train', broken)
        await shoot('problems-train')
      },
    ],
    [
      'a run that trains',
      async ({ page }, shoot) => {
        const running = writeSmallProject(newFolder('running'), { training: { epochs: 5000 } })
        await show(page, 'train', running)
        await page.keyboard.press('Control+Enter')
        await expect.poll(() => page.getByTestId('epoch').count(), { timeout: waitMs }).toBe(1)
        await expect.poll(() => page.locator('.layer-grid canvas').count(), { timeout: waitMs }).toBe(1)
        await shoot('training-train')
        await show(page, 'runs', running)
        await shoot('training-runs')
        // What comes after is not to share the machine with it.
        await show(page, 'train', running)
        await page.locator('.run-stop > .button').first().click()
        await expect.poll(() => page.locator('.run-stop').count(), { timeout: waitMs }).toBe(0)
      },
    ],
    [
      'an evaluated and exported run',
      async ({ page }, shoot) => {
        await show(page, 'evaluate', trained.folder, trained.run)
        await page.locator('.matrix').waitFor({ timeout: waitMs })
        await shoot('evaluated')
        await show(page, 'export', trained.folder, trained.run)
        // Each look exports anew, into the same folder.
        await page.locator('.export-options [role=checkbox]').last().click()
        await page.locator('.export-bar button.main').click()
        await page.locator('.proof-figures, .export-proof svg').first().waitFor({ timeout: waitMs })
        await shoot('exported')
      },
    ],
    [
      'a foreign model that comes in',
      async ({ page }, shoot) => {
        const { root } = windows as OpenedWindows
        for (const name of ['k210-normalized.h5', 'k208-mnist.weights.by-name.h5'])
          cpSync(path.join(__dirname, '../formats/goldens/foreign', name), path.join(root, name))
        await show(page, 'export', trained.folder, trained.run)
        const dialog = page.getByRole('dialog')
        await page.locator('.export-bar > .button:not(.main)').first().click()
        await dialog.waitFor()
        await shoot('import')
        const start = dialog.locator('button.main')
        const [file, place] = [dialog.getByRole('textbox').first(), dialog.getByRole('textbox').last()]
        await file.fill(path.join(root, 'k208-mnist.weights.by-name.h5'))
        await place.fill(path.join(root, `refused-${theme}-${language}`))
        await start.click()
        await dialog.getByRole('alert').waitFor({ timeout: waitMs })
        await shoot('import-refused')
        await file.fill(path.join(root, 'k210-normalized.h5'))
        await place.fill(path.join(root, `imported-${theme}-${language}`))
        await start.click()
        await dialog.getByTestId('import-report').waitFor({ timeout: waitMs })
        await shoot('imported')
      },
    ],
    [
      'long and strange names',
      async ({ page }, shoot) => {
        const named = calledOtherwise(trained, hostileNames[2])
        for (const name of ['train', 'runs', 'evaluate', 'export'] satisfies ProjectPage[]) {
          await show(page, name, named.folder, named.run)
          await shoot(`long-${name}`)
        }
        await show(page, 'home', named.folder)
        await shoot('long-home')
      },
    ],
  ]
  test.for(cases)('%s', { timeout: 2 * waitMs }, async ([, take], { skip }) => {
    if (typeof windows === 'string') return skip(windows)
    const opened = await windows.open({ theme, language })
    try {
      await take(opened, async (name) => {
        await workDone(opened.page)
        await opened.page.screenshot({ path: path.join(folder, `${name}-${theme}-${language}.png`) })
      })
      expect(opened.faults).toEqual([])
    } finally {
      await opened.close()
    }
  })

  function newFolder(name: string): string {
    const made = path.join((windows as OpenedWindows).root, `${name}-${theme}-${language}`)
    mkdirSync(made, { recursive: true })
    return made
  }
})
