import { app, type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import { channels, type WindowCommand } from '../../../shared/contract/desktopBridge'

export interface MenuContext {
  /** The window that is in front; `undefined` where all are closed. */
  window(): BrowserWindow | undefined
  readonly recent: readonly { readonly name: string; readonly folder: string }[]
  openProject(folder: string): void
}

/** The native menu. What concerns the page is sent to it as a command; it has a button for each too. */
export function setMenu({ window, recent, openProject }: MenuContext): void {
  const command = (label: string, name: WindowCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator !== undefined && { accelerator }),
    click: () => window()?.webContents.send(channels.command, name),
  })
  const isMac = process.platform === 'darwin'
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [
        command('New Project', 'new-project', 'CmdOrCtrl+N'),
        command('Open Project …', 'open-project', 'CmdOrCtrl+O'),
        {
          label: 'Open Recent',
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
      label: 'Run',
      submenu: [
        command('Train', 'train', 'CmdOrCtrl+Enter'),
        command('Pause or Continue', 'pause', 'CmdOrCtrl+.'),
        command('Stop', 'stop', 'CmdOrCtrl+Shift+.'),
      ],
    },
    {
      label: 'View',
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
