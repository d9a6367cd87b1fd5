import path from 'node:path'
import { BrowserWindow, nativeImage, nativeTheme } from 'electron'
import icon from './icon.png?inline'
import { keepPlace, placeForWindow } from './placement'
import { appAddress } from './scheme'
import { surviveCrashes } from './survival'

/**
 * The window, at the place where the last one was and shown once there is something in it. `hash`: the page, with its `#`. A light window never
 * flashes on a dark desktop.
 */
export async function openWindow(workspace: string, hash: string): Promise<BrowserWindow> {
  const { bounds, isMaximized } = await placeForWindow(workspace)
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    // Windows and macOS take the program's own; a Linux task bar asks the window.
    ...(process.platform === 'linux' && { icon: nativeImage.createFromDataURL(icon) }),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#131416' : '#f9f9fb',
    webPreferences: {
      preload: path.join(__dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  surviveCrashes(window)
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  window.on('close', () => void keepPlace(window, workspace))
  await window.loadURL(`${appAddress}${hash}`)
  return window
}
