import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileProject, longLayer } from './hostileProject'
import { layoutFaults } from './layoutFaults'
import { allPages, languages, type OpenedWindows, openWindows, type PageName, show } from './openedWindow'
import { calledOtherwise, hostileNames, trainedProject } from './trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
let hostile: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows === 'string') return
  project = await trainedProject(windows.root)
  hostile = await hostileProject(windows.root)
}, 240_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

const waits = { timeout: 60_000 }

/** Which names of classes and layers a page has to show. */
const shownNames: Readonly<Record<PageName, readonly string[]>> = {
  home: [],
  data: [...hostileNames],
  model: [longLayer],
  train: [longLayer],
  runs: [],
  evaluate: [...hostileNames],
  export: [],
}

describe.each(languages)('in %s', (language) => {
  test.for([
    { width: 1280, height: 800 },
    { width: 2560, height: 1440 },
  ])(
    'no word is cut and nothing reaches out of the window of $width x $height',
    { timeout: 120_000 },
    async (size, { skip }) => {
      if (typeof windows === 'string') return skip(windows)
      const { page, faults, close } = await windows.open({ language, size })
      try {
        const found: Record<string, string[]> = {}
        for (const name of allPages) {
          await show(page, name, project.folder, project.run)
          const here = await layoutFaults(page)
          if (here.length > 0) found[name] = here
        }
        expect(found).toEqual({})
        expect(faults).toEqual([])
      } finally {
        await close()
      }
    },
  )
})

/** Where words stand closest, in both languages, and where pages are widest. */
const looks = [
  { language: 'en', theme: 'light', size: { width: 1280, height: 800 } },
  { language: 'ko', theme: 'dark', size: { width: 1280, height: 800 } },
  { language: 'ko', theme: 'light', size: { width: 2560, height: 1440 } },
] as const
const inspectorWords = { en: ['Inspector', 'Name'], ko: ['속성', '이름'] } as const

describe.each(hostileNames)('called %s', (name) => {
  test.for(looks)(
    'project, run, classes, files and layers are text on every page and break no layout ($language, $theme, $size.width)',
    {
      timeout: 240_000,
    },
    async (look, { skip }) => {
      if (typeof windows === 'string') return skip(windows)
      const named = calledOtherwise(hostile, name)
      const [inspector, nameField] = inspectorWords[look.language]
      const { page, faults, close } = await windows.open(look)
      try {
        const dialogs: string[] = []
        page.on('dialog', (dialog) => {
          dialogs.push(dialog.message())
          void dialog.dismiss()
        })
        const found: Record<string, string[]> = {}
        const check = async (where: string) => {
          const here = await layoutFaults(page)
          if (here.length > 0) found[where] = here
          // Nobody draws with markup: a picture would be a name that was taken for it.
          expect(await page.locator('img').count(), where).toBe(0)
        }
        // Home tells of it once it was opened.
        for (const where of [...allPages].reverse()) {
          await show(page, where, named.folder, named.run)
          for (const text of shownNames[where]) await page.getByRole('main').getByText(text).first().waitFor(waits)
          await check(where)
          const text = where === 'home' ? page.getByRole('main') : page.locator('.crumb')
          expect(await text.textContent(), where).toContain(name)
          if (where === 'model') {
            await page.locator(`[data-node="${longLayer}"]`).click({ position: { x: 40, y: 10 } })
            await page.getByRole('complementary', { name: inspector }).getByLabel(nameField).waitFor()
            await check('model, a layer chosen')
          }
        }
        expect(found).toEqual({})
        expect(dialogs).toEqual([])
        expect(faults).toEqual([])
      } finally {
        await close()
      }
    },
  )
})
