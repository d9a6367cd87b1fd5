import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { parsePlace } from '../../../shared/contract/windowPlace'
import { openWindows } from '../../window/openedWindow'
import { chooseOnDesktop } from '../chooseOnDesktop'
import { launchDesktop } from '../desktopApp'
import { desktopMachine, type Major, majorsToTest } from '../desktopMachine'
import type { ChooseFolder } from '../studioScript'

/** Where a journey can be made: a browser on `serve`, or a real Electron. */
export type Shell = 'Chromium' | `Electron ${Major}`

/** Both in `npm test`, the older Electron too in `npm run e2e`. */
export const shells: readonly Shell[] = ['Chromium', ...majorsToTest.map((major) => `Electron ${major}` as const)]

/** A window in a shell that has seen nobody yet. */
export interface Journey {
  readonly page: Page
  /** Where projects and pictures may lie. */
  readonly root: string
  readonly isDesktop: boolean
  /** As a person chooses a place: written in a browser, in the system's dialog on the desktop. */
  readonly choose: ChooseFolder
  /** Errors of the console, exceptions, and what the CSP refused. */
  readonly faults: readonly string[]
  /** axe finds nothing serious in what is shown, and nothing was said in the console so far. */
  inspect(what: string): Promise<void>
  /** Ends the window and the studio with it. */
  close(): Promise<void>
}

/** Opens one; or, as a text, why this machine cannot. */
export async function openJourney(shell: Shell): Promise<Journey | string> {
  return shell === 'Chromium' ? openInBrowser() : openOnDesktop(Number(shell.split(' ')[1]) as Major)
}

async function openInBrowser(): Promise<Journey | string> {
  const windows = await openWindows()
  if (typeof windows === 'string') return windows
  const { page, faults } = await windows.open()
  return {
    page,
    root: windows.root,
    isDesktop: false,
    choose: (on, label, folder) => on.getByRole('group', { name: label }).getByRole('textbox').fill(folder),
    faults,
    inspect: inspector(page, faults),
    close: () => windows.close(),
  }
}

async function openOnDesktop(major: Major): Promise<Journey | string> {
  const machine = await desktopMachine()
  if (typeof machine === 'string') return machine
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-journey-'))
  const root = path.join(folder, 'files')
  mkdirSync(root)
  const desktop = await launchDesktop({ machine, major, userData: path.join(folder, 'user') })
  const { page, app, errors } = desktop
  await page.getByRole('navigation').waitFor()
  return {
    page,
    root,
    isDesktop: true,
    choose: chooseOnDesktop(app),
    faults: errors,
    inspect: inspector(page, errors),
    async close() {
      await desktop.close()
      await machine.screen.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const inspector = (page: Page, faults: readonly string[]) => async (what: string) => {
  // An Electron opens no second page, in which axe would put its results together.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  const said = serious.flatMap(({ id, nodes }) => nodes.slice(0, 5).map(({ html }) => `${id}: ${html.slice(0, 200)}`))
  expect(said, `axe, ${what}`).toEqual([])
  expect(faults, `console, ${what}`).toEqual([])
}

/** The folder of the project that is opened. */
export function projectShown(page: Page): string {
  const place = parsePlace(new URL(page.url()).hash)
  if (place.page === 'home') throw new Error('no project is opened')
  return place.folder
}
