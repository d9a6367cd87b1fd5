import path from 'node:path'
import { app, session } from 'electron'
import { openWindowFiles } from '../window/windowFiles'
import { guardContents, guardSession } from './guards'
import { declareScheme, serveFiles } from './scheme'
import { openWindow } from './window'

/** The desktop window: `out/main/desktop.cjs`, which Electron runs. */
declareScheme()
// As root Chromium needs --no-sandbox, and enableSandbox() takes that switch from the children, which then crash in a loop.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
guardContents(app)
void app.whenReady().then(begin)

async function begin(): Promise<void> {
  guardSession(session.defaultSession)
  serveFiles(session.defaultSession, await openWindowFiles(path.join(__dirname, '../renderer')))
  await openWindow()
}
