import { type BrowserWindow, dialog } from 'electron'
import type { SettingsStore } from '../../studio/settings/settingsStore'
import { desktopWords } from './words'

/** What becomes of the runs when their window is closed. */
export type Farewell = 'continue' | 'stop' | 'stay'

const answers: readonly Farewell[] = ['continue', 'stop', 'stay']

/** Asks the person, or does what they settled once for all. `window`: over which to ask. */
export async function askWhatBecomes(
  runs: number,
  settings: SettingsStore,
  window: BrowserWindow | undefined,
): Promise<Farewell> {
  const settled = settings.values.whenWindowCloses
  if (settled !== 'ask') return settled
  const words = desktopWords(settings)
  const question = {
    type: 'question' as const,
    title: 'Layerloom',
    message: runs === 1 ? words.oneTrains : words.manyTrain(runs),
    detail: words.farewell,
    buttons: [words.goOn, words.stopAndQuit, words.cancel],
    defaultId: 0,
    cancelId: 2,
    checkboxLabel: words.doNotAsk,
    noLink: true,
  }
  const { response, checkboxChecked } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question))
  const answer = answers[response] ?? 'stay'
  if (checkboxChecked && answer !== 'stay') await settings.change({ whenWindowCloses: answer })
  return answer
}
