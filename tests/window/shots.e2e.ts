import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { allPages, languages, type OpenedWindows, openWindows, show, themes } from './openedWindow'
import { trainedProject } from './trainedProject'
import { workDone } from './workDone'

/**
 * A picture of every page, in both themes, both languages and two sizes, to lie beside `../shared/look/shots`: `npm run e2e -- shots`, into `test-output/shots`.
 *
 * `SHOT_PAGES=model,train`, `SHOT_THEMES=light`, `SHOT_LANGUAGES=en`, `SHOT_SIZES=1280` take fewer; `SHOT_PROJECT`: a project of one's own, its newest run on the pages.
 */
const wanted = (name: string) => process.env[name]?.split(',')
const folder = path.resolve(__dirname, '../../test-output/shots')
const sizes = [
  { width: 1280, height: 800 },
  { width: 2560, height: 1440 },
].filter(({ width }) => wanted('SHOT_SIZES')?.includes(String(width)) ?? true)
const chosen = <T extends string>(all: readonly T[], name: string): T[] =>
  all.filter((one) => wanted(name)?.includes(one) ?? true)

let windows: OpenedWindows | string
let project: { folder: string; run: string | undefined }
beforeAll(async () => {
  const own = process.env.SHOT_PROJECT
  windows = await openWindows(own === undefined ? {} : { root: path.dirname(path.resolve(own)) })
  if (typeof windows === 'string') return
  mkdirSync(folder, { recursive: true })
  project = own === undefined ? await trainedProject(windows.root) : { folder: path.resolve(own), run: undefined }
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

describe.each(sizes)('$width x $height', (size) => {
  describe.each(chosen(themes, 'SHOT_THEMES'))('%s', (theme) => {
    test.for(chosen(languages, 'SHOT_LANGUAGES'))('%s', { timeout: 180_000 }, async (language, { skip }) => {
      if (typeof windows === 'string') return skip(windows)
      const { page, close } = await windows.open({ theme, language, size })
      try {
        for (const name of chosen(allPages, 'SHOT_PAGES')) {
          await show(page, name, project.folder, project.run)
          await workDone(page)
          await page.screenshot({ path: path.join(folder, `${name}-${theme}-${language}-${size.width}.png`) })
        }
      } finally {
        await close()
      }
    })
  })
})
