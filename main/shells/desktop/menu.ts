import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { channels, type WindowCommand } from '../../../shared/contract/desktopBridge'
import type { DesktopWords } from './words'

export interface MenuContext {
  /** The window that is in front; `undefined` where all are closed. */
  window(): BrowserWindow | undefined
  readonly recent: readonly { readonly name: string; readonly folder: string }[]
  openProject(folder: string): void
  readonly words: DesktopWords
}

/** The native menu. What concerns the page is sent to it as a command; it has a button for each too. */
export function setMenu({ window, recent, openProject, words }: MenuContext): void {
  const command = (label: string, name: WindowCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator }),
    click: () => window()?.webContents.send(channels.command, name),
  })
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: words.file,
      submenu: [
        command(words.newProject, 'new-project', 'CmdOrCtrl+N'),
        command(words.openProject, 'open-project', 'CmdOrCtrl+O'),
        {
          label: words.openRecent,
          enabled: recent.length > 0,
          submenu: recent.slice(0, 10).map(({ name, folder }) => ({
            label: `${name.replaceAll('&', '&&')} – ${folder.replaceAll('&', '&&')}`,
            click: () => openProject(folder),
          })),
        },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: words.run,
      submenu: [
        command(words.train, 'train', 'CmdOrCtrl+Enter'),
        command(words.pause, 'pause', 'CmdOrCtrl+.'),
        command(words.stop, 'stop', 'CmdOrCtrl+Shift+.'),
      ],
    },
    {
      label: words.view,
      submenu: [
        { role: 'reload' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
