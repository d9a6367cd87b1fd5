import { stat } from 'node:fs/promises'
import path from 'node:path'
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { z } from 'zod'
import { type ChosenPlace, channels, type PlacePurpose, placePurposes } from '../../../shared/contract/desktopBridge'
import { handle } from './ipc'

const dialogs: Readonly<Record<PlacePurpose, OpenDialogOptions>> = {
  'open-project': { title: 'Open a project', properties: ['openDirectory'] },
  'new-project': {
    title: 'Folder for the project',
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  },
  'data-folder': { title: 'Folder with pictures', properties: ['openDirectory'] },
  'data-file': {
    title: 'File with data',
    properties: ['openFile'],
    filters: [{ name: 'Zip archives and tables', extensions: ['zip', 'csv'] }],
  },
}

/** Places that a person points at: in a dialog, or by dropping them. `grant` tells the studio that windows may go there. */
export function servePlaces(grant: (place: string) => void): void {
  handle(channels.choosePlace, z.enum(placePurposes), async (purpose, sender) => {
    const window = BrowserWindow.fromWebContents(sender)
    if (!window) return null
    const { canceled, filePaths } = await dialog.showOpenDialog(window, dialogs[purpose])
    const [place] = filePaths
    return canceled || place === undefined ? null : given(place, grant)
  })
  // The preload script read these off a drop that the person made.
  handle(channels.dropped, z.array(z.string().min(1).max(4096)).max(1000), async (places) => {
    const chosen: ChosenPlace[] = []
    for (const place of places) if (path.isAbsolute(place)) chosen.push(await given(place, grant))
    return chosen
  })
}

async function given(place: string, grant: (place: string) => void): Promise<ChosenPlace> {
  grant(place)
  const isFolder = await stat(place).then(
    (found) => found.isDirectory(),
    // A folder that the dialog will have made.
    () => true,
  )
  return { path: place, name: path.basename(place), isFolder }
}
