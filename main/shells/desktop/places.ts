import { stat } from 'node:fs/promises'
import path from 'node:path'
import { BrowserWindow, dialog, type OpenDialogOptions } from 'electron'
import { z } from 'zod'
import { type ChosenPlace, channels, type PlacePurpose, placePurposes } from '../../../shared/contract/desktopBridge'
import { handle } from './ipc'
import type { DesktopWords } from './words'

const dialogs = (words: DesktopWords): Readonly<Record<PlacePurpose, OpenDialogOptions>> => ({
  'open-project': { title: words.chooseProject, properties: ['openDirectory'] },
  'new-project': {
    title: words.chooseNewProject,
    properties: ['openDirectory', 'createDirectory', 'promptToCreate'],
  },
  'data-folder': { title: words.choosePictures, properties: ['openDirectory'] },
  'data-file': {
    title: words.chooseFile,
    properties: ['openFile'],
    filters: [{ name: words.zipAndCsv, extensions: ['zip', 'csv'] }],
  },
  'export-folder': { title: words.chooseExport, properties: ['openDirectory', 'createDirectory'] },
  'model-file': { title: words.chooseModel, properties: ['openFile'] },
})

/** Places that a person points at: in a dialog, or by dropping them. `grant` tells the studio that windows may go there. */
export function servePlaces(grant: (place: string) => void, words: () => DesktopWords): void {
  handle(channels.choosePlace, z.enum(placePurposes), async (purpose, sender) => {
    const window = BrowserWindow.fromWebContents(sender)
    if (!window) return null
    const { canceled, filePaths } = await dialog.showOpenDialog(window, dialogs(words())[purpose])
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
