import path from 'node:path'
import { app, session } from 'electron'
import { openWindowFiles } from '../window/windowFiles'
import { Desktop, tellWhyNot } from './desktop'
import { openDesktopHost } from './desktopHost'
import { guardContents, guardSession } from './guards'
import { declareScheme, serveFiles } from './scheme'

/** The desktop window: `out/main/desktop.cjs`, which Electron runs. A bare word is the folder of a project to open. */
declareScheme()
// As root Chromium needs --no-sandbox, and enableSandbox() takes that switch from the children, which then crash in a loop.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
guardContents(app)

const project = projectIn(process.argv)
// A second start shows the window of the first, also one that trains without any.
if (app.requestSingleInstanceLock({ project })) void app.whenReady().then(begin)
else app.exit(0)

async function begin(): Promise<void> {
  guardSession(session.defaultSession)
  serveFiles(session.defaultSession, await openWindowFiles(path.join(__dirname, '../renderer')))
  const host = openDesktopHost()
  const desktop = new Desktop(host)
  app.on('second-instance', (_, _words, _folder, data) => {
    const wanted = (data as { project?: unknown } | null)?.project
    void desktop.show(typeof wanted === 'string' ? wanted : undefined)
  })
  app.on('activate', () => void desktop.show())
  app.on('window-all-closed', () => undefined)
  app.on('before-quit', (event) => {
    event.preventDefault()
    void desktop.askAndLeave()
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void desktop.leave())
  try {
    await Promise.all([desktop.begin(), desktop.show(project)])
  } catch (error) {
    // A window that is closed before it has loaded is no reason for words.
    if (desktop.isOnItsWayOut) return
    tellWhyNot(error as Error)
    app.exit(1)
  }
}

/** The first bare word behind the program's own; unpackaged, Electron's own first word is the application. */
function projectIn(words: readonly string[]): string | undefined {
  const bare = words.slice(1).filter((word) => !word.startsWith('-'))
  const found = bare[app.isPackaged ? 0 : 1]
  return found === undefined ? undefined : path.resolve(found)
}
