import { type BrowserWindow, dialog } from 'electron'
import type { SettingsStore } from '../../studio/settings/settingsStore'

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
  const question = {
    type: 'question' as const,
    title: 'Layerloom',
    message: runs === 1 ? 'A run is training.' : `${runs} runs are training.`,
    detail:
      'It can go on without a window: start Layerloom again to see it. Or stop it now: it writes a checkpoint and can be resumed from there.',
    buttons: ['Go on without a window', 'Stop and quit', 'Cancel'],
    defaultId: 0,
    cancelId: 2,
    checkboxLabel: 'Do not ask again',
    noLink: true,
  }
  const { response, checkboxChecked } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question))
  const answer = answers[response] ?? 'stay'
  if (checkboxChecked && answer !== 'stay') await settings.change({ whenWindowCloses: answer })
  return answer
}
