import path from 'node:path'
import { testElectron } from '../../scripts/electron/testElectron.mjs'
import { windowSystem } from '../../scripts/electron/windowSystem.mjs'
import { SetUpProblem } from '../../scripts/setup/problem.mjs'
import { createProgress } from '../../scripts/setup/progress.mjs'
import { openScreen, type Screen } from './screen'

/** The majors that tests run on, the one for the quick ones first. */
export const majors = [25, 22] as const
export type Major = (typeof majors)[number]

/** Both for `npm run e2e`, the newer one in `npm test`. */
export const majorsToTest: readonly Major[] = process.env.LAYERLOOM_E2E === 'full' ? majors : [25]

/** What a test of windows runs on. */
export interface DesktopMachine {
  /** The program of each Electron. */
  readonly electron: Readonly<Record<Major, string>>
  readonly chromium: string
  readonly screen: Screen
}

/** Real Electrons, a browser and a screen; or, as a text, why this machine has none. Close the screen afterwards. */
export async function desktopMachine(): Promise<DesktopMachine | string> {
  const progress = createProgress()
  try {
    const folders = { 25: await testElectron(25, progress), 22: await testElectron(22, progress) }
    const { xvfb, chromium } = await windowSystem(folders[25], progress)
    return {
      electron: { 25: path.join(folders[25], 'electron'), 22: path.join(folders[22], 'electron') },
      chromium,
      screen: await openScreen(xvfb),
    }
  } catch (error) {
    if (error instanceof SetUpProblem) return error.message
    throw error
  }
}
