import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { layoutFaults } from './layoutFaults'
import { allPages, languages, type OpenedWindows, openWindows, show } from './openedWindow'
import { calledOtherwise, hostileNames, trainedProject } from './trainedProject'

let windows: OpenedWindows | string
let project: { folder: string; run: string }
beforeAll(async () => {
  windows = await openWindows()
  if (typeof windows !== 'string') project = await trainedProject(windows.root)
}, 120_000)
afterAll(async () => {
  if (typeof windows !== 'string') await windows.close()
})

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

describe.each(hostileNames)('called %s', (name) => {
  test('project and run are text on every page and break no layout', { timeout: 120_000 }, async ({ skip }) => {
    if (typeof windows === 'string') return skip(windows)
    const named = calledOtherwise(project, name)
    const { page, faults, close } = await windows.open()
    try {
      const dialogs: string[] = []
      page.on('dialog', (dialog) => {
        dialogs.push(dialog.message())
        void dialog.dismiss()
      })
      const found: Record<string, string[]> = {}
      // Home tells of it once it was opened.
      for (const where of [...allPages].reverse()) {
        await show(page, where, named.folder, named.run)
        const here = await layoutFaults(page)
        if (here.length > 0) found[where] = here
        const text = where === 'home' ? page.getByRole('main') : page.locator('.crumb')
        expect(await text.textContent(), where).toContain(name)
      }
      expect(found).toEqual({})
      expect(dialogs).toEqual([])
      expect(faults).toEqual([])
    } finally {
      await close()
    }
  })
})
