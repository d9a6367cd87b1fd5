import { type BrowserWindow, dialog } from 'electron'
import { defaultRestartBudget, mayRestart } from '../../studio/supervision/restartBudget'

/**
 * Keeps a window through the crash of its page: it is loaded again at the same address, and the studio, which never noticed, tells it everything anew. A page that crashes
 * again and again is left, after a word with the person.
 */
export function surviveCrashes(window: BrowserWindow): void {
  const { webContents } = window
  const crashes: number[] = []
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    process.stderr.write(`the window's page is gone (${reason}); it is loaded again\n`)
    if (mayRestart(defaultRestartBudget, crashes, Date.now())) {
      crashes.push(Date.now())
      webContents.reload()
      return
    }
    void dialog
      .showMessageBox(window, {
        type: 'error',
        title: 'Layerloom',
        message: 'The window has crashed several times.',
        detail: 'Runs go on without it.',
        buttons: ['Try once more', 'Leave it'],
      })
      .then(({ response }) => {
        if (response === 0 && !window.isDestroyed()) webContents.reload()
      })
  })
  webContents.on('unresponsive', () => {
    void dialog
      .showMessageBox(window, {
        type: 'warning',
        title: 'Layerloom',
        message: 'The window does not answer.',
        buttons: ['Wait', 'Load it again'],
      })
      .then(({ response }) => {
        if (response !== 1 || window.isDestroyed()) return
        webContents.forcefullyCrashRenderer()
      })
  })
}
